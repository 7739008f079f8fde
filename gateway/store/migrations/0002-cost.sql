-- How a cost came about, as JSON; and counts that a bill needs.
ALTER TABLE request ADD COLUMN cache_write_tokens INTEGER;
ALTER TABLE request ADD COLUMN is_estimate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE request_detail ADD COLUMN cost TEXT;
