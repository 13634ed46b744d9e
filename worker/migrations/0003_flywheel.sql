-- The flywheel page lists the people behind its figures: customers by what they answered to the
-- recommendation question, the advocates who brought most, and whom these brought in turn. The loop
-- gain's interval needs to know whether few advocates bring many or many bring one each.
-- New columns of derived tables are 0 until a person is derived again; the rebuild that follows does
-- that for everybody.

-- Set by the score; lists filtered by it are one range of an index.
ALTER TABLE person_state ADD COLUMN nps_group TEXT GENERATED ALWAYS AS (
  CASE WHEN nps_score >= 9 THEN 'promoter' WHEN nps_score >= 7 THEN 'passive'
    WHEN nps_score IS NOT NULL THEN 'detractor' END) VIRTUAL;
CREATE INDEX person_state_by_nps ON person_state (program_id, nps_group, last_touch_at DESC, person_id) WHERE nps_group IS NOT NULL;

-- Copied from people, so that those whom somebody brought are one range, those who bring most first.
ALTER TABLE person_state ADD COLUMN brought_by TEXT;
-- Everybody whom this person brought, and the customers among them, of all times.
ALTER TABLE person_state ADD COLUMN people_brought INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person_state ADD COLUMN customers_brought INTEGER NOT NULL DEFAULT 0;
-- Customers among them that the flywheel counts: within the time for which it follows.
ALTER TABLE person_state ADD COLUMN customers_followed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX person_state_by_customers_brought ON person_state (program_id, customers_brought DESC, people_brought DESC, person_id) WHERE people_brought > 0;
CREATE INDEX person_state_by_people_brought ON person_state (program_id, people_brought DESC, customers_brought DESC, person_id) WHERE people_brought > 0;
CREATE INDEX person_state_by_advocate ON person_state (program_id, brought_by, customers_brought DESC, people_brought DESC, person_id) WHERE brought_by IS NOT NULL;

-- Sum over the day's customers of customers_followed squared.
ALTER TABLE flywheel_daily ADD COLUMN squares INTEGER NOT NULL DEFAULT 0;

DROP VIEW people_with_state;
CREATE VIEW people_with_state AS
SELECT s.program_id, s.person_id, p.external_id, p.email, p.name, p.headline, p.company, s.source,
  s.country, s.industry, s.company_size, s.product, s.tags,
  s.funnel_stage, s.cohort_day, s.advocacy_stage, s.need_level, s.nps_group, s.purchases, s.revenue_minor, s.acts,
  s.given, s.received, s.derived_at, s.last_touch_at
FROM person_state s JOIN people p ON p.program_id = s.program_id AND p.person_id = s.person_id;
