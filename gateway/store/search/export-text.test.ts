import { describe, expect, it } from "vitest";
import { createRedactor } from "../../base/redact.ts";
import type { SpendLogDetail } from "../../contract/spend-log.ts";
import { intentOf, outcomeOf } from "../__fixtures__/rows.ts";
import { exportFrames, exportRow } from "./export-text.ts";

const secret = 'pass"word-of-the-provider';
const redact = createRedactor([secret]);
const detail = (more: Partial<SpendLogDetail>): SpendLogDetail => {
  const { requestBody: _request, responseBody: _response, attemptList, ...outcome } = outcomeOf("a");
  return {
    ...intentOf("a"),
    ...outcome,
    attempts: 1,
    attemptList: [...attemptList],
    requestBody: '{"model":"m"}',
    responseBody: '{"choices":[]}',
    requestCut: false,
    responseCut: false,
    ...more,
  };
};

/** As a spreadsheet reads it. @source RFC 4180 */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}

const noWire = (): null => null;

describe("an export", () => {
  it.each(["jsonl", "csv", "har"] as const)("as %s holds no secret, also where it is escaped", (format) => {
    const row = detail({
      errorMessage: `refused ${secret}`,
      requestBody: JSON.stringify({ key: secret }),
      userAgent: secret,
      errorCode: "upstream_auth",
    });
    const text = exportRow(format, row, redact, noWire);
    expect(text).toContain("[redacted]");
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), secret.replace('"', '""')])
      expect(text).not.toContain(form);
  });

  it("as CSV runs nothing in a spreadsheet and keeps every text in its cell", () => {
    const hostile = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "|calc"];
    for (const text of hostile) {
      const cells = cellsOf(exportRow("csv", detail({ errorMessage: text }), redact, noWire));
      expect(cells.at(-1)?.startsWith("'"), JSON.stringify(text)).toBe(true);
    }
    const cells = cellsOf(
      exportRow("csv", detail({ errorMessage: 'a "b", c\n한글', costUsdNanos: "1500" }), redact, noWire),
    );
    expect(cells).toHaveLength(exportFrames.csv.head.split(",").length);
    expect(cells.at(-1)).toBe('a "b", c\n한글');
    expect(cells).toContain("0.000001500");
  });

  it("as HAR has the client's headers where the log kept them", () => {
    const client = { requestHeaders: { accept: "*/*" }, status: 200, responseHeaders: { server: "x" } };
    const row = exportRow("har", detail({}), redact, () => ({ client, attempts: [] }));
    expect(JSON.parse(row)).toMatchObject({
      request: { headers: [{ name: "accept", value: "*/*" }] },
      response: { headers: [{ name: "server", value: "x" }] },
    });
  });

  it("as HAR is one JSON document that a reader of archives takes", () => {
    const { head, separator, tail } = exportFrames.har;
    const row = exportRow("har", detail({ firstTokenMs: 1, totalMs: 3 }), redact, noWire);
    const { log } = JSON.parse(head + row + separator + row + tail) as { log: { entries: Record<string, unknown>[] } };
    expect(log.entries).toHaveLength(2);
    expect(log.entries[0]).toMatchObject({
      time: 3,
      request: { method: "POST", postData: { text: '{"model":"m"}' } },
      response: { status: 200, content: { text: '{"choices":[]}' } },
      timings: { send: 0, wait: 1, receive: 2 },
    });
    expect(JSON.parse(head + tail)).toMatchObject({ log: { entries: [] } });
  });
});
