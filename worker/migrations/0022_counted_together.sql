-- What one touchpoint changes in the rollups lies in few rows: a row a day for the cohort with all its segments and
-- stages, a row a day for everything else that is counted by day, a row a program for its counters. Each holds
-- `cells`, a JSON object of groups of counts, and a write adds its differences to the counts that it names
-- (laurel_ingest::cells). The tables before are read into the new ones and closed: a Worker from before goes on
-- showing the days that they hold (its counters of people are 0), and its writes fail as a whole until the new one is
-- there. A later migration drops them.

-- By the day of a person's first touchpoint. Groups are segments: '' for everyone, '<dimension>:<value>', 'brought'.
-- Counts are stages: '4' people who reached the stage at position 4 or a later one, '4a' to '4p' how long those took
-- who came from the stage before, as a histogram (edges in laurel_domain::histogram).
CREATE TABLE cohort_days (
  program_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (program_id, day)
) STRICT, WITHOUT ROWID;

-- The same, a row a segment: what is added to a day whose row is full. A figure is the sum of both tables.
CREATE TABLE cohort_segments (
  program_id TEXT NOT NULL,
  segment TEXT NOT NULL,
  day INTEGER NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (program_id, segment, day)
) STRICT, WITHOUT ROWID;

-- Everything else that is counted by day. Groups: 'kinds' (touchpoints by kind), 'reached' (people by the day on
-- which they reached a stage), 'wheel' (the flywheel by the day of a customer's first purchase; 'a' to 'p' is its
-- histogram), 'need', 'advocacy' (people by the day of reaching what they are on), 'rose', 'fell' (the ladder),
-- 'overdrawn'.
CREATE TABLE day_counts (
  program_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (program_id, day)
) STRICT, WITHOUT ROWID;

