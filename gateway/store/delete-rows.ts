/** Takes requests out of every table of the log, the full-text index included, in one transaction. */
import type { Connection } from "./database.ts";

export interface DeletedRow {
  readonly id: string;
  /** Its number in the full-text index. */
  readonly doc: number;
}

export function deleteRows(connection: Connection, rows: readonly DeletedRow[]): void {
  if (rows.length === 0) return;
  const byDoc = ["request_text WHERE rowid = ?", "text_pending WHERE doc = ?"];
  const byId = [
    "request_detail WHERE id = ?",
    "request_mark WHERE id = ?",
    "replay_link WHERE id = ?",
    "request WHERE id = ?",
  ];
  const docDeletions = byDoc.map((place) => connection.prepare<[number]>(`DELETE FROM ${place}`));
  const idDeletions = byId.map((place) => connection.prepare<[string]>(`DELETE FROM ${place}`));
  // A run goes on without the words of a request that is gone.
  const forgetWords = connection.prepare<[string]>("UPDATE replay_item SET asked = NULL WHERE source_id = ?");
  connection.transaction(() => {
    for (const { id, doc } of rows) {
      for (const deletion of docDeletions) deletion.run(doc);
      for (const deletion of [...idDeletions, forgetWords]) deletion.run(id);
    }
  })();
}

/** The rows of these ids that are in the log; requests that still run are in none. */
export function rowsOfIds(connection: Connection, ids: readonly string[]): DeletedRow[] {
  return connection
    .prepare<[string], DeletedRow>("SELECT id, doc FROM request WHERE id IN (SELECT value FROM json_each(?))")
    .all(JSON.stringify(ids));
}
