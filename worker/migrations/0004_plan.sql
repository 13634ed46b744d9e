-- The plan of a programme (its checks with owner, due day and notes; who reviewed which figures when),
-- and the rollups that its figures and the overview need, so that neither reads people or touchpoints:
-- what happened on each day by kind, who is overdrawn by the day it began, and how long stories wait.
-- Activity and waiting stories are counted once here; what is derived from people follows when they
-- are next derived.

CREATE TABLE plan_items (
  program_id TEXT NOT NULL REFERENCES programs,
  -- laurel_domain::plan::Check by its code, or the id of a check that the program added itself.
  item TEXT NOT NULL,
  -- For the program's own checks only.
  phase TEXT CHECK (phase IN ('exploration', 'motivation', 'activation', 'iteration')),
  title TEXT,
  -- A member's address; the member may have left since.
  owner TEXT,
  due_day INTEGER,
  note TEXT,
  -- Ticked by whom and when; for checks that only people can judge.
  done_at INTEGER,
  done_by TEXT,
  -- Counts the changes; the ETag.
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, item),
  CHECK ((phase IS NULL) = (title IS NULL)),
  CHECK ((done_at IS NULL) = (done_by IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_items_in_order ON plan_items (program_id, created_at, item);

-- A member looked at a metric and said what it tells. Append-only.
CREATE TABLE metric_reviews (
  program_id TEXT NOT NULL REFERENCES programs,
  metric TEXT NOT NULL CHECK (metric IN ('funnel', 'flywheel', 'pyramid')),
  at INTEGER NOT NULL,
  -- A member's address.
  reviewed_by TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (program_id, metric, at, reviewed_by)
) STRICT, WITHOUT ROWID;

-- Touchpoints by day and kind. They are append-only, so this is only ever added to.
CREATE TABLE activity_daily (
  program_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  kind TEXT NOT NULL,
  touchpoints INTEGER NOT NULL,
  PRIMARY KEY (program_id, day, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO activity_daily (program_id, day, kind, touchpoints)
SELECT program_id, (at - ((at % 86400000) + 86400000) % 86400000) / 86400000, kind, count(*)
FROM touchpoints GROUP BY 1, 2, 3;

-- Since when a person has given more than received, by more than the program allows.
ALTER TABLE person_state ADD COLUMN overdrawn_since INTEGER;
CREATE INDEX person_state_overdrawn ON person_state (program_id, overdrawn_since DESC, person_id) WHERE overdrawn_since IS NOT NULL;

-- People who are overdrawn, by the day on which they came to be.
CREATE TABLE overdrawn_daily (
  program_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  people INTEGER NOT NULL,
  PRIMARY KEY (program_id, day)
) STRICT, WITHOUT ROWID;

-- Testimonials that wait for a decision, by the day on which they arrived. Kept by triggers, so that
-- no way of deciding can forget it.
CREATE TABLE waiting_daily (
  program_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  testimonials INTEGER NOT NULL,
  PRIMARY KEY (program_id, day)
) STRICT, WITHOUT ROWID;
INSERT INTO waiting_daily (program_id, day, testimonials)
SELECT program_id, created_at / 86400000, count(*) FROM testimonials WHERE state = 'pending' GROUP BY 1, 2;
CREATE TRIGGER testimonials_begin_to_wait AFTER INSERT ON testimonials WHEN NEW.state = 'pending'
BEGIN
  INSERT INTO waiting_daily (program_id, day, testimonials) VALUES (NEW.program_id, NEW.created_at / 86400000, 1)
  ON CONFLICT (program_id, day) DO UPDATE SET testimonials = testimonials + 1;
END;
CREATE TRIGGER testimonials_wait_again AFTER UPDATE OF state ON testimonials WHEN NEW.state = 'pending' AND OLD.state <> 'pending'
BEGIN
  INSERT INTO waiting_daily (program_id, day, testimonials) VALUES (NEW.program_id, NEW.created_at / 86400000, 1)
  ON CONFLICT (program_id, day) DO UPDATE SET testimonials = testimonials + 1;
END;
CREATE TRIGGER testimonials_are_decided AFTER UPDATE OF state ON testimonials WHEN OLD.state = 'pending' AND NEW.state <> 'pending'
BEGIN
  UPDATE waiting_daily SET testimonials = testimonials - 1
  WHERE program_id = OLD.program_id AND day = OLD.created_at / 86400000;
END;
