-- Counts the changes, so that two members who edit a widget at once never overwrite each other.
ALTER TABLE widgets ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;

-- Everybody is derived again: under the new usual values of acts, by the rule of the transitioning stage, and for the
-- flywheel's count of those whom nobody brought, which is 0 until then.
-- A job that is under way begins again; one that is paused stays so.
INSERT INTO recomputations (program_id, state, settings_revision, total, started_at, updated_at)
  SELECT p.program_id, 'running', p.settings_revision, count(*), unixepoch() * 1000, unixepoch() * 1000
  FROM programs p JOIN people q ON q.program_id = p.program_id GROUP BY p.program_id
  ON CONFLICT (program_id) DO UPDATE SET state = 'running', settings_revision = excluded.settings_revision,
    cursor = '', done = 0, total = excluded.total, started_at = excluded.started_at, updated_at = excluded.updated_at
    WHERE state <> 'paused';
