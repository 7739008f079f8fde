-- What the panel keeps for its user: playground sessions. Apart from the log, whose size the user bounds.
CREATE TABLE document (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  parent_id TEXT,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX document_newest ON document (kind, updated_at DESC);
