/** The worker thread that answers questions about the log over a read-only connection, so that reading stalls nothing. */
import { parentPort, workerData } from "node:worker_threads";
import type { RequestPageQuery } from "../contract/admin.ts";
import { readAliasUse, readUsedNames } from "./alias-use.ts";
import { openReader } from "./database.ts";
import { FiguresReading } from "./read-figures.ts";
import { readProbes } from "./probe-rows.ts";
import { readDetail, readPage, readStats } from "./reader.ts";
import { readRecent, type RecentPage } from "./recent-requests.ts";

export type ReaderQuestion =
  | { readonly kind: "page"; readonly query: RequestPageQuery }
  | { readonly kind: "detail"; readonly id: string }
  | { readonly kind: "stats" }
  | { readonly kind: "figures"; readonly from: string }
  | { readonly kind: "probes" }
  | { readonly kind: "used_names"; readonly sinceMs: number }
  | { readonly kind: "alias_use"; readonly names: readonly (readonly string[])[]; readonly sinceMs: number }
  | { readonly kind: "recent"; readonly page: RecentPage };

const connection = openReader((workerData as { file: string }).file); // what request-store.ts put in

parentPort?.on("message", ({ sequence, question }: { sequence: number; question: ReaderQuestion }) => {
  try {
    if (question.kind === "figures") return readFigures(sequence, new FiguresReading(connection, question.from));
    parentPort?.postMessage({ sequence, answer: answer(question) });
  } catch (failure) {
    refuse(sequence, failure);
  }
});

/** Other questions get their turn between two slices. */
function readFigures(sequence: number, reading: FiguresReading): void {
  try {
    if (reading.step()) setImmediate(readFigures, sequence, reading);
    else parentPort?.postMessage({ sequence, answer: reading.result() });
  } catch (failure) {
    refuse(sequence, failure);
  }
}

function refuse(sequence: number, failure: unknown): void {
  parentPort?.postMessage({ sequence, problem: failure instanceof Error ? failure.message : String(failure) });
}

function answer(question: Exclude<ReaderQuestion, { kind: "figures" }>): unknown {
  switch (question.kind) {
    case "page":
      return readPage(connection, question.query);
    case "detail":
      return readDetail(connection, question.id);
    case "stats":
      return readStats(connection);
    case "probes":
      return readProbes(connection);
    case "used_names":
      return readUsedNames(connection, question.sinceMs);
    case "alias_use":
      return readAliasUse(connection, question.names, question.sinceMs);
    case "recent":
      return readRecent(connection, question.page);
  }
}
