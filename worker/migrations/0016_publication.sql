-- Which copies in KV belong to which revision of what is published, so that readers who compare the revision
-- know what to read. `lease_until` is not used any more: copies never change, so pushes may overlap.

ALTER TABLE publication ADD COLUMN copied TEXT NOT NULL DEFAULT '{}';
