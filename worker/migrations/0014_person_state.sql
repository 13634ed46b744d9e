-- A person's state is one JSON text: what lists are filtered and ordered by are generated columns of it, so that
-- a new derived figure needs no new column. The table is made anew beside the old one, filled from it and put in
-- its place; states stay what they are, and nobody has to be derived again to be shown. A Worker from before goes on
-- reading; its writes of states fail as a whole and change nothing. One new figure (the latest act) is derived for
-- everybody by the job that is queued at the end; the rollups stay as they are meanwhile.

CREATE TABLE person_state_next (
  program_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  -- Counts the writes, so that two writers never overwrite each other (see stale_write).
  revision INTEGER NOT NULL,
  -- Raised by whoever is brought, without reading the rest.
  people_brought INTEGER NOT NULL,
  customers_brought INTEGER NOT NULL,
  customers_followed INTEGER NOT NULL,
  -- laurel_ingest::state_row: person (laurel_domain::person::PersonState), values, listed.
  state TEXT NOT NULL CHECK (json_valid(state)),
  funnel_stage INTEGER GENERATED ALWAYS AS (state ->> '$.listed.funnel_stage') VIRTUAL,
  cohort_day INTEGER GENERATED ALWAYS AS (state ->> '$.listed.cohort_day') VIRTUAL,
  last_touch_at INTEGER GENERATED ALWAYS AS (state ->> '$.listed.last_touch_at') VIRTUAL,
  changes_by_time INTEGER GENERATED ALWAYS AS (state ->> '$.listed.changes_by_time') VIRTUAL,
  brought_by TEXT GENERATED ALWAYS AS (state ->> '$.listed.brought_by') VIRTUAL,
  ready INTEGER GENERATED ALWAYS AS (state ->> '$.listed.ready') VIRTUAL,
  mismatch INTEGER GENERATED ALWAYS AS (state ->> '$.listed.mismatch') VIRTUAL,
  carries INTEGER GENERATED ALWAYS AS (state ->> '$.listed.carries') VIRTUAL,
  source TEXT GENERATED ALWAYS AS (state ->> '$.values.source') VIRTUAL,
  country TEXT GENERATED ALWAYS AS (state ->> '$.values.country') VIRTUAL,
  industry TEXT GENERATED ALWAYS AS (state ->> '$.values.industry') VIRTUAL,
  company_size TEXT GENERATED ALWAYS AS (state ->> '$.values.company_size') VIRTUAL,
  motivation TEXT GENERATED ALWAYS AS (state ->> '$.values.motivation') VIRTUAL,
  tags TEXT GENERATED ALWAYS AS (state ->> '$.values.tags') VIRTUAL,
  product TEXT GENERATED ALWAYS AS (state ->> '$.person.first_product') VIRTUAL,
  stage_entries TEXT GENERATED ALWAYS AS (state ->> '$.person.stage_entries') VIRTUAL,
  first_touch_at INTEGER GENERATED ALWAYS AS (state ->> '$.person.first_touch_at') VIRTUAL,
  first_purchase_at INTEGER GENERATED ALWAYS AS (state ->> '$.person.first_purchase_at') VIRTUAL,
  purchases INTEGER GENERATED ALWAYS AS (state ->> '$.person.purchases') VIRTUAL,
  revenue_minor INTEGER GENERATED ALWAYS AS (state ->> '$.person.revenue_minor') VIRTUAL,
  acts INTEGER GENERATED ALWAYS AS (state ->> '$.person.acts') VIRTUAL,
  advocacy_stage TEXT GENERATED ALWAYS AS (state ->> '$.person.advocacy_stage') VIRTUAL,
  advocacy_stage_at INTEGER GENERATED ALWAYS AS (state ->> '$.person.advocacy_stage_at') VIRTUAL,
  need_level INTEGER GENERATED ALWAYS AS (state ->> '$.person.need_level') VIRTUAL,
  need_level_at INTEGER GENERATED ALWAYS AS (state ->> '$.person.need_level_at') VIRTUAL,
  need_progress TEXT GENERATED ALWAYS AS (state ->> '$.person.need_progress') VIRTUAL,
  answer_until INTEGER GENERATED ALWAYS AS (state ->> '$.person.answer_until') VIRTUAL,
  last_reward TEXT GENERATED ALWAYS AS (state ->> '$.person.last_reward.kind') VIRTUAL,
  last_reward_at INTEGER GENERATED ALWAYS AS (state ->> '$.person.last_reward.at') VIRTUAL,
  last_reward_level INTEGER GENERATED ALWAYS AS (state ->> '$.person.last_reward.level') VIRTUAL,
  next_act TEXT GENERATED ALWAYS AS (state ->> '$.person.last_reward.reply') VIRTUAL,
  given REAL GENERATED ALWAYS AS (state ->> '$.person.given') VIRTUAL,
  received REAL GENERATED ALWAYS AS (state ->> '$.person.received') VIRTUAL,
  overdrawn_since INTEGER GENERATED ALWAYS AS (state ->> '$.person.overdrawn_since') VIRTUAL,
  derived_at INTEGER GENERATED ALWAYS AS (state ->> '$.person.derived_at') VIRTUAL,
  nps_score INTEGER GENERATED ALWAYS AS (state ->> '$.person.nps_score') VIRTUAL,
  escalated INTEGER GENERATED ALWAYS AS (state ->> '$.person.escalated') VIRTUAL,
  nps_group TEXT GENERATED ALWAYS AS (
    CASE WHEN state ->> '$.person.nps_score' >= 9 THEN 'promoter' WHEN state ->> '$.person.nps_score' >= 7 THEN 'passive'
      WHEN state ->> '$.person.nps_score' IS NOT NULL THEN 'detractor' END) VIRTUAL,
  PRIMARY KEY (program_id, person_id),
  FOREIGN KEY (program_id, person_id) REFERENCES people
) STRICT, WITHOUT ROWID;