-- What is counted of all people. Groups: 'totals' (the counters by name), 'facets' ('<need level> <facet> <value>'
-- of the pyramid of today), 'need' (people by need level), 'overdrawn'.
CREATE TABLE program_counts (
  program_id TEXT PRIMARY KEY,
  cells TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO cohort_segments (program_id, segment, day, cells)
SELECT program_id, segment, day, json_object(segment, json(json_group_object(key, counted)))
FROM (
  SELECT f.program_id, replace(replace(replace(f.segment, '%', '%25'), '"', '%22'), '\', '%5C') AS segment, f.day,
    f.stage || CASE n.key WHEN 0 THEN '' ELSE char(96 + n.key) END AS key, n.value AS counted
  FROM funnel_daily f CROSS JOIN json_each(json_array(f.people, f.t0, f.t1, f.t2, f.t3, f.t4, f.t5, f.t6, f.t7, f.t8,
    f.t9, f.t10, f.t11, f.t12, f.t13, f.t14, f.t15)) n
  WHERE n.value <> 0)
GROUP BY program_id, segment, day;
INSERT INTO cohort_days (program_id, day, cells)
SELECT program_id, day, json_group_object(segment, json(cells -> ('$."' || segment || '"')))
FROM cohort_segments GROUP BY program_id, day HAVING count(*) <= 100;
DELETE FROM cohort_segments WHERE EXISTS (SELECT 1 FROM cohort_days d
  WHERE d.program_id = cohort_segments.program_id AND d.day = cohort_segments.day);

INSERT INTO day_counts (program_id, day, cells)
SELECT program_id, day, json_group_object(grouped, json(counts)) FROM (
  SELECT program_id, day, grouped, json_group_object(key, counted) AS counts FROM (
    SELECT program_id, day, 'kinds' AS grouped, kind AS key, touchpoints AS counted FROM activity_daily
    UNION ALL SELECT program_id, day, 'reached', CAST(stage AS TEXT), people FROM reached_daily
    UNION ALL SELECT w.program_id, w.day, 'wheel', CASE n.key WHEN 0 THEN 'customers' WHEN 1 THEN 'acts'
        WHEN 2 THEN 'people_brought' WHEN 3 THEN 'customers_brought' WHEN 4 THEN 'squares' ELSE char(92 + n.key) END, n.value
      FROM flywheel_daily w CROSS JOIN json_each(json_array(w.customers, w.acts, w.people_brought, w.customers_brought,
        w.squares, w.t0, w.t1, w.t2, w.t3, w.t4, w.t5, w.t6, w.t7, w.t8, w.t9, w.t10, w.t11, w.t12, w.t13, w.t14, w.t15)) n
    UNION ALL SELECT program_id, day, grouped, key, counted FROM (
      SELECT program_id, day, 'need' AS grouped, CAST(need_level AS TEXT) AS key, people AS counted FROM need_level_daily
      UNION ALL SELECT program_id, day, 'advocacy', advocacy_stage, people FROM advocacy_stage_daily
      UNION ALL SELECT program_id, day, 'overdrawn', 'people', people FROM overdrawn_daily)
    UNION ALL SELECT l.program_id, l.day, CASE n.key WHEN 0 THEN 'rose' ELSE 'fell' END, l.advocacy_stage, n.value
      FROM ladder_daily l CROSS JOIN json_each(json_array(l.rose, l.fell)) n)
  WHERE counted <> 0 GROUP BY program_id, day, grouped)
GROUP BY program_id, day;

INSERT INTO program_counts (program_id, cells)
SELECT program_id, json_group_object(grouped, json(counts)) FROM (
  SELECT program_id, grouped, json_group_object(key, counted) AS counts FROM (
    SELECT program_id, 'totals' AS grouped, name AS key, value AS counted FROM program_totals
      WHERE name IN ('people', 'people:source', 'customers', 'repeat_customers', 'customers:industry',
    'customers:company_size', 'advocates', 'advocates:motivation', 'purchases', 'acts', 'promoters', 'passives',
    'detractors', 'escalated', 'support_solved') OR name GLOB 'revenue:*'
    UNION ALL SELECT program_id, 'facets', need_level || ' ' || facet || ' ' || value, people FROM pyramid_facets
    UNION ALL SELECT program_id, 'need', CAST(need_level AS TEXT), sum(people) FROM need_level_daily GROUP BY 1, need_level
    UNION ALL SELECT program_id, 'overdrawn', 'people', sum(people) FROM overdrawn_daily GROUP BY 1)
  WHERE counted <> 0 GROUP BY program_id, grouped)
GROUP BY program_id;
DELETE FROM program_totals WHERE name IN ('people', 'people:source', 'customers', 'repeat_customers', 'customers:industry',
    'customers:company_size', 'advocates', 'advocates:motivation', 'purchases', 'acts', 'promoters', 'passives',
    'detractors', 'escalated', 'support_solved') OR name GLOB 'revenue:*';

CREATE TRIGGER funnel_daily_is_closed BEFORE INSERT ON funnel_daily
BEGIN SELECT RAISE(ABORT, 'counted elsewhere since 0022'); END;
CREATE TRIGGER activity_daily_is_closed BEFORE INSERT ON activity_daily
BEGIN SELECT RAISE(ABORT, 'counted elsewhere since 0022'); END;
CREATE TRIGGER reached_daily_is_closed BEFORE INSERT ON reached_daily
BEGIN SELECT RAISE(ABORT, 'counted elsewhere since 0022'); END;
CREATE TRIGGER flywheel_daily_is_closed BEFORE INSERT ON flywheel_daily
BEGIN SELECT RAISE(ABORT, 'counted elsewhere since 0022'); END;
CREATE TRIGGER need_level_daily_is_closed BEFORE INSERT ON need_level_daily
BEGIN SELECT RAISE(ABORT, 'counted elsewhere since 0022'); END;
CREATE TRIGGER advocacy_stage_daily_is_closed BEFORE INSERT ON advocacy_stage_daily
BEGIN SELECT RAISE(ABORT, 'counted elsewhere since 0022'); END;
CREATE TRIGGER ladder_daily_is_closed BEFORE INSERT ON ladder_daily
BEGIN SELECT RAISE(ABORT, 'counted elsewhere since 0022'); END;
CREATE TRIGGER overdrawn_daily_is_closed BEFORE INSERT ON overdrawn_daily
BEGIN SELECT RAISE(ABORT, 'counted elsewhere since 0022'); END;
CREATE TRIGGER pyramid_facets_is_closed BEFORE INSERT ON pyramid_facets
BEGIN SELECT RAISE(ABORT, 'counted elsewhere since 0022'); END;
CREATE TRIGGER program_totals_count_no_people BEFORE INSERT ON program_totals
WHEN NEW.name IN ('people', 'people:source', 'customers', 'repeat_customers', 'customers:industry',
    'customers:company_size', 'advocates', 'advocates:motivation', 'purchases', 'acts', 'promoters', 'passives',
    'detractors', 'escalated', 'support_solved') OR NEW.name GLOB 'revenue:*'
BEGIN SELECT RAISE(ABORT, 'counted elsewhere since 0022'); END;
