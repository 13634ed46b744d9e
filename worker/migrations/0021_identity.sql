-- Who is who: an id carries the system that gave it, several belong to one person, and an address may be shared.
-- A Worker from before goes on reading. A person that it adds meanwhile has an id without a row here, so that the id
-- means nobody until the next entry names it.

CREATE TABLE person_keys (
  program_id TEXT NOT NULL,
  -- The system that gave the key: 'shopify', 'stripe', … '' where none was named. '@': one more address of the
  -- person. '=': a decision; the key is the JSON array of system, id and address that mean this person together.
  system TEXT NOT NULL,
  key TEXT NOT NULL,
  person_id TEXT NOT NULL,
  PRIMARY KEY (program_id, system, key),
  FOREIGN KEY (program_id, person_id) REFERENCES people
) STRICT, WITHOUT ROWID;
CREATE INDEX person_keys_by_person ON person_keys (program_id, person_id);
INSERT INTO person_keys (program_id, system, key, person_id)
  SELECT program_id, '', external_id, person_id FROM people WHERE external_id IS NOT NULL;
DROP INDEX people_by_external_id;
-- Whoever has no id comes first, so that a few rows of an address that many share say who it means.
DROP INDEX people_by_email;
CREATE INDEX people_by_email ON people (program_id, email, external_id, person_id) WHERE email IS NOT NULL;
