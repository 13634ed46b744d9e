-- The rules of a program count their changes, keep the ones before for undo, and are followed by a job that
-- derives everybody again; it goes on where it stopped. Everything derived is emptied here and the job is
-- queued for every program, because the migrations before added to what is derived.

CREATE TABLE recomputations (
  program_id TEXT PRIMARY KEY REFERENCES programs,
  state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'done')),
  -- The rules under which people are derived, as programs.settings_revision counts them.
  settings_revision INTEGER NOT NULL,
  -- Everybody up to this person is through.
  cursor TEXT NOT NULL DEFAULT '',
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX recomputations_running ON recomputations (updated_at, program_id) WHERE state = 'running';

ALTER TABLE programs ADD COLUMN settings_revision INTEGER NOT NULL DEFAULT 1;
-- The rules before the latest change, who replaced them and when; NULL when nothing was changed yet.
ALTER TABLE programs ADD COLUMN former_settings TEXT;
ALTER TABLE programs ADD COLUMN replaced_by TEXT;
ALTER TABLE programs ADD COLUMN replaced_at INTEGER;

DELETE FROM person_tags;
DELETE FROM person_state;
DELETE FROM funnel_daily;
DELETE FROM reached_daily;
DELETE FROM flywheel_daily;
DELETE FROM need_level_daily;
DELETE FROM advocacy_stage_daily;
DELETE FROM overdrawn_daily;
DELETE FROM pyramid_facets;
DELETE FROM ladder_daily;
DELETE FROM ladder_moves;
DELETE FROM segments;
DELETE FROM program_totals WHERE name NOT LIKE 'testimonials:%';

INSERT INTO recomputations (program_id, state, settings_revision, total, started_at, updated_at)
  SELECT p.program_id, 'running', 1, count(*), unixepoch() * 1000, unixepoch() * 1000
  FROM programs p JOIN people q ON q.program_id = p.program_id GROUP BY p.program_id;
