/**
 * Requests as the text of a file: JSON lines with bodies, CSV of the facts, or HAR for a browser's tools.
 *
 * Law: everything goes through the redactor again, since a text may have become a secret after its row was written.
 */
import type { Redactor } from "../../base/redact.ts";
import type { ExportFormat } from "../../contract/request-search.ts";
import type { RequestWire } from "../../contract/request-wire.ts";
import type { SpendLogDetail } from "../../contract/spend-log.ts";
import { csvHead, csvLine } from "./export-csv.ts";
import { harEntry } from "./export-har.ts";

export interface ExportFrame {
  readonly head: string;
  /** Between two rows. */
  readonly separator: string;
  readonly tail: string;
}

export const exportFrames: Readonly<Record<ExportFormat, ExportFrame>> = {
  jsonl: { head: "", separator: "\n", tail: "\n" },
  csv: { head: csvHead, separator: "\r\n", tail: "\r\n" },
  har: {
    head: '{"log":{"version":"1.2","creator":{"name":"Portico","version":"1"},"entries":[\n',
    separator: ",\n",
    tail: "\n]}}\n",
  },
};

/** @param wire  of the request; asked for where the format has headers */
export function exportRow(
  format: ExportFormat,
  detail: SpendLogDetail,
  redact: Redactor,
  wire: () => RequestWire | null,
): string {
  switch (format) {
    case "jsonl":
      return redact(JSON.stringify(detail));
    case "csv":
      return csvLine(detail, redact);
    case "har":
      return redact(JSON.stringify(harEntry(detail, wire())));
  }
}
