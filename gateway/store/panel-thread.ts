/** The worker thread that owns the panel's documents: one question, one answer. */
import { parentPort, workerData } from "node:worker_threads";
import type { DocumentKind, PanelDocument } from "../contract/panel-documents.ts";
import { openDatabase, type DatabaseKind } from "./database.ts";
import { listDocuments, readDocument, removeDocument, writeDocument } from "./panel-statements.ts";

export type PanelQuestion =
  | { readonly type: "list"; readonly kind: DocumentKind }
  | { readonly type: "read"; readonly kind: DocumentKind; readonly id: string }
  | { readonly type: "write"; readonly kind: DocumentKind; readonly document: PanelDocument }
  | { readonly type: "remove"; readonly kind: DocumentKind; readonly id: string };

const panel: DatabaseKind = { name: "The panel's store", migrations: "panel-migrations", synchronous: "NORMAL" };
const { connection } = openDatabase((workerData as { file: string }).file, panel); // what panel-store.ts put in

parentPort?.on("message", ({ sequence, question }: { sequence: number; question: PanelQuestion }) => {
  try {
    parentPort?.postMessage({ sequence, answer: answer(question) });
  } catch (failure) {
    parentPort?.postMessage({ sequence, problem: failure instanceof Error ? failure.message : String(failure) });
  }
});

function answer(question: PanelQuestion): unknown {
  switch (question.type) {
    case "list":
      return listDocuments(connection, question.kind);
    case "read":
      return readDocument(connection, question.kind, question.id);
    case "write":
      return writeDocument(connection, question.kind, question.document);
    case "remove":
      return removeDocument(connection, question.kind, question.id);
  }
}
