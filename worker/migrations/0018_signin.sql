-- Signing in: a code beside the link, sessions that their owner sees and ends, and mails that are not sent once
-- what they are for is over.

-- The keyed digest of the six-digit code, and how often somebody typed one. Rows from before have no code.
ALTER TABLE sign_in_links ADD COLUMN code_hash TEXT;
ALTER TABLE sign_in_links ADD COLUMN code_tries INTEGER NOT NULL DEFAULT 0;
-- The links of one browser, whichever of them the code belongs to.
CREATE INDEX sign_in_links_by_browser ON sign_in_links (browser_hash, expires_at);
-- How often an address is asked for stands in `limits`.
DROP INDEX sign_in_links_by_email;

-- When a session was used, to the hour; 0 for not since it began. And in which browser, as a code.
ALTER TABLE sessions ADD COLUMN last_used_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN browser TEXT;
CREATE INDEX sessions_by_email ON sessions (email, created_at);

-- From when on a mail is useless, such as one with a link that has expired.
ALTER TABLE outbox ADD COLUMN expires_at INTEGER;
