-- One append-only log of what changed, for the audit trail and for whatever follows from a change. The
-- entries of audit_log are copied; the table stays for a Worker of the version before. What was written
-- about a person is not copied, only which fields were: events hold ids, codes and figures.

CREATE TABLE events (
  program_id TEXT NOT NULL REFERENCES programs,
  -- Counts from 1 within a program, in the order of the commits: a reader that goes on behind the last
  -- position it has seen misses nothing.
  position INTEGER NOT NULL,
  at INTEGER NOT NULL,
  -- laurel_domain::event::Subject; the id is empty when the event is about many.
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  action TEXT NOT NULL,
  -- 'member', 'token', 'person' or 'system', and which one.
  actor_kind TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  -- The subject's revision that came out, where it counts revisions; orders what happened to it.
  revision INTEGER NOT NULL,
  -- JSON of ids, codes and figures; no words about a person.
  before TEXT,
  after TEXT,
  PRIMARY KEY (program_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_subject ON events (program_id, subject, subject_id, at DESC, revision DESC)
  WHERE subject_id <> '';

INSERT INTO events (program_id, position, at, subject, subject_id, action, actor_kind, actor_id, revision, before, after)
  SELECT program_id, row_number() OVER (PARTITION BY program_id ORDER BY at, sequence, subject, subject_id), at,
    subject, subject_id, action,
    CASE WHEN actor = 'author' THEN 'person' WHEN actor LIKE 'token:%' THEN 'token' ELSE 'member' END,
    CASE WHEN actor = 'author' THEN '' WHEN actor LIKE 'token:%' THEN substr(actor, 7) ELSE actor END,
    sequence,
    CASE WHEN subject <> 'person' THEN before END,
    CASE WHEN subject <> 'person' THEN after
      ELSE json_object('fields', (SELECT json_group_array(key) FROM json_each(after))) END
  FROM audit_log;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
