-- Why a request went where it went, as JSON; NULL for rows of older versions.
ALTER TABLE request_detail ADD COLUMN route TEXT;
