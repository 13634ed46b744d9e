-- What the start page asks for and nothing could answer without reading rows: how many testimonials are
-- published, which mails failed and which imports stopped in a program.

CREATE INDEX outbox_failed ON outbox (program_id, created_at) WHERE sent_at IS NULL AND last_error IS NOT NULL;
CREATE INDEX imports_unfinished ON imports (program_id, updated_at DESC) WHERE state <> 'completed';

INSERT INTO program_totals (program_id, name, value)
SELECT program_id, 'testimonials:published', count(*) FROM testimonials WHERE published = 1 GROUP BY 1;
