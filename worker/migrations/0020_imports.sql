-- Imports of two more kinds: answers to the recommendation question, and people who do not want to be asked. The
-- list of kinds stands in the code, so that the next one needs no migration; dropping a column drops its CHECK.
-- Imports also count the rows that they brought up to date, and whom they noted as not to be asked.
ALTER TABLE imports RENAME COLUMN kind TO kind_before;
ALTER TABLE imports ADD COLUMN kind TEXT NOT NULL DEFAULT '';
UPDATE imports SET kind = kind_before;
ALTER TABLE imports DROP COLUMN kind_before;
ALTER TABLE imports ADD COLUMN rows_changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE imports ADD COLUMN people_opted_out INTEGER NOT NULL DEFAULT 0;