INSERT INTO person_state_next (program_id, person_id, revision, people_brought, customers_brought, customers_followed, state)
SELECT program_id, person_id, revision, people_brought, customers_brought, customers_followed, json_object(
  'person', json_object(
    'stage_entries', json(stage_entries),
    'furthest', CASE WHEN funnel_stage >= 0 THEN funnel_stage END,
    'first_touch_at', first_touch_at,
    'last_touch_at', CASE WHEN first_touch_at IS NOT NULL THEN last_touch_at END,
    'first_purchase_at', first_purchase_at,
    'first_product', product,
    'purchases', purchases,
    'revenue_minor', revenue_minor,
    'other_revenue', json(other_revenue),
    'acts', acts,
    'acts_followed', acts_followed,
    'advocacy_stage', advocacy_stage,
    'advocacy_stage_at', advocacy_stage_at,
    'need_level', need_level,
    'need_level_at', need_level_at,
    'need_progress', need_progress,
    'answer_until', answer_until,
    'last_reward', CASE WHEN last_reward IS NOT NULL THEN json_object('kind', last_reward, 'at', last_reward_at,
      'level', last_reward_level, 'reply', next_act) END,
    'moves', json((SELECT json_group_array(json_object('at', m.value ->> 0, 'from', m.value ->> 1, 'to', m.value ->> 2))
      FROM json_each(moves) m)),
    'given', given,
    'received', received,
    'overdrawn_since', overdrawn_since,
    'derived_at', derived_at,
    'nps_score', nps_score,
    'escalated', json(CASE escalated WHEN 1 THEN 'true' ELSE 'false' END),
    'support_solved', support_solved),
  'values', json_object('source', source, 'country', country, 'industry', industry, 'company_size', company_size,
    'motivation', motivation, 'tags', json(tags)),
  'listed', json_object('funnel_stage', funnel_stage, 'cohort_day', cohort_day, 'last_touch_at', last_touch_at,
    'changes_by_time', json(CASE changes_by_time WHEN 1 THEN 'true' ELSE 'false' END), 'brought_by', brought_by,
    'ready', json(CASE ready WHEN 1 THEN 'true' ELSE 'false' END),
    'mismatch', json(CASE mismatch WHEN 1 THEN 'true' ELSE 'false' END),
    'carries', json(CASE carries WHEN 1 THEN 'true' ELSE 'false' END)))
FROM person_state;

DROP VIEW people_with_state;
DROP TRIGGER asks_are_counted;
DROP TABLE person_state;
ALTER TABLE person_state_next RENAME TO person_state;

