/** Reading the audit log from its end and as a file: nothing twice, nothing passed over, no formula for a spreadsheet. */
import { appendFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditPageQuerySchema, type AuditFilter, type AuditPage } from "../../contract/audit.ts";
import { auditLogIn, auditRecord, temporaryData } from "./__fixtures__/audit-records.ts";
import { auditPage, exportAudit } from "./audit-reader.ts";

const count = 300;
const data = temporaryData();
const folder = join(data, "audit");

beforeAll(async () => {
  const log = auditLogIn(data, { fileBytes: 90_000 });
  const long = "긴 이유 ".repeat(20_000);
  for (let from = 1; from <= count; from += 20) {
    const records = Array.from({ length: 20 }, (_, index) => {
      const outcome = {
        result: "done",
        status: 200,
        code: null,
        reason: from === 101 ? long.slice(0, 30_000) : null,
      } as const;
      return auditRecord(from + index, { outcome, object: { kind: "key", id: `${from + index}`, name: '=1+1, "x"' } });
    });
    // oxlint-disable-next-line no-await-in-loop -- in several files
    await Promise.all(records.map((record) => log.write(record)));
  }
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const page = (query: Record<string, unknown>): Promise<AuditPage> =>
  auditPage(folder, auditPageQuerySchema.parse(query));

async function all(query: Record<string, unknown>): Promise<number[]> {
  const found: number[] = [];
  for (let before: string | null | undefined; before !== null;) {
    // oxlint-disable-next-line no-await-in-loop -- page by page
    const { lines, next } = await page({ ...query, before });
    found.push(...lines.map(({ sequence }) => sequence));
    before = next;
  }
  return found;
}

describe("pages of the audit log", () => {
  it.each([1, 37, 100, 500])("of %i lines hold every line once, newest first, over all files", async (limit) => {
    expect(await all({ limit })).toEqual(Array.from({ length: count }, (_, index) => count - index));
  });

  it("go on where a search of much and little ended", async () => {
    expect(await all({ object: "150", limit: 10 })).toEqual([150]);
    expect(await all({ text: "긴 이유", limit: 7 })).toEqual(Array.from({ length: 20 }, (_, index) => 120 - index));
    const from = Date.parse("2026-11-25T09:00:10Z");
    expect(await all({ from, to: from + 3000 })).toEqual([12, 11, 10]);
  });

  it("pass over what is no line, and places that are none", async () => {
    appendFileSync(join(folder, "audit-000099.jsonl"), "garbage\n{}\n");
    expect((await page({ limit: 1 })).lines[0]?.sequence).toBe(count);
    expect((await page({ before: "1.99999999999" })).lines.length).toBeGreaterThan(0);
    rmSync(join(folder, "audit-000099.jsonl"));
  });

  it("of a log that is not there are empty", async () => {
    expect(await auditPage(join(data, "nothing"), auditPageQuerySchema.parse({}))).toEqual({ lines: [], next: null });
  });
});

describe("the log as a file", () => {
  async function exported(format: "jsonl" | "csv", filter: AuditFilter): Promise<string> {
    let text = "";
    for await (const piece of exportAudit(folder, { format, filter })) text += piece;
    return text;
  }

  it("holds the very lines, oldest first", async () => {
    const lines = (await exported("jsonl", {})).trimEnd().split("\n");
    expect(lines).toHaveLength(count);
    expect(lines[0]).toMatch(/^\{"v":1,"sequence":1,.*"digest":"[0-9a-f]{64}"\}$/);
  });

  it("starts no formula in a spreadsheet", async () => {
    const text = await exported("csv", { object: "150" });
    expect(text.startsWith("\u{FEFF}sequence,at,act,")).toBe(true);
    expect(text).toContain(`,key,150,"'=1+1, ""x""",done,200,`);
  });
});
