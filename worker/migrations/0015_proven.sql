-- How often somebody did something lately: a client, a mailbox, a program. The key is a digest under a secret
-- and the day, so nobody can be found in it, and a row is forgotten once its time is over.
CREATE TABLE limits (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  taken INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX limits_ended ON limits (ends_at);
