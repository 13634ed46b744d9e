-- Views with a name: a page and the filters of its address, shared by a program's members, so that
-- "customers from fairs, this year" is found again by everybody.
CREATE TABLE saved_views (
  program_id TEXT NOT NULL REFERENCES programs,
  view_id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  page TEXT NOT NULL CHECK (page IN ('funnel', 'flywheel', 'pyramid', 'people', 'submissions')),
  -- As it stands behind the question mark; percent-encoded.
  query TEXT NOT NULL CHECK (length(query) <= 1000),
  -- A member's address, or 'token:<id>'.
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, view_id)
) STRICT, WITHOUT ROWID;
-- A page's views are told apart by their names.
CREATE UNIQUE INDEX saved_views_by_name ON saved_views (program_id, page, name COLLATE NOCASE);
