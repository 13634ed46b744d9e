-- How many support cases of a person ended well, so that the readiness check can count them without
-- reading touchpoints. What is there already is derived again by the rebuild of 0009.
ALTER TABLE person_state ADD COLUMN support_solved INTEGER NOT NULL DEFAULT 0;
