-- What the start page asks for and nothing could answer without reading rows: how many testimonials are
-- published, which mails failed and which imports stopped in a program, at which stage people were when
-- they were asked for something (kept by a trigger: whoever asks cannot forget it).

CREATE INDEX outbox_failed ON outbox (program_id, created_at) WHERE sent_at IS NULL AND last_error IS NOT NULL;
CREATE INDEX imports_unfinished ON imports (program_id, updated_at DESC) WHERE state <> 'completed';

CREATE TABLE asks_daily (
  program_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  -- The furthest stage of the funnel that the person had reached; -1 for none.
  stage INTEGER NOT NULL,
  asks INTEGER NOT NULL,
  PRIMARY KEY (program_id, day, stage)
) STRICT, WITHOUT ROWID;
INSERT INTO asks_daily (program_id, day, stage, asks)
SELECT a.program_id, a.asked_at / 86400000, s.funnel_stage, count(*)
FROM asks a JOIN person_state s ON s.program_id = a.program_id AND s.person_id = a.person_id GROUP BY 1, 2, 3;
CREATE TRIGGER asks_are_counted AFTER INSERT ON asks
BEGIN
  INSERT INTO asks_daily (program_id, day, stage, asks)
  SELECT NEW.program_id, NEW.asked_at / 86400000, s.funnel_stage, 1 FROM person_state s
  WHERE s.program_id = NEW.program_id AND s.person_id = NEW.person_id
  ON CONFLICT (program_id, day, stage) DO UPDATE SET asks = asks + 1;
END;

INSERT INTO program_totals (program_id, name, value)
SELECT program_id, 'testimonials:published', count(*) FROM testimonials WHERE published = 1 GROUP BY 1;