-- In the order in which they were made: of two that serve equally, SQLite takes the later one.
CREATE INDEX person_state_recent ON person_state (program_id, last_touch_at DESC, person_id);
CREATE INDEX person_state_by_stage ON person_state (program_id, funnel_stage, last_touch_at DESC, person_id);
CREATE INDEX person_state_by_source ON person_state (program_id, source, last_touch_at DESC, person_id);
CREATE INDEX person_state_by_need ON person_state (program_id, need_level, last_touch_at DESC, person_id) WHERE need_level IS NOT NULL;
CREATE INDEX person_state_by_advocacy ON person_state (program_id, advocacy_stage, last_touch_at DESC, person_id) WHERE advocacy_stage IS NOT NULL;
CREATE INDEX person_state_by_country ON person_state (program_id, country, last_touch_at DESC, person_id) WHERE country IS NOT NULL;
CREATE INDEX person_state_by_industry ON person_state (program_id, industry, last_touch_at DESC, person_id) WHERE industry IS NOT NULL;
CREATE INDEX person_state_by_company_size ON person_state (program_id, company_size, last_touch_at DESC, person_id) WHERE company_size IS NOT NULL;
CREATE INDEX person_state_by_product ON person_state (program_id, product, last_touch_at DESC, person_id) WHERE product IS NOT NULL;
CREATE INDEX person_state_by_nps ON person_state (program_id, nps_group, last_touch_at DESC, person_id) WHERE nps_group IS NOT NULL;
CREATE INDEX person_state_by_customers_brought ON person_state (program_id, customers_brought DESC, people_brought DESC, person_id) WHERE people_brought > 0;
CREATE INDEX person_state_by_people_brought ON person_state (program_id, people_brought DESC, customers_brought DESC, person_id) WHERE people_brought > 0;
CREATE INDEX person_state_by_advocate ON person_state (program_id, brought_by, customers_brought DESC, people_brought DESC, person_id) WHERE brought_by IS NOT NULL;
CREATE INDEX person_state_ready ON person_state (program_id, need_level, last_touch_at DESC, person_id) WHERE ready = 1;
CREATE INDEX person_state_mismatch ON person_state (program_id, need_level, last_touch_at DESC, person_id) WHERE mismatch = 1;
CREATE INDEX person_state_carries ON person_state (program_id, last_touch_at DESC, person_id) WHERE carries = 1;
CREATE INDEX person_state_motivation ON person_state (program_id, need_level, motivation, last_touch_at DESC, person_id) WHERE need_level IS NOT NULL;
CREATE INDEX person_state_due ON person_state (program_id, derived_at, person_id) WHERE changes_by_time = 1;

CREATE TRIGGER asks_are_counted AFTER INSERT ON asks
BEGIN
  INSERT INTO asks_daily (program_id, day, stage, asks)
  SELECT NEW.program_id, NEW.asked_at / 86400000, s.funnel_stage, 1 FROM person_state s
  WHERE s.program_id = NEW.program_id AND s.person_id = NEW.person_id
  ON CONFLICT (program_id, day, stage) DO UPDATE SET asks = asks + 1;
END;

CREATE VIEW people_with_state AS
SELECT s.program_id, s.person_id, p.external_id, p.email, p.name, p.headline, p.company, s.source,
  s.country, s.industry, s.company_size, s.product, s.tags,
  s.funnel_stage, s.cohort_day, s.advocacy_stage, s.need_level, s.nps_group, s.purchases, s.revenue_minor, s.acts,
  s.given, s.received, s.derived_at, s.last_touch_at
FROM person_state s JOIN people p ON p.program_id = s.program_id AND p.person_id = s.person_id;

-- A job that is under way begins again; one that is paused stays so.
INSERT INTO recomputations (program_id, state, settings_revision, total, started_at, updated_at)
  SELECT p.program_id, 'running', p.settings_revision, count(*), unixepoch() * 1000, unixepoch() * 1000
  FROM programs p JOIN people q ON q.program_id = p.program_id GROUP BY p.program_id
  ON CONFLICT (program_id) DO UPDATE SET state = 'running', settings_revision = excluded.settings_revision,
    cursor = '', done = 0, total = excluded.total, started_at = excluded.started_at, updated_at = excluded.updated_at
    WHERE state <> 'paused';
INSERT INTO jobs (program_id, kind, key, due_at, updated_at)
  SELECT program_id, 'recompute', '', 0, 0 FROM recomputations WHERE state = 'running'
  ON CONFLICT DO NOTHING;
