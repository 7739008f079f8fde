-- The request log: a narrow row per request for lists and counts, its details, attempts and bodies beside it.
CREATE TABLE request (
  id TEXT PRIMARY KEY NOT NULL,
  started_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  operation TEXT NOT NULL,
  alias TEXT NOT NULL,
  deployment_id TEXT,
  provider TEXT,
  upstream_model TEXT,
  stream INTEGER NOT NULL,
  status INTEGER,
  prompt_tokens INTEGER,
  completion_tokens INTEGER,
  cached_tokens INTEGER,
  reasoning_tokens INTEGER,
  cost_usd_nanos TEXT,
  first_token_ms REAL,
  total_ms REAL,
  attempts INTEGER NOT NULL DEFAULT 0,
  key_digest TEXT,
  key_name TEXT,
  user_agent TEXT,
  client_address TEXT,
  error_code TEXT,
  error_message TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX request_alias ON request (alias, id);
CREATE INDEX request_error ON request (id) WHERE error_code IS NOT NULL;
CREATE INDEX request_alias_error ON request (alias, id) WHERE error_code IS NOT NULL;
CREATE INDEX request_state ON request (state, id) WHERE state <> 'ok';

-- packed: 0 = text as it is, 1 = zstd
CREATE TABLE request_detail (
  id TEXT PRIMARY KEY NOT NULL,
  path TEXT NOT NULL,
  catalog_version TEXT NOT NULL,
  end_user TEXT,
  session_id TEXT,
  traceparent TEXT,
  tracestate TEXT,
  tags TEXT NOT NULL,
  metadata TEXT NOT NULL,
  attempt_list TEXT NOT NULL,
  request_bytes INTEGER NOT NULL,
  response_bytes INTEGER NOT NULL,
  request_packed INTEGER NOT NULL,
  request_body BLOB,
  response_packed INTEGER NOT NULL,
  response_body BLOB
) STRICT;
