/** What the panel does to the log: marks, deletion, and the log as a file. */
import { exportPath, panelApiBase } from "../../gateway/contract/admin.ts";
import {
  exportRowsHeader,
  type ExportFormat,
  type ExportRequest,
  type RequestMark,
} from "../../gateway/contract/request-search.ts";
import { callGateway, postForFile } from "./gateway-client.ts";

/** As many ids as one call may name. */
const chunk = 1000;

/** @returns the marks as they are now, by id */
export async function markRequests(
  ids: readonly string[],
  mark: Partial<RequestMark>,
): Promise<Readonly<Record<string, RequestMark>>> {
  const { marks } = await callGateway("requestMarks", {}, { body: { ids: ids.slice(0, chunk), mark } });
  return marks;
}

export async function deleteRequests(ids: readonly string[]): Promise<number> {
  const { deleted } = await callGateway("requestDelete", {}, { body: { ids: ids.slice(0, chunk) } });
  return deleted;
}

export interface ExportProgress {
  readonly done: number;
  readonly all: number;
}

export interface ExportOptions {
  readonly onProgress: (progress: ExportProgress) => void;
  readonly signal: AbortSignal;
}

/** Reads the file as it is made. A row is a line of it, more or less: a cell of a table may hold some. */
export async function exportRequests(
  request: Pick<ExportRequest, "format"> & Partial<ExportRequest>,
  { onProgress, signal }: ExportOptions,
): Promise<Blob> {
  const response = await postForFile(`${panelApiBase}${exportPath}`, request, signal);
  const all = Number(response.headers.get(exportRowsHeader) ?? 0);
  const parts: BlobPart[] = [];
  let done = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { value, done: isOver } = (await reader?.read()) ?? { value: undefined, done: true };
    if (isOver || value === undefined) break;
    parts.push(value);
    for (const byte of value) if (byte === 10) done++;
    onProgress({ done: Math.min(done, all), all });
  }
  return new Blob(parts, { type: response.headers.get("content-type") ?? "" });
}

/** Hands a file to the browser, which asks or keeps it as it is set to. */
export function saveFile(content: Blob, format: ExportFormat, nowMs: number): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = `portico-requests-${new Date(nowMs).toISOString().slice(0, 19).replaceAll(":", "")}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
