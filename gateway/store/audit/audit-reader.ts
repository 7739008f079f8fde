/**
 * The audit log as it is read: pages from its end, and all of it as a file.
 *
 * A page reads so much and no more, so a search for what is rare comes back with nothing and where to go on. What is no line
 * is passed over here; the check of the chain names it.
 */
import {
  auditLineSchema,
  type AuditExport,
  type AuditLine,
  type AuditPage,
  type AuditPageQuery,
} from "../../contract/audit.ts";
import { GatewayError } from "../../contract/errors.ts";
import { listFiles } from "./audit-files.ts";
import { matchesFilter } from "./audit-filter.ts";
import { csvHead, csvLine } from "./audit-csv.ts";
import { walkBack, type BackPlace } from "./walk-back.ts";
import { walkLines } from "./walk-lines.ts";

const pageBytes = 4 * 1024 * 1024;
/** A line has the time its act began and the place where it ended: two lines may be so far out of order. */
const longestActMs = 3_600_000;

/** @throws GatewayError `invalid_request` for a place that is none */
export async function auditPage(folder: string, query: AuditPageQuery): Promise<AuditPage> {
  const lines: AuditLine[] = [];
  let read = 0;
  for await (const { file, offset, text } of walkBack(await listFiles(folder), placeIn(query.before))) {
    const line = parsed(text);
    if (line !== null && matchesFilter(line, text, query)) lines.push(line);
    read += text.length;
    const isOlder = line !== null && query.from !== undefined && Date.parse(line.at) < query.from - longestActMs;
    if (isOlder) break;
    if (lines.length === query.limit || read > pageBytes) return { lines, next: nextOf({ file, offset }) };
  }
  return { lines, next: null };
}

/** Oldest first. JSON lines are as they are in the log, so that their chain can be checked elsewhere. */
export async function* exportAudit(folder: string, { format, filter }: AuditExport): AsyncGenerator<string> {
  if (format === "csv") yield csvHead;
  for await (const { text } of walkLines(await listFiles(folder))) {
    const line = text === null ? null : parsed(text);
    if (text === null || line === null || !matchesFilter(line, text, filter)) continue;
    yield format === "csv" ? csvLine(line) : `${text}\n`;
  }
}

function parsed(text: string): AuditLine | null {
  try {
    const { success, data } = auditLineSchema.safeParse(JSON.parse(text));
    return success ? data : null;
  } catch {
    return null;
  }
}

function placeIn(before: string | undefined): BackPlace | null {
  if (before === undefined) return null;
  const [file, offset] = before.split(".").map(Number);
  if (file === undefined || offset === undefined || !Number.isSafeInteger(offset))
    throw new GatewayError("invalid_request", { message: "before: must be the `next` of a page", param: "before" });
  return { file, offset };
}

/** The very first line has nothing before it. */
function nextOf({ file, offset }: BackPlace): string | null {
  return file === 1 && offset === 0 ? null : `${file}.${offset}`;
}
