-- What a deployment was found able to do when it was tried; `target` says what was tried: provider, address and model.
CREATE TABLE ability_probe (
  deployment_id TEXT NOT NULL,
  ability TEXT NOT NULL,
  target TEXT NOT NULL,
  state TEXT NOT NULL,
  evidence TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (deployment_id, ability)
) STRICT, WITHOUT ROWID;
