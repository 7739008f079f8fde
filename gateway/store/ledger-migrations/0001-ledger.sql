-- Money and keys. Amounts are whole USD nanos. A key is here by its SHA-256 only.
CREATE TABLE virtual_key (
  token TEXT PRIMARY KEY NOT NULL,
  key_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  expires_at INTEGER,
  settings TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What is spent in the running period of each thing that has a budget, and of each key.
CREATE TABLE meter (
  scope TEXT NOT NULL,
  name TEXT NOT NULL,
  spent INTEGER NOT NULL,
  duration TEXT,
  period_start INTEGER,
  last_at INTEGER,
  PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID;

-- One answered request. nanos is null where its cost is not known.
CREATE TABLE charge (
  id TEXT PRIMARY KEY NOT NULL,
  day TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  operation TEXT NOT NULL,
  alias TEXT NOT NULL,
  provider TEXT,
  deployment_id TEXT,
  upstream_model TEXT,
  token TEXT,
  user_id TEXT,
  team_id TEXT,
  end_user TEXT,
  tags TEXT NOT NULL,
  prompt_tokens INTEGER,
  completion_tokens INTEGER,
  nanos INTEGER,
  is_estimate INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX charge_day ON charge (day, id);
CREATE INDEX charge_token ON charge (token, id) WHERE token IS NOT NULL;

-- The sums of the charges by UTC day and by what they belong to; always equal to the rows.
CREATE TABLE spend (
  day TEXT NOT NULL,
  scope TEXT NOT NULL,
  name TEXT NOT NULL,
  nanos INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  unpriced INTEGER NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  PRIMARY KEY (scope, name, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX spend_day ON spend (day, scope);
