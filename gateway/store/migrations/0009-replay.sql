-- Replays: which row each one sent again, and runs of many rows on one alias. Sides and sums are JSON.
CREATE TABLE replay_link (
  id TEXT PRIMARY KEY NOT NULL,
  replay_of TEXT NOT NULL,
  root TEXT NOT NULL,
  run_id TEXT,
  is_edited INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX replay_link_root ON replay_link (root, id);

CREATE TABLE replay_run (
  id TEXT PRIMARY KEY NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  state TEXT NOT NULL,
  alias TEXT NOT NULL,
  concurrency INTEGER NOT NULL,
  item_count INTEGER NOT NULL,
  sums TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE replay_item (
  run_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  source_id TEXT NOT NULL,
  asked TEXT,
  replay_id TEXT,
  state TEXT NOT NULL,
  hindrance TEXT,
  before_facts TEXT,
  after_facts TEXT,
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX replay_item_source ON replay_item (source_id);
