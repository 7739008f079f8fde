/** The panel's documents in SQLite. Every value is a bound parameter. */
import type { DocumentHead, DocumentKind, PanelDocument } from "../contract/panel-documents.ts";
import type { Connection } from "./database.ts";

/** More than anyone scrolls through. */
const maxListed = 1000;
const headColumns = "id, title, created_at AS createdAt, updated_at AS updatedAt, parent_id AS parentId";

export function listDocuments(connection: Connection, kind: DocumentKind): DocumentHead[] {
  return connection
    .prepare<object, DocumentHead>(
      `SELECT ${headColumns} FROM document WHERE kind = @kind ORDER BY updated_at DESC LIMIT ${maxListed}`,
    )
    .all({ kind });
}

export function readDocument(connection: Connection, kind: DocumentKind, id: string): PanelDocument | null {
  const row = connection
    .prepare<object, DocumentHead & { body: string }>(
      `SELECT ${headColumns}, body FROM document WHERE kind = @kind AND id = @id`,
    )
    .get({ kind, id });
  if (row === undefined) return null;
  const { body, ...head } = row;
  return { head, body };
}

export function writeDocument(connection: Connection, kind: DocumentKind, { head, body }: PanelDocument): void {
  connection
    .prepare(
      `INSERT INTO document (kind, id, title, created_at, updated_at, parent_id, body)
       VALUES (@kind, @id, @title, @createdAt, @updatedAt, @parentId, @body)
       ON CONFLICT (kind, id) DO UPDATE SET
         title = excluded.title, updated_at = excluded.updated_at, parent_id = excluded.parent_id, body = excluded.body`,
    )
    .run({ kind, ...head, body });
}

export function removeDocument(connection: Connection, kind: DocumentKind, id: string): boolean {
  return connection.prepare("DELETE FROM document WHERE kind = @kind AND id = @id").run({ kind, id }).changes > 0;
}
