-- Authors are written to in the language in which they sent their story, by its tag (RFC 5646). Stories
-- from before have none and speak English.

ALTER TABLE testimonials ADD COLUMN language TEXT;
