-- Asks (requests to a person for one act of advocacy), and what the pyramid shows beyond counts: who is
-- ready for the next need level, who got things but wants more, what people were last given and did
-- next, and the movements on the ladder of advocacy. The new columns of person_state are derived; their
-- defaults hold until a person is derived again.

CREATE TABLE asks (
  program_id TEXT NOT NULL,
  ask_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  -- The act that is asked for: code of a touchpoint kind.
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'declined', 'withdrawn', 'expired')),
  note TEXT,
  -- The last day on which an answer is expected.
  due_day INTEGER NOT NULL,
  -- A member's address or 'token:<id>'.
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  closed_at INTEGER,
  PRIMARY KEY (program_id, ask_id),
  FOREIGN KEY (program_id, person_id) REFERENCES people,
  CHECK ((state = 'open') = (closed_at IS NULL))
) STRICT, WITHOUT ROWID;
-- One open ask a person and act: two requests at once cannot both make one.
CREATE UNIQUE INDEX asks_open ON asks (program_id, person_id, kind) WHERE state = 'open';
CREATE INDEX asks_by_due ON asks (program_id, due_day, ask_id) WHERE state = 'open';
CREATE INDEX asks_by_closing ON asks (program_id, state, closed_at DESC, ask_id) WHERE closed_at IS NOT NULL;
CREATE INDEX asks_by_person ON asks (program_id, person_id, asked_at DESC, ask_id);
CREATE INDEX asks_to_expire ON asks (due_day, program_id, ask_id) WHERE state = 'open';

-- Copied from people, so that a list filtered by it is one range of an index.
ALTER TABLE person_state ADD COLUMN motivation TEXT;
-- Code of laurel_domain::need_level::Progress; NULL outside the pyramid.
ALTER TABLE person_state ADD COLUMN need_progress TEXT;
-- Until when an act answers the latest reward of the person's own level.
ALTER TABLE person_state ADD COLUMN answer_until INTEGER;
-- The latest reward, the need level held when it was given, and what followed: code of the first act that
-- answered it, 'waiting' while one still can, 'none'.
ALTER TABLE person_state ADD COLUMN last_reward TEXT;
ALTER TABLE person_state ADD COLUMN last_reward_at INTEGER;
ALTER TABLE person_state ADD COLUMN last_reward_level INTEGER CHECK (last_reward_level BETWEEN 1 AND 5);
ALTER TABLE person_state ADD COLUMN next_act TEXT;
ALTER TABLE person_state ADD COLUMN ready INTEGER NOT NULL DEFAULT 0 CHECK (ready IN (0, 1));
ALTER TABLE person_state ADD COLUMN mismatch INTEGER NOT NULL DEFAULT 0 CHECK (mismatch IN (0, 1));
ALTER TABLE person_state ADD COLUMN carries INTEGER NOT NULL DEFAULT 0 CHECK (carries IN (0, 1));
-- JSON array of the movements on the ladder: [time in milliseconds, from, to], stages by code or null.
ALTER TABLE person_state ADD COLUMN moves TEXT NOT NULL DEFAULT '[]';
CREATE INDEX person_state_ready ON person_state (program_id, need_level, last_touch_at DESC, person_id) WHERE ready = 1;
CREATE INDEX person_state_mismatch ON person_state (program_id, need_level, last_touch_at DESC, person_id) WHERE mismatch = 1;
CREATE INDEX person_state_carries ON person_state (program_id, last_touch_at DESC, person_id) WHERE carries = 1;
CREATE INDEX person_state_motivation ON person_state (program_id, need_level, motivation, last_touch_at DESC, person_id) WHERE need_level IS NOT NULL;

-- People of today by need level (0 for those outside the pyramid) and one facet each: 'progress',
-- 'motivation', 'mismatch', 'carries', 'given', 'stage'. A few hundred rows a program, however many people.
CREATE TABLE pyramid_facets (
  program_id TEXT NOT NULL,
  need_level INTEGER NOT NULL CHECK (need_level BETWEEN 0 AND 5),
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  people INTEGER NOT NULL,
  PRIMARY KEY (program_id, need_level, facet, value)
) STRICT, WITHOUT ROWID;

-- Movements on the ladder by day: up into a stage, down out of a stage.
CREATE TABLE ladder_daily (
  program_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  advocacy_stage TEXT NOT NULL,
  rose INTEGER NOT NULL,
  fell INTEGER NOT NULL,
  PRIMARY KEY (program_id, day, advocacy_stage)
) STRICT, WITHOUT ROWID;

-- The same movements with their people, for the lists behind the counts.
CREATE TABLE ladder_moves (
  program_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  from_stage TEXT,
  to_stage TEXT,
  rose INTEGER NOT NULL CHECK (rose IN (0, 1)),
  PRIMARY KEY (program_id, person_id, at),
  FOREIGN KEY (program_id, person_id) REFERENCES people
) STRICT, WITHOUT ROWID;
CREATE INDEX ladder_moves_recent ON ladder_moves (program_id, rose, at DESC, person_id);
