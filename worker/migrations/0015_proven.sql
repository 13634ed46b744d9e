-- What is sent from the public form proves nothing about the address in it: a story's act counts once it is
-- approved and its person is known. What the trap caught waits as "likely spam", in a queue of its own.

-- When a link that only a mail carries was visited.
ALTER TABLE testimonials ADD COLUMN proven_at INTEGER;
-- Likely spam, for as long as it waits.
ALTER TABLE testimonials ADD COLUMN suspected INTEGER NOT NULL DEFAULT 0 CHECK (suspected IN (0, 1));
-- laurel_domain::testimonial::TestimonialState as lists and counters know it.
ALTER TABLE testimonials ADD COLUMN standing TEXT
  GENERATED ALWAYS AS (CASE WHEN suspected = 1 AND state = 'pending' THEN 'suspected' ELSE state END) VIRTUAL;
DROP INDEX testimonials_by_state;
DROP INDEX testimonials_by_rating;
DROP INDEX testimonials_by_source;
CREATE INDEX testimonials_by_state ON testimonials (program_id, standing, said_at DESC, testimonial_id);
CREATE INDEX testimonials_by_rating ON testimonials (program_id, standing, rating, said_at DESC, testimonial_id);
CREATE INDEX testimonials_by_source ON testimonials (program_id, source, standing, said_at DESC, testimonial_id);
CREATE INDEX testimonials_suspected ON testimonials (created_at, program_id, testimonial_id) WHERE suspected = 1 AND state = 'pending';

-- SHA-256 of the tokens in receipt links that were given out beside testimonials.receipt_hash, which is that of
-- the page after sending: each goes on working whatever the secret is by now.
CREATE TABLE receipt_links (
  receipt_hash TEXT PRIMARY KEY,
  program_id TEXT NOT NULL,
  testimonial_id TEXT NOT NULL,
  -- Whether only mails to the author's address carry it, so that whoever opens it reads them.
  proves INTEGER NOT NULL CHECK (proves IN (0, 1))
) STRICT, WITHOUT ROWID;

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

-- Waiting is what a person has to decide on; likely spam is not counted.
DROP TRIGGER testimonials_begin_to_wait;
DROP TRIGGER testimonials_wait_again;
DROP TRIGGER testimonials_are_decided;
CREATE TRIGGER testimonials_begin_to_wait AFTER INSERT ON testimonials WHEN NEW.standing = 'pending'
BEGIN
  INSERT INTO waiting_daily (program_id, day, testimonials) VALUES (NEW.program_id, NEW.created_at / 86400000, 1)
  ON CONFLICT (program_id, day) DO UPDATE SET testimonials = testimonials + 1;
END;
CREATE TRIGGER testimonials_wait_again AFTER UPDATE OF state, suspected ON testimonials
  WHEN NEW.standing = 'pending' AND OLD.standing <> 'pending'
BEGIN
  INSERT INTO waiting_daily (program_id, day, testimonials) VALUES (NEW.program_id, NEW.created_at / 86400000, 1)
  ON CONFLICT (program_id, day) DO UPDATE SET testimonials = testimonials + 1;
END;
CREATE TRIGGER testimonials_are_decided AFTER UPDATE OF state, suspected ON testimonials
  WHEN OLD.standing = 'pending' AND NEW.standing <> 'pending'
BEGIN
  UPDATE waiting_daily SET testimonials = testimonials - 1
  WHERE program_id = OLD.program_id AND day = OLD.created_at / 86400000;
END;

-- Acts of stories that nobody approved are taken back; what they had filled in or answered stays, because
-- nothing tells it from what else was recorded. The people concerned are derived again by the job.
UPDATE activity_daily SET touchpoints = touchpoints - (
    SELECT count(*) FROM testimonials s CROSS JOIN touchpoints t
      ON t.program_id = s.program_id AND t.touchpoint_id = s.testimonial_id
    WHERE s.program_id = activity_daily.program_id AND s.source = 'form' AND s.state <> 'approved'
      AND t.at / 86400000 = activity_daily.day)
  WHERE kind = 'testimonial';
INSERT INTO recomputations (program_id, state, settings_revision, total, started_at, updated_at)
  SELECT p.program_id, 'running', p.settings_revision,
    (SELECT count(*) FROM people q WHERE q.program_id = p.program_id), unixepoch() * 1000, unixepoch() * 1000
  FROM programs p WHERE EXISTS (SELECT 1 FROM testimonials s CROSS JOIN touchpoints t
      ON t.program_id = s.program_id AND t.touchpoint_id = s.testimonial_id
    WHERE s.program_id = p.program_id AND s.source = 'form' AND s.state <> 'approved')
  ON CONFLICT (program_id) DO UPDATE SET state = 'running', settings_revision = excluded.settings_revision,
    cursor = '', done = 0, total = excluded.total, started_at = excluded.started_at, updated_at = excluded.updated_at
    WHERE state <> 'paused';
DELETE FROM touchpoints WHERE (program_id, touchpoint_id) IN (
  SELECT program_id, testimonial_id FROM testimonials WHERE source = 'form' AND state <> 'approved');
UPDATE testimonials SET person_id = NULL WHERE source = 'form' AND state <> 'approved';
