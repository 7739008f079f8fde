-- Search: a number per request in the order of their ends, a full-text index by that number, and marks.
ALTER TABLE request ADD COLUMN doc INTEGER;
-- JSON; NULL = none
ALTER TABLE request ADD COLUMN tags TEXT;
ALTER TABLE request ADD COLUMN call_id TEXT;
UPDATE request SET doc = numbered.doc
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS doc FROM request) AS numbered WHERE numbered.id = request.id;
CREATE UNIQUE INDEX request_doc ON request (doc);
CREATE INDEX request_call_id ON request (call_id) WHERE call_id IS NOT NULL;

-- Filters are answered from columns in memory (search/log-columns.ts).
DROP INDEX request_alias_error;
DROP INDEX request_state;
DROP INDEX request_operation;

-- Terms of search/text-tokens.ts, not text; rowid = request.doc
CREATE VIRTUAL TABLE request_text USING fts5(
  terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
-- Words met so far, to find those that begin with what was typed.
CREATE TABLE request_word (word TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
-- Requests whose text is not in the index yet.
CREATE TABLE text_pending (doc INTEGER PRIMARY KEY NOT NULL) STRICT;
INSERT INTO text_pending SELECT doc FROM request;

CREATE TABLE request_mark (
  id TEXT PRIMARY KEY NOT NULL,
  pinned INTEGER NOT NULL,
  colour TEXT,
  comment TEXT
) STRICT, WITHOUT ROWID;
