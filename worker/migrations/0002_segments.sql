-- People are divided by country, industry, company size, product and tags as they were by source alone,
-- and every day says how many people reached each stage on it. The columns that a list is filtered by
-- stand in person_state as they were counted; what is derived is derived again by 0009_rebuild.sql.

-- The values of each dimension with their people, so that a filter lists them without reading days.
-- The empty value is "not known".
CREATE TABLE segments (
  program_id TEXT NOT NULL,
  dimension TEXT NOT NULL CHECK (dimension IN ('source', 'country', 'industry', 'company_size', 'product', 'tag')),
  value TEXT NOT NULL,
  people INTEGER NOT NULL,
  PRIMARY KEY (program_id, dimension, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX segments_by_people ON segments (program_id, dimension, people DESC, value);
INSERT INTO segments (program_id, dimension, value, people)
  SELECT program_id, 'source', source, people FROM sources;
DROP TABLE sources;

-- People by the day on which they reached a stage or a later one, whenever they first came.
CREATE TABLE reached_daily (
  program_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  people INTEGER NOT NULL,
  PRIMARY KEY (program_id, day, stage)
) STRICT, WITHOUT ROWID;

-- What members wrote on a person: a JSON array of strings, sorted, each once. people.tags is what holds;
-- person_state.tags is what was counted; person_tags is the list of one tag, the latest touchpoint first.
ALTER TABLE people ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE person_state ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
CREATE TABLE person_tags (
  program_id TEXT NOT NULL,
  tag TEXT NOT NULL,
  last_touch_at INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  PRIMARY KEY (program_id, tag, last_touch_at DESC, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_tags_by_person ON person_tags (program_id, person_id, tag);

-- The follow time under which a person counts for the advocate who brought them: when the setting
-- changes, what was added can be taken back exactly. NULL is the setting of today.
ALTER TABLE people ADD COLUMN counted_follow_days INTEGER;

-- Copied from people, and the product from the first purchase, like the source.
ALTER TABLE person_state ADD COLUMN country TEXT;
ALTER TABLE person_state ADD COLUMN industry TEXT;
ALTER TABLE person_state ADD COLUMN company_size TEXT;
ALTER TABLE person_state ADD COLUMN product TEXT;
-- Only those who have a value: "not known" is met soon enough on the way through everybody, and an
-- import of a file without these columns writes no row for them.
CREATE INDEX person_state_by_country ON person_state (program_id, country, last_touch_at DESC, person_id) WHERE country IS NOT NULL;
CREATE INDEX person_state_by_industry ON person_state (program_id, industry, last_touch_at DESC, person_id) WHERE industry IS NOT NULL;
CREATE INDEX person_state_by_company_size ON person_state (program_id, company_size, last_touch_at DESC, person_id) WHERE company_size IS NOT NULL;
CREATE INDEX person_state_by_product ON person_state (program_id, product, last_touch_at DESC, person_id) WHERE product IS NOT NULL;

DROP VIEW people_with_state;
CREATE VIEW people_with_state AS
SELECT s.program_id, s.person_id, p.external_id, p.email, p.name, p.headline, p.company, s.source,
  s.country, s.industry, s.company_size, s.product, s.tags,
  s.funnel_stage, s.cohort_day, s.advocacy_stage, s.need_level, s.purchases, s.revenue_minor, s.acts,
  s.given, s.received, s.derived_at, s.last_touch_at
FROM person_state s JOIN people p ON p.program_id = s.program_id AND p.person_id = s.person_id;
