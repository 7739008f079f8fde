-- The name in the client's certificate that a request came with; NULL = it showed none, or the row is of an older version.
ALTER TABLE request_detail ADD COLUMN client_certificate TEXT;
