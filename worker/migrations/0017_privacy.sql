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

-- A mail that is deleted needs no job.
CREATE TRIGGER deleted_mails_are_not_sent AFTER DELETE ON outbox
BEGIN
  DELETE FROM jobs WHERE program_id = coalesce(OLD.program_id, '') AND kind = 'mail' AND key = OLD.mail_id;
END;

-- Words that were withdrawn leave by the clock, and at once where the program keeps them for no day.
CREATE TRIGGER programs_forget_words AFTER INSERT ON programs
BEGIN
  INSERT INTO jobs (program_id, kind, key, due_at, updated_at)
    VALUES (NEW.program_id, 'forget_words', '', NEW.created_at, NEW.created_at);
END;
INSERT INTO jobs (program_id, kind, key, due_at, updated_at)
  SELECT program_id, 'forget_words', '', 0, 0 FROM programs WHERE true ON CONFLICT DO NOTHING;
CREATE TRIGGER withdrawn_words_are_forgotten AFTER UPDATE OF state ON testimonials
  WHEN NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn' AND NEW.forgotten_at IS NULL
BEGIN
  UPDATE jobs SET requests = requests + 1,
    due_at = CASE WHEN lease_until = 0 THEN min(due_at, NEW.updated_at) ELSE due_at END
  WHERE program_id = NEW.program_id AND kind = 'forget_words' AND key = ''
    AND (SELECT withdrawn_days FROM programs WHERE program_id = NEW.program_id) = 0;
END;

-- What must hold even when the database is put back to an earlier point: written by triggers in the
-- transaction of each, copied out of the database by a job. Ids and times, no words.
CREATE TABLE journal (
  program_id TEXT NOT NULL,
  -- 'withdrawn', 'story_erased', 'person_erased', 'consent', 'consent_given', 'opted_out', 'suppressed',
  -- 'token_revoked', 'member_removed'.
  what TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  -- The purpose of a consent.
  detail TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (program_id, what, subject_id, detail)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER the_journal_is_copied AFTER INSERT ON journal
BEGIN
  INSERT INTO jobs (program_id, kind, key, due_at, updated_at) VALUES (NEW.program_id, 'journal', '', NEW.at, NEW.at)
    ON CONFLICT (program_id, kind, key) DO UPDATE SET requests = requests + 1, failed_at = NULL;
END;
CREATE TRIGGER withdrawing_is_noted AFTER UPDATE OF state ON testimonials
  WHEN NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn' AND NEW.forgotten_at IS NULL
BEGIN
  INSERT INTO journal (program_id, what, subject_id, detail, at) VALUES (NEW.program_id, 'withdrawn', NEW.testimonial_id, '', NEW.updated_at)
    ON CONFLICT (program_id, what, subject_id, detail) DO UPDATE SET at = excluded.at;
END;
-- Words that leave after their days were withdrawn before; only those erased by themselves are noted again.
CREATE TRIGGER erasing_a_story_is_noted AFTER UPDATE OF person_id ON testimonials
  WHEN NEW.forgotten_at IS NOT NULL AND NEW.person_id IS NULL
BEGIN
  INSERT INTO journal (program_id, what, subject_id, detail, at) VALUES (NEW.program_id, 'story_erased', NEW.testimonial_id, '', NEW.forgotten_at)
    ON CONFLICT (program_id, what, subject_id, detail) DO UPDATE SET at = excluded.at;
END;
-- Also what was given again on the receipt: the latest word counts.
CREATE TRIGGER consent_is_noted AFTER INSERT ON consents WHEN NEW.given = 0 OR NEW.source <> 'form'
BEGIN
  INSERT INTO journal (program_id, what, subject_id, detail, at)
    VALUES (NEW.program_id, CASE NEW.given WHEN 1 THEN 'consent_given' ELSE 'consent' END, NEW.testimonial_id, NEW.purpose, NEW.at)
    ON CONFLICT (program_id, what, subject_id, detail) DO UPDATE SET at = excluded.at;
END;
CREATE TRIGGER erasing_a_person_is_noted AFTER UPDATE OF erased_at ON people WHEN NEW.erased_at IS NOT NULL
BEGIN
  INSERT INTO journal (program_id, what, subject_id, detail, at) VALUES (NEW.program_id, 'person_erased', NEW.person_id, '', NEW.erased_at)
    ON CONFLICT (program_id, what, subject_id, detail) DO UPDATE SET at = excluded.at;
END;
CREATE TRIGGER opting_out_is_noted AFTER UPDATE OF opted_out ON people
  WHEN NEW.opted_out = 1 AND OLD.opted_out = 0
BEGIN
  INSERT INTO journal (program_id, what, subject_id, detail, at) VALUES (NEW.program_id, 'opted_out', NEW.person_id, '', unixepoch() * 1000)
    ON CONFLICT (program_id, what, subject_id, detail) DO UPDATE SET at = excluded.at;
END;
CREATE TRIGGER suppressing_is_noted AFTER INSERT ON suppressed
BEGIN
  INSERT INTO journal (program_id, what, subject_id, detail, at) VALUES (NEW.program_id, 'suppressed', NEW.digest, '', NEW.erased_at)
    ON CONFLICT (program_id, what, subject_id, detail) DO UPDATE SET at = excluded.at;
END;
CREATE TRIGGER revoking_is_noted AFTER UPDATE OF revoked_at ON tokens WHEN NEW.revoked_at IS NOT NULL
BEGIN
  INSERT INTO journal (program_id, what, subject_id, detail, at) VALUES (NEW.program_id, 'token_revoked', NEW.token_id, '', NEW.revoked_at)
    ON CONFLICT (program_id, what, subject_id, detail) DO UPDATE SET at = excluded.at;
END;
CREATE TRIGGER removing_a_member_is_noted AFTER DELETE ON members
BEGIN
  INSERT INTO journal (program_id, what, subject_id, detail, at) VALUES (OLD.program_id, 'member_removed', OLD.email, '', unixepoch() * 1000)
    ON CONFLICT (program_id, what, subject_id, detail) DO UPDATE SET at = excluded.at;
END;

-- What is to be withdrawn and erased again after a restore, by a job.
CREATE TABLE replays (
  program_id TEXT NOT NULL REFERENCES programs,
  what TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (program_id, what, subject_id, detail)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER replays_are_done AFTER INSERT ON replays
BEGIN
  INSERT INTO jobs (program_id, kind, key, due_at, updated_at) VALUES (NEW.program_id, 'replay', '', 0, 0)
    ON CONFLICT (program_id, kind, key) DO UPDATE SET requests = requests + 1, failed_at = NULL;
END;
