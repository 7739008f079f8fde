/** The log as a file, made chunk by chunk in the reader's thread: the next chunk is asked for when the last one was taken. */
import { maxExportRows, type ExportRequest, type Histogram, type RequestPage } from "../contract/request-search.ts";
import type { LogReader } from "./log-reader.ts";
import { exportFrames } from "./search/export-text.ts";

export interface LogExport {
  /** How many rows it is about; a search may count a few more than it finds. */
  readonly rows: number;
  readonly text: AsyncGenerator<string>;
}

const chunkRows = 100;

export async function exportLog(request: ExportRequest, reader: LogReader): Promise<LogExport> {
  const rows = request.ids?.length ?? (await countRows(request, reader));
  return { rows: Math.min(rows, maxExportRows), text: textOf(request, reader) };
}

async function countRows({ filter }: ExportRequest, reader: LogReader): Promise<number> {
  const query = { ...filter, buckets: 1, offsetMinutes: 0 };
  return (await reader.ask<Histogram>({ kind: "histogram", query })).total.count;
}

async function* textOf(request: ExportRequest, reader: LogReader): AsyncGenerator<string> {
  const { head, separator, tail } = exportFrames[request.format];
  yield head;
  let isFirst = true;
  for await (const ids of idsOf(request, reader)) {
    const text = await reader.ask<string>({ kind: "export", format: request.format, ids });
    if (text === "") continue;
    yield isFirst ? text : separator + text;
    isFirst = false;
  }
  yield isFirst ? tail.trimStart() : tail;
}

async function* idsOf({ ids, filter }: ExportRequest, reader: LogReader): AsyncGenerator<readonly string[]> {
  if (ids !== undefined) {
    for (let from = 0; from < ids.length; from += chunkRows) yield ids.slice(from, from + chunkRows);
    return;
  }
  let before: string | undefined;
  for (let count = 0; count < maxExportRows;) {
    const limit = Math.min(chunkRows, maxExportRows - count);
    const query = { ...filter, limit, ...(before === undefined ? {} : { before }) };
    const page = await reader.ask<RequestPage>({ kind: "page", query });
    yield page.rows.map(({ id }) => id);
    count += page.rows.length;
    if (!page.hasMore || (page.next ?? null) === null) return;
    before = page.next ?? "";
  }
}
