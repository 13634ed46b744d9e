-- No statement reads along this index any more: the pyramid lists who carries too much by the last
-- touchpoint, and the counts come from overdrawn_daily. Each write of an overdrawn person kept it up.
DROP INDEX person_state_overdrawn;
