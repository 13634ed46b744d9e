-- One queue for all that happens after a change or by the clock, a row a job. Triggers put the jobs in, in the
-- transaction of what causes them, so that no way of writing can forget one. Indexes that served searches
-- over all programs at once begin with the program now.

CREATE TABLE jobs (
  -- '' for jobs of the instance itself.
  program_id TEXT NOT NULL,
  -- laurel_domain::job::JobKind.
  kind TEXT NOT NULL,
  -- Tells jobs of a kind apart: a mail's id. Empty where there is one.
  key TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  -- Until when somebody works on it; whoever dies meanwhile has not finished it, and it is due again then.
  lease_until INTEGER NOT NULL DEFAULT 0,
  -- Counts who asked for it: asked for again while it runs, it runs once more.
  requests INTEGER NOT NULL DEFAULT 1,
  -- Failures in a row, and the latest.
  attempts INTEGER NOT NULL DEFAULT 0,
  last_error TEXT,
  -- When it was given up; a member may have it tried again.
  failed_at INTEGER,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_due ON jobs (program_id, due_at) WHERE failed_at IS NULL;
CREATE INDEX jobs_failed ON jobs (program_id, failed_at DESC) WHERE failed_at IS NOT NULL;

CREATE TRIGGER programs_have_jobs AFTER INSERT ON programs
BEGIN
  INSERT INTO jobs (program_id, kind, key, due_at, updated_at)
    VALUES (NEW.program_id, 'refresh', '', NEW.created_at, NEW.created_at),
      (NEW.program_id, 'expire_asks', '', NEW.created_at, NEW.created_at);
END;
CREATE TRIGGER mails_are_sent AFTER INSERT ON outbox
BEGIN
  INSERT INTO jobs (program_id, kind, key, due_at, updated_at)
    VALUES (coalesce(NEW.program_id, ''), 'mail', NEW.mail_id, NEW.created_at, NEW.created_at);
END;
CREATE TRIGGER what_changed_is_published AFTER UPDATE OF revision ON publication
  WHEN NEW.pushed_revision < NEW.revision
BEGIN
  INSERT INTO jobs (program_id, kind, key, due_at, updated_at) VALUES (NEW.program_id, 'publish', '', 0, 0)
    ON CONFLICT (program_id, kind, key) DO UPDATE SET requests = requests + 1, failed_at = NULL,
      due_at = CASE WHEN lease_until = 0 THEN 0 ELSE due_at END;
END;
CREATE TRIGGER what_is_new_is_published AFTER INSERT ON publication WHEN NEW.pushed_revision < NEW.revision
BEGIN
  INSERT INTO jobs (program_id, kind, key, due_at, updated_at) VALUES (NEW.program_id, 'publish', '', 0, 0)
    ON CONFLICT (program_id, kind, key) DO UPDATE SET requests = requests + 1, failed_at = NULL,
      due_at = CASE WHEN lease_until = 0 THEN 0 ELSE due_at END;
END;
CREATE TRIGGER recomputations_begin AFTER INSERT ON recomputations WHEN NEW.state = 'running'
BEGIN
  INSERT INTO jobs (program_id, kind, key, due_at, updated_at)
    VALUES (NEW.program_id, 'recompute', '', NEW.updated_at, NEW.updated_at)
    ON CONFLICT (program_id, kind, key) DO UPDATE SET requests = requests + 1, failed_at = NULL;
END;
CREATE TRIGGER recomputations_go_on AFTER UPDATE OF state, started_at ON recomputations
  WHEN NEW.state = 'running' AND (OLD.state <> 'running' OR OLD.started_at <> NEW.started_at)
BEGIN
  INSERT INTO jobs (program_id, kind, key, due_at, updated_at)
    VALUES (NEW.program_id, 'recompute', '', NEW.updated_at, NEW.updated_at)
    ON CONFLICT (program_id, kind, key) DO UPDATE SET requests = requests + 1, failed_at = NULL;
END;

INSERT INTO jobs (program_id, kind, key, due_at, updated_at) VALUES ('', 'forget', '', 0, 0);
INSERT INTO jobs (program_id, kind, key, due_at, updated_at)
  SELECT p.program_id, k.value, '', 0, 0 FROM programs p CROSS JOIN json_each('["refresh","expire_asks"]') k;
INSERT INTO jobs (program_id, kind, key, due_at, updated_at)
  SELECT coalesce(program_id, ''), 'mail', mail_id, next_attempt_at, created_at FROM outbox
  WHERE sent_at IS NULL AND attempts < 8;
INSERT INTO jobs (program_id, kind, key, due_at, updated_at)
  SELECT program_id, 'publish', '', 0, 0 FROM publication WHERE pushed_revision < revision;
INSERT INTO jobs (program_id, kind, key, due_at, updated_at)
  SELECT program_id, 'recompute', '', 0, 0 FROM recomputations WHERE state = 'running';

DROP INDEX person_state_due;
CREATE INDEX person_state_due ON person_state (program_id, derived_at, person_id) WHERE changes_by_time = 1;
DROP INDEX asks_to_expire;
DROP INDEX outbox_unsent;
DROP INDEX publication_due;
DROP INDEX recomputations_running;
