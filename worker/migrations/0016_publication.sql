-- Which copies in KV belong to which revision of what is published, so that readers who compare the revision
-- know what to read; and averages without the stars of those who gain by them. `lease_until` is not used any more: copies never change, so pushes may overlap.

ALTER TABLE publication ADD COLUMN copied TEXT NOT NULL DEFAULT '{}';

-- Only customers' stars enter the average: laurel_domain::average.
DELETE FROM published_ratings;
INSERT INTO published_ratings (program_id, rating, testimonials)
  SELECT program_id, rating, count(*) FROM testimonials
  WHERE published = 1 AND rating IS NOT NULL AND relationship = 'customer' GROUP BY program_id, rating;
DELETE FROM program_totals WHERE name BETWEEN 'published_own_ratings:1' AND 'published_own_ratings:5';
INSERT INTO program_totals (program_id, name, value)
  SELECT program_id, 'published_own_ratings:' || rating, count(*) FROM testimonials
  WHERE published = 1 AND rating IS NOT NULL AND relationship = 'customer' AND source = 'form'
  GROUP BY program_id, rating;
