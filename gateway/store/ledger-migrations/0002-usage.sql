-- Who asked, and what of a prompt came from the provider's cache; NULL for rows of older versions.
ALTER TABLE charge ADD COLUMN client TEXT;
ALTER TABLE charge ADD COLUMN cached_tokens INTEGER;

-- What was used in each quarter of an hour (its number since 1970) by what it belongs to: every time zone's days begin at
-- one, so local days are sums of these. Always equal to the charges, and beside them the requests that ended without one.
CREATE TABLE usage (
  scope TEXT NOT NULL,
  slot INTEGER NOT NULL,
  name TEXT NOT NULL,
  nanos INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  charges INTEGER NOT NULL,
  unpriced INTEGER NOT NULL,
  estimates INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  aborts INTEGER NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  cached_tokens INTEGER NOT NULL,
  cached_of INTEGER NOT NULL,
  PRIMARY KEY (scope, slot, name)
) STRICT, WITHOUT ROWID;

-- Since when failed requests, clients and cached tokens are counted.
CREATE TABLE usage_start (at INTEGER NOT NULL) STRICT;
INSERT INTO usage_start (at) VALUES (unixepoch() * 1000);

CREATE TEMP VIEW counted AS
  SELECT started_at / 900000 AS slot, substr(coalesce(token, ''), 1, 12) AS key, alias, coalesce(provider, '') AS provider,
    coalesce(provider || char(10) || upstream_model, '') AS model, coalesce(deployment_id, '') AS deployment, tags,
    coalesce(nanos, 0) AS cost, nanos IS NULL AS unpriced, is_estimate, state <> 'ok' AS error,
    state = 'client_abort' AS abort, coalesce(prompt_tokens, 0) AS prompt, coalesce(completion_tokens, 0) AS completion
  FROM charge;

INSERT INTO usage SELECT 'all', slot, '', sum(cost), count(*), count(*), sum(unpriced), sum(is_estimate), sum(error),
  sum(abort), sum(prompt), sum(completion), 0, 0 FROM counted GROUP BY slot, 3;
INSERT INTO usage SELECT 'alias', slot, alias, sum(cost), count(*), count(*), sum(unpriced), sum(is_estimate), sum(error),
  sum(abort), sum(prompt), sum(completion), 0, 0 FROM counted GROUP BY slot, 3;
INSERT INTO usage SELECT 'key', slot, key, sum(cost), count(*), count(*), sum(unpriced), sum(is_estimate), sum(error),
  sum(abort), sum(prompt), sum(completion), 0, 0 FROM counted GROUP BY slot, 3;
INSERT INTO usage SELECT 'provider', slot, provider, sum(cost), count(*), count(*), sum(unpriced), sum(is_estimate), sum(error),
  sum(abort), sum(prompt), sum(completion), 0, 0 FROM counted GROUP BY slot, 3;
INSERT INTO usage SELECT 'model', slot, model, sum(cost), count(*), count(*), sum(unpriced), sum(is_estimate), sum(error),
  sum(abort), sum(prompt), sum(completion), 0, 0 FROM counted GROUP BY slot, 3;
INSERT INTO usage SELECT 'deployment', slot, deployment, sum(cost), count(*), count(*), sum(unpriced), sum(is_estimate), sum(error),
  sum(abort), sum(prompt), sum(completion), 0, 0 FROM counted GROUP BY slot, 3;
INSERT INTO usage SELECT 'tag', slot, coalesce(value, ''), sum(cost), count(*), count(*), sum(unpriced), sum(is_estimate), sum(error),
  sum(abort), sum(prompt), sum(completion), 0, 0 FROM counted LEFT JOIN json_each(tags) GROUP BY slot, 3;

DROP VIEW counted;
