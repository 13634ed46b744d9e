-- The first schema: programs and who works in them, people with their touchpoints and derived state,
-- testimonials with their consent ledger, widgets, imports, the audit log and the mail outbox.
-- Every table begins with the program; times are integer milliseconds UTC, days are integer days
-- since 1970-01-01, money is in minor units. Nothing to backfill.

CREATE TABLE programs (
  program_id TEXT PRIMARY KEY CHECK (length(program_id) BETWEEN 2 AND 40),
  name TEXT NOT NULL,
  -- What testimonials are about, for the page and for structured data. Never an organisation.
  product_name TEXT NOT NULL,
  product_type TEXT CHECK (product_type IN ('Product', 'SoftwareApplication')),
  website TEXT,
  -- What every author is offered, whatever they write; copied to each testimonial when it is sent.
  incentive TEXT,
  currency TEXT NOT NULL DEFAULT 'USD' CHECK (length(currency) = 3),
  -- laurel_domain::settings::ProgramSettings as JSON; '{}' is the default.
  settings TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE members (
  program_id TEXT NOT NULL REFERENCES programs,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'moderator', 'editor', 'owner')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, email)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_email ON members (email, program_id);

-- A session belongs to an address, not to a program: one person may be a member of several.
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- E-mailed sign-in links: single use, ten minutes, bound to the browser that asked.
CREATE TABLE sign_in_links (
  token_hash TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  browser_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_links_by_expiry ON sign_in_links (expires_at);
CREATE INDEX sign_in_links_by_email ON sign_in_links (email, created_at);

CREATE TABLE tokens (
  program_id TEXT NOT NULL REFERENCES programs,
  token_id TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  -- Comma-separated permissions out of view, moderate, edit.
  scopes TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER,
  PRIMARY KEY (program_id, token_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
  program_id TEXT NOT NULL REFERENCES programs,
  person_id TEXT NOT NULL,
  -- The person's key in the system that the data came from.
  external_id TEXT,
  email TEXT,
  name TEXT,
  headline TEXT,
  company TEXT,
  industry TEXT,
  company_size TEXT,
  country TEXT,
  city TEXT,
  -- How the person first came; NULL is "not known".
  source TEXT,
  motivation TEXT CHECK (motivation IN ('belonging', 'access', 'status')),
  -- Whose act of advocacy brought this person, and when.
  brought_by TEXT,
  brought_at INTEGER,
  opted_out INTEGER NOT NULL DEFAULT 0 CHECK (opted_out IN (0, 1)),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX people_by_external_id ON people (program_id, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX people_by_email ON people (program_id, email) WHERE email IS NOT NULL;
CREATE INDEX people_by_advocate ON people (program_id, brought_by, person_id) WHERE brought_by IS NOT NULL;

-- Words by which a person is found: name and its later words, company, e-mail, external id; lowercase.
CREATE TABLE person_terms (
  program_id TEXT NOT NULL,
  term TEXT NOT NULL,
  person_id TEXT NOT NULL,
  PRIMARY KEY (program_id, term, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_terms_by_person ON person_terms (program_id, person_id, term);

-- Dated facts about a person: append-only, the source of all derived state. Clustered by person,
-- so that a history is one range; touchpoint_id makes recording the same fact twice a no-op.
CREATE TABLE touchpoints (
  program_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  touchpoint_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  amount_minor INTEGER,
  currency TEXT,
  quantity INTEGER CHECK (quantity >= 0),
  score INTEGER CHECK (score BETWEEN 0 AND 10),
  note TEXT,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, person_id, at, touchpoint_id),
  FOREIGN KEY (program_id, person_id) REFERENCES people
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX touchpoints_by_id ON touchpoints (program_id, touchpoint_id);

-- Derived from the touchpoints, written in the same batch as the touchpoint that changes it.
CREATE TABLE person_state (
  program_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  -- Counts the writes, so that two writers never overwrite each other (see stale_write).
  revision INTEGER NOT NULL,
  -- JSON array: per stage of the program the time of entry in milliseconds, or null.
  stage_entries TEXT NOT NULL,
  -- Position of the furthest stage reached; -1 for none.
  funnel_stage INTEGER NOT NULL,
  cohort_day INTEGER,
  first_touch_at INTEGER,
  last_touch_at INTEGER NOT NULL,
  first_purchase_at INTEGER,
  purchases INTEGER NOT NULL,
  revenue_minor INTEGER NOT NULL,
  -- JSON array of what was paid in other currencies.
  other_revenue TEXT NOT NULL DEFAULT '[]',
  acts INTEGER NOT NULL,
  -- Those of them that the flywheel counts.
  acts_followed INTEGER NOT NULL,
  advocacy_stage TEXT,
  advocacy_stage_at INTEGER,
  need_level INTEGER CHECK (need_level BETWEEN 1 AND 5),
  need_level_at INTEGER,
  -- Points given and received, decayed to derived_at.
  given REAL NOT NULL,
  received REAL NOT NULL,
  derived_at INTEGER NOT NULL,
  nps_score INTEGER CHECK (nps_score BETWEEN 0 AND 10),
  escalated INTEGER NOT NULL CHECK (escalated IN (0, 1)),
  -- Whether the passing of time alone can change the state: then it is derived again once a day.
  changes_by_time INTEGER NOT NULL CHECK (changes_by_time IN (0, 1)),
  -- Copied from people, so that a list filtered by it is one range of an index.
  source TEXT,
  PRIMARY KEY (program_id, person_id),
  FOREIGN KEY (program_id, person_id) REFERENCES people
) STRICT, WITHOUT ROWID;
CREATE INDEX person_state_recent ON person_state (program_id, last_touch_at DESC, person_id);
CREATE INDEX person_state_by_stage ON person_state (program_id, funnel_stage, last_touch_at DESC, person_id);
CREATE INDEX person_state_by_source ON person_state (program_id, source, last_touch_at DESC, person_id);
CREATE INDEX person_state_by_need ON person_state (program_id, need_level, last_touch_at DESC, person_id) WHERE need_level IS NOT NULL;
CREATE INDEX person_state_by_advocacy ON person_state (program_id, advocacy_stage, last_touch_at DESC, person_id) WHERE advocacy_stage IS NOT NULL;
CREATE INDEX person_state_due ON person_state (derived_at, program_id, person_id) WHERE changes_by_time = 1;

-- A row can never be put in here: a batch that finds a person changed meanwhile tries to,
-- fails as a whole, and is tried again with fresh state.
CREATE TABLE stale_write (
  found INTEGER NOT NULL CHECK (found = 0)
) STRICT;

-- Funnel by cohort (the day of a person's first touchpoint). segment: '' everyone,
-- 'source:<name>', 'source:' not known, 'brought' through an advocate. t0..t15: how long the people
-- took from the stage before, as a histogram (edges in laurel_domain::histogram).
CREATE TABLE funnel_daily (
  program_id TEXT NOT NULL,
  segment TEXT NOT NULL,
  day INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  people INTEGER NOT NULL,
  t0 INTEGER NOT NULL DEFAULT 0, t1 INTEGER NOT NULL DEFAULT 0,
  t2 INTEGER NOT NULL DEFAULT 0, t3 INTEGER NOT NULL DEFAULT 0,
  t4 INTEGER NOT NULL DEFAULT 0, t5 INTEGER NOT NULL DEFAULT 0,
  t6 INTEGER NOT NULL DEFAULT 0, t7 INTEGER NOT NULL DEFAULT 0,
  t8 INTEGER NOT NULL DEFAULT 0, t9 INTEGER NOT NULL DEFAULT 0,
  t10 INTEGER NOT NULL DEFAULT 0, t11 INTEGER NOT NULL DEFAULT 0,
  t12 INTEGER NOT NULL DEFAULT 0, t13 INTEGER NOT NULL DEFAULT 0,
  t14 INTEGER NOT NULL DEFAULT 0, t15 INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (program_id, segment, day, stage)
) STRICT, WITHOUT ROWID;

-- The sources that a program knows, so that the filter can list them without reading days.
CREATE TABLE sources (
  program_id TEXT NOT NULL,
  source TEXT NOT NULL,
  people INTEGER NOT NULL,
  PRIMARY KEY (program_id, source)
) STRICT, WITHOUT ROWID;

-- Flywheel by cohort (the day of a customer's first purchase). t0..t15: days from that purchase
-- to the first purchase of somebody whom the customer brought.
CREATE TABLE flywheel_daily (
  program_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  customers INTEGER NOT NULL,
  acts INTEGER NOT NULL,
  people_brought INTEGER NOT NULL,
  customers_brought INTEGER NOT NULL,
  t0 INTEGER NOT NULL DEFAULT 0, t1 INTEGER NOT NULL DEFAULT 0,
  t2 INTEGER NOT NULL DEFAULT 0, t3 INTEGER NOT NULL DEFAULT 0,
  t4 INTEGER NOT NULL DEFAULT 0, t5 INTEGER NOT NULL DEFAULT 0,
  t6 INTEGER NOT NULL DEFAULT 0, t7 INTEGER NOT NULL DEFAULT 0,
  t8 INTEGER NOT NULL DEFAULT 0, t9 INTEGER NOT NULL DEFAULT 0,
  t10 INTEGER NOT NULL DEFAULT 0, t11 INTEGER NOT NULL DEFAULT 0,
  t12 INTEGER NOT NULL DEFAULT 0, t13 INTEGER NOT NULL DEFAULT 0,
  t14 INTEGER NOT NULL DEFAULT 0, t15 INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (program_id, day)
) STRICT, WITHOUT ROWID;

-- People by the day on which they reached the level or stage that they are on now.
CREATE TABLE need_level_daily (
  program_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  need_level INTEGER NOT NULL CHECK (need_level BETWEEN 1 AND 5),
  people INTEGER NOT NULL,
  PRIMARY KEY (program_id, day, need_level)
) STRICT, WITHOUT ROWID;
CREATE TABLE advocacy_stage_daily (
  program_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  advocacy_stage TEXT NOT NULL,
  people INTEGER NOT NULL,
  PRIMARY KEY (program_id, day, advocacy_stage)
) STRICT, WITHOUT ROWID;

-- Counters: people, customers, purchases, revenue:USD, acts, promoters, passives, detractors,
-- testimonials:pending, testimonials:approved, …
CREATE TABLE program_totals (
  program_id TEXT NOT NULL,
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (program_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE testimonials (
  program_id TEXT NOT NULL REFERENCES programs,
  testimonial_id TEXT NOT NULL,
  -- Known for the form (the author) and for imports that name the author.
  person_id TEXT,
  -- Chosen by the form before sending: a doubled sending has the same one.
  submission_id TEXT,
  -- SHA-256 of the receipt link's token, for the form.
  receipt_hash TEXT UNIQUE,
  -- Where the words came from: 'form', or the name given with an import.
  source TEXT NOT NULL,
  source_url TEXT,
  quote TEXT NOT NULL,
  rating INTEGER CHECK (rating BETWEEN 1 AND 5),
  author TEXT,
  email TEXT,
  headline TEXT,
  company TEXT,
  -- The product or variation that the words are about.
  subject TEXT,
  relationship TEXT NOT NULL CHECK (relationship IN ('customer', 'employee', 'partner', 'investor')),
  incentive TEXT,
  excerpt_start INTEGER,
  excerpt_end INTEGER,
  -- JSON array of strings.
  tags TEXT NOT NULL DEFAULT '[]',
  state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'rejected', 'withdrawn')),
  reject_reason TEXT CHECK (reject_reason IN ('spam', 'off_topic', 'abusive', 'personal_data', 'unlawful', 'duplicate', 'no_experience', 'unreadable')),
  -- The ledger's last word per purpose, written in the same batch as the ledger's entry.
  consent_website INTEGER NOT NULL CHECK (consent_website IN (0, 1)),
  consent_social_media INTEGER NOT NULL CHECK (consent_social_media IN (0, 1)),
  consent_sales_material INTEGER NOT NULL CHECK (consent_sales_material IN (0, 1)),
  -- The licence that a member stated, for imported words.
  licence TEXT,
  -- Whether it may leave the server: approved, and website consent or a licence.
  published INTEGER GENERATED ALWAYS AS (state = 'approved' AND (consent_website = 1 OR licence IS NOT NULL)) STORED,
  -- Counts the changes; the ETag.
  revision INTEGER NOT NULL,
  said_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, testimonial_id),
  CHECK ((excerpt_start IS NULL) = (excerpt_end IS NULL)),
  CHECK ((state = 'rejected') = (reject_reason IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX testimonials_by_submission ON testimonials (program_id, submission_id) WHERE submission_id IS NOT NULL;
CREATE INDEX testimonials_by_state ON testimonials (program_id, state, said_at DESC, testimonial_id);
CREATE INDEX testimonials_by_rating ON testimonials (program_id, state, rating, said_at DESC, testimonial_id);
CREATE INDEX testimonials_published ON testimonials (program_id, published, said_at DESC, testimonial_id);
CREATE INDEX testimonials_by_person ON testimonials (program_id, person_id, said_at DESC) WHERE person_id IS NOT NULL;
CREATE INDEX testimonials_by_source ON testimonials (program_id, source, state, said_at DESC, testimonial_id);

CREATE TABLE testimonial_tags (
  program_id TEXT NOT NULL,
  tag TEXT NOT NULL,
  -- As in testimonials, where it never changes: those of one tag are listed in this order.
  said_at INTEGER NOT NULL,
  testimonial_id TEXT NOT NULL,
  PRIMARY KEY (program_id, tag, said_at DESC, testimonial_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX testimonial_tags_by_testimonial ON testimonial_tags (program_id, testimonial_id, tag);

-- Ratings of published testimonials, counted, so that the average is over all of them and costs five rows.
CREATE TABLE published_ratings (
  program_id TEXT NOT NULL,
  rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
  testimonials INTEGER NOT NULL,
  PRIMARY KEY (program_id, rating)
) STRICT, WITHOUT ROWID;

-- Append-only: who consented to what, when, how, and the exact words they saw.
CREATE TABLE consents (
  program_id TEXT NOT NULL,
  testimonial_id TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('website', 'social_media', 'sales_material')),
  at INTEGER NOT NULL,
  given INTEGER NOT NULL CHECK (given IN (0, 1)),
  wording TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('form', 'receipt', 'member')),
  -- For a member's entry: who recorded it and where the proof is.
  recorded_by TEXT,
  evidence TEXT,
  PRIMARY KEY (program_id, testimonial_id, purpose, at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER consents_are_never_changed BEFORE UPDATE ON consents
BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;
CREATE TRIGGER consents_are_never_deleted BEFORE DELETE ON consents
BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

CREATE TABLE widgets (
  program_id TEXT NOT NULL REFERENCES programs,
  widget_id TEXT NOT NULL,
  name TEXT NOT NULL,
  layout TEXT NOT NULL CHECK (layout IN ('wall', 'list')),
  -- Only testimonials with this tag; NULL is all of them. A filtered selection says that it is one.
  tag TEXT,
  show_rating INTEGER NOT NULL CHECK (show_rating IN (0, 1)),
  max_items INTEGER NOT NULL CHECK (max_items BETWEEN 1 AND 60),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, widget_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX widgets_by_id ON widgets (widget_id);

-- What changed in the published set, and what KV has been told.
CREATE TABLE publication (
  program_id TEXT PRIMARY KEY REFERENCES programs,
  revision INTEGER NOT NULL,
  pushed_revision INTEGER NOT NULL,
  -- One push at a time, so that an older payload never overwrites a newer one: until when somebody pushes.
  lease_until INTEGER NOT NULL DEFAULT 0,
  pushed_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX publication_due ON publication (program_id) WHERE pushed_revision < revision;

CREATE TABLE imports (
  program_id TEXT NOT NULL REFERENCES programs,
  import_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('leads', 'purchases', 'reviews')),
  state TEXT NOT NULL CHECK (state IN ('running', 'cancelled', 'completed')),
  file_name TEXT NOT NULL,
  -- SHA-256 of the file and of its header, hex: to resume, and to offer the mapping used before.
  file_digest TEXT NOT NULL,
  header_digest TEXT NOT NULL,
  -- laurel_api::imports::Mapping and options as JSON.
  mapping TEXT NOT NULL,
  rows_total INTEGER NOT NULL,
  -- How many of the rows were taken in; the next batch starts here.
  rows_done INTEGER NOT NULL,
  people_added INTEGER NOT NULL,
  touchpoints_added INTEGER NOT NULL,
  testimonials_added INTEGER NOT NULL,
  rows_unchanged INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, import_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX imports_by_file ON imports (program_id, file_digest, created_at DESC);
CREATE INDEX imports_recent ON imports (program_id, created_at DESC, import_id);

CREATE TABLE audit_log (
  program_id TEXT NOT NULL,
  -- What was changed: 'testimonial', 'widget', 'member', 'token', 'import', 'program', 'person'.
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- Makes two entries of one millisecond distinct; for testimonials the revision that came out.
  sequence INTEGER NOT NULL,
  -- A member's address, 'token:<id>', or 'author'.
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  -- JSON of the changed fields, before and after.
  before TEXT,
  after TEXT,
  PRIMARY KEY (program_id, subject, subject_id, at, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  mail_id TEXT PRIMARY KEY,
  program_id TEXT,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  body_text TEXT NOT NULL,
  body_html TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL,
  last_error TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_unsent ON outbox (next_attempt_at) WHERE sent_at IS NULL;
CREATE INDEX outbox_recent ON outbox (created_at DESC, mail_id);

-- A person with the derived state, for lists.
CREATE VIEW people_with_state AS
SELECT s.program_id, s.person_id, p.external_id, p.email, p.name, p.headline, p.company, s.source,
  s.funnel_stage, s.cohort_day, s.advocacy_stage, s.need_level, s.purchases, s.revenue_minor, s.acts,
  s.given, s.received, s.derived_at, s.last_touch_at
FROM person_state s JOIN people p ON p.program_id = s.program_id AND p.person_id = s.person_id;
