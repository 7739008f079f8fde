/** A log of given rows in a real file, with its texts in the index, and what answers about it; no threads. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RequestPage, RequestPageQuery } from "../../contract/request-search.ts";
import type { RequestIntent, RequestOutcome } from "../../contract/spend-log.ts";
import { Answers } from "../answers.ts";
import { openDatabase, openReader, type Connection } from "../database.ts";
import { TextIndex } from "../search/text-index.ts";
import { Writer } from "../writer.ts";
import { intentOf, outcomeOf } from "./rows.ts";

export interface LoggedRow {
  readonly id: string;
  readonly intent?: Partial<RequestIntent>;
  readonly outcome?: Partial<RequestOutcome>;
  readonly request?: unknown;
  readonly response?: unknown;
}

export interface WrittenLog {
  readonly file: string;
  readonly connection: Connection;
  readonly answers: Answers;
  write(rows: readonly LoggedRow[]): void;
  page(query: Partial<RequestPageQuery>): Promise<RequestPage>;
  /** Every id that a filter finds, by following the pages. */
  ids(query: Partial<RequestPageQuery>): Promise<string[]>;
  dispose(): void;
}

export function writtenLog(rows: readonly LoggedRow[] = [], secrets: readonly string[] = []): WrittenLog {
  const folder = mkdtempSync(join(tmpdir(), "portico-written-log-"));
  const file = join(folder, "requests.db");
  const { connection } = openDatabase(file);
  const bodies = { enabled: true, maxBytes: 1 << 20 };
  const writer = new Writer(connection, { file, bodies, retention: { days: 3650, maxBytes: 1 << 30 }, secrets });
  const index = new TextIndex(connection);
  const reader = openReader(file);
  const answers = new Answers(reader, secrets);
  const page = (query: Partial<RequestPageQuery>): Promise<RequestPage> =>
    answers.to({ kind: "page", query: { limit: 100, ...query } }) as Promise<RequestPage>; // by the question's kind
  const write = (more: readonly LoggedRow[]): void => {
    const entries = more.map(({ id, intent, outcome }) => {
      const { requestBody: _request, responseBody: _response, ...plain } = outcomeOf(id, outcome);
      return { intent: intentOf(id, intent), outcome: plain };
    });
    writer.write(
      entries,
      more.flatMap(({ request, response }) => [bytesOf(request), bytesOf(response)]),
    );
    while (index.step(Infinity, 1000));
  };
  write(rows);
  return {
    file,
    connection,
    answers,
    write,
    page,
    ids: async (query) => {
      const ids: string[] = [];
      for (let before = query.before, hasMore = true; hasMore;) {
        const found = await page({ ...query, ...(before === undefined ? {} : { before }) });
        ids.push(...found.rows.map(({ id }) => id));
        ({ hasMore } = found);
        before = found.next ?? undefined;
      }
      return ids;
    },
    dispose: () => {
      answers.dispose();
      reader.close();
      connection.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function bytesOf(body: unknown): Buffer | null {
  if (body === undefined) return null;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
