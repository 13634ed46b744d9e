-- What leaves the database again: people who are erased on request, words that their authors withdrew, mails
-- that were sent. What is counted stays; what tells who it was goes.

-- Since when nothing tells who this person is.
ALTER TABLE people ADD COLUMN erased_at INTEGER;

-- When the words and whatever tells the author left: erased on request, or withdrawn long enough ago.
ALTER TABLE testimonials ADD COLUMN forgotten_at INTEGER;
CREATE INDEX testimonials_to_forget ON testimonials (program_id, updated_at)
  WHERE state = 'withdrawn' AND forgotten_at IS NULL;
-- Everything that was sent under an address, for handing out and erasing.
CREATE INDEX testimonials_by_email ON testimonials (program_id, email) WHERE email IS NOT NULL;
CREATE INDEX outbox_by_recipient ON outbox (program_id, recipient) WHERE program_id IS NOT NULL;

-- For how many days withdrawn words stay before they leave the database.
ALTER TABLE programs ADD COLUMN withdrawn_days INTEGER NOT NULL DEFAULT 30 CHECK (withdrawn_days BETWEEN 0 AND 365);

-- Keyed digests of the addresses and ids of erased people: rows about them are not taken in again.
CREATE TABLE suppressed (
  program_id TEXT NOT NULL REFERENCES programs,
  digest TEXT NOT NULL,
  erased_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, digest)
) STRICT, WITHOUT ROWID;

-- Rows of an import that were about erased people.
ALTER TABLE imports ADD COLUMN rows_erased INTEGER NOT NULL DEFAULT 0;

-- The ledger's proof without the person: a keyed digest of the author's address takes the place of what a
-- member wrote about the proof. Nothing else of an entry ever changes.
ALTER TABLE consents ADD COLUMN author_digest TEXT;
DROP TRIGGER consents_are_never_changed;
CREATE TRIGGER consents_are_never_changed BEFORE UPDATE ON consents
WHEN NEW.evidence IS NOT NULL OR (OLD.author_digest IS NOT NULL AND NEW.author_digest IS NOT OLD.author_digest)
  OR NEW.program_id <> OLD.program_id OR NEW.testimonial_id <> OLD.testimonial_id OR NEW.purpose <> OLD.purpose
  OR NEW.at <> OLD.at OR NEW.given <> OLD.given OR NEW.wording <> OLD.wording OR NEW.source <> OLD.source
  OR NEW.recorded_by IS NOT OLD.recorded_by
BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

-- An event may lose its details, and nothing else.
DROP TRIGGER events_are_never_changed;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
WHEN NEW.before IS NOT NULL OR NEW.after IS NOT NULL
  OR NEW.program_id <> OLD.program_id OR NEW.position <> OLD.position OR NEW.at <> OLD.at
  OR NEW.subject <> OLD.subject OR NEW.subject_id <> OLD.subject_id OR NEW.action <> OLD.action
  OR NEW.actor_kind <> OLD.actor_kind OR NEW.actor_id <> OLD.actor_id OR NEW.revision <> OLD.revision
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
