/** The chain's check, against every way to change a log: by hand for each fault, by play for all of them. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditChain } from "../../contract/audit.ts";
import { auditLogIn, auditRecord, temporaryData, writeRecords } from "./__fixtures__/audit-records.ts";
import { headName } from "./audit-files.ts";
import { readLine, sealLine } from "./audit-line.ts";
import { verifyChain } from "./verify-chain.ts";

const count = 24;
const data = temporaryData();
/** File by file, as a gateway wrote them. */
let written: string[][] = [];
let head = "";
const tampered = temporaryData();

beforeAll(async () => {
  const log = auditLogIn(data, { fileBytes: 6000 });
  // In several writes, so that the log turns its files.
  for (let from = 1; from <= count; from += 4) await writeRecords(log, 4, from);
  const folder = join(data, "audit");
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .toSorted();
  written = names.map((name) => readFileSync(join(folder, name), "utf8").trimEnd().split("\n"));
  head = readFileSync(join(folder, headName), "utf8");
});
afterAll(() => {
  for (const folder of [data, tampered]) rmSync(folder, { recursive: true, force: true });
});

/** @param files  the lines of each */
function check(files: readonly (readonly string[])[], headText: string | null = head): Promise<AuditChain> {
  return checkTexts(
    files.map((lines) => lines.map((line) => `${line}\n`).join("")),
    headText,
  );
}

function checkTexts(texts: readonly string[], headText: string | null = head): Promise<AuditChain> {
  const folder = join(tampered, "audit");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [index, text] of texts.entries())
    writeFileSync(join(folder, `audit-${String(index + 1).padStart(6, "0")}.jsonl`), text);
  if (headText !== null) writeFileSync(join(folder, headName), headText);
  return verifyChain(tampered);
}

/** The log with one flat list of lines changed, cut into the files it was in. */
function changed(change: (lines: string[]) => void): string[][] {
  const flat = written.flat();
  change(flat);
  const files: string[][] = [];
  let from = 0;
  for (const [index, { length }] of written.entries()) {
    const to = index === written.length - 1 ? flat.length : from + length;
    files.push(flat.slice(from, to));
    from = to;
  }
  return files;
}

/** Where a line of the flat list stands. */
function placeOf(index: number, files: readonly (readonly string[])[] = written): { file: string; line: number } {
  let left = index;
  for (const [number, lines] of files.entries()) {
    if (left < lines.length) return { file: `audit-${String(number + 1).padStart(6, "0")}.jsonl`, line: left + 1 };
    left -= lines.length;
  }
  const last = files.length;
  return { file: `audit-${String(last).padStart(6, "0")}.jsonl`, line: (files.at(-1)?.length ?? 0) + 1 };
}

/** A line as someone writes it who knows the form: its digest is right. */
function forged(line: string, after: string | null, reason = "forged"): string {
  const read = readLine(line);
  const before = after === null ? null : readLine(after);
  if (read === null || read === "edited" || before === "edited") throw new Error("not a line");
  const previous = before?.digest ?? read.previous;
  const outcome = { result: "done", status: 200, code: null, reason } as const;
  return sealLine(auditRecord(read.sequence, { outcome }), { sequence: read.sequence - 1, digest: previous }).text;
}

const anyLine = fc.integer({ min: 0, max: count - 1 });

describe("the check of the chain", () => {
  it("finds nothing wrong with what was written, over several files", async () => {
    expect(written.length).toBeGreaterThan(2);
    expect(await check(written)).toMatchObject({
      isWhole: true,
      lines: count,
      files: written.length,
      firstAt: "2026-11-25T09:00:01.000Z",
      lastAt: "2026-11-25T09:00:24.000Z",
      broken: null,
      notes: [],
    });
  });

  it("takes a folder that is not there for an empty log", async () => {
    expect(await verifyChain(join(data, "nothing"))).toMatchObject({ isWhole: true, lines: 0, digest: null });
  });

  it("names the line in which a byte is another", async () => {
    const byte = fc.record({
      at: anyLine,
      where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      by: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(byte, async ({ at, where, by }) => {
        const files = written.map((lines) => Buffer.from(lines.map((line) => `${line}\n`).join("")));
        const place = placeOf(at);
        const number = Number(/(\d{6})/.exec(place.file)?.[1]) - 1;
        const bytes = files[number] ?? Buffer.alloc(0);
        const lines = written[number] ?? [];
        const start = Buffer.byteLength(
          lines
            .slice(0, place.line - 1)
            .map((line) => `${line}\n`)
            .join(""),
        );
        const offset = start + Math.floor(where * Buffer.byteLength(lines[place.line - 1] ?? ""));
        bytes[offset] = (bytes[offset] ?? 0) ^ by;
        await check(written);
        for (const [index, content] of files.entries())
          writeFileSync(join(tampered, "audit", `audit-${String(index + 1).padStart(6, "0")}.jsonl`), content);
        const { isWhole, broken } = await verifyChain(tampered);
        expect(isWhole).toBe(false);
        expect(broken).toMatchObject({ ...place, sequence: at + 1 });
      }),
      { numRuns: 80 },
    );
  });

  it("names the line that was written anew with a digest that fits it", async () => {
    for (const at of [0, 1, 11, count - 2, count - 1]) {
      const files = changed((lines) => (lines[at] = forged(lines[at] ?? "", null)));
      expect((await check(files)).broken, `line ${at + 1}`).toMatchObject({ ...placeOf(at), fault: "edited" });
    }
  });

  it("names the place where lines are missing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: count - 2 }), fc.integer({ min: 1, max: 5 }), async (at, many) => {
        const gone = Math.min(many, count - 1 - at);
        const files = changed((lines) => void lines.splice(at, gone));
        const { broken } = await check(files);
        expect(broken).toMatchObject({ ...placeOf(at, files), fault: "missing", sequence: at + gone + 1 });
      }),
      { numRuns: 40 },
    );
  });

  it("names a whole file that is missing", async () => {
    const files = written.map((lines, index) => (index === 1 ? [] : lines));
    expect((await check(files)).broken).toMatchObject({ fault: "missing", file: "audit-000003.jsonl", line: 1 });
    expect((await check(written.slice(0, -1))).broken).toMatchObject({ fault: "cut_tail" });
    expect((await check([[], ...written.slice(1)])).broken).toMatchObject({ fault: "missing", line: 1 });
  });

  it("names the first of lines whose order is another", async () => {
    await fc.assert(
      fc.asyncProperty(anyLine, anyLine, async (one, other) => {
        fc.pre(one < other);
        const files = changed((lines) => {
          [lines[one], lines[other]] = [lines[other] ?? "", lines[one] ?? ""];
        });
        expect((await check(files)).broken).toMatchObject({ ...placeOf(one), fault: "reordered" });
      }),
      { numRuns: 40 },
    );
  });

  it("names a line that was put in between, also one that fits the line before", async () => {
    await fc.assert(
      fc.asyncProperty(anyLine, fc.boolean(), async (at, fits) => {
        const files = changed((lines) => {
          const before = at === 0 ? null : (lines[at - 1] ?? "");
          lines.splice(at, 0, fits ? forged(lines[at] ?? "", before) : "{}");
        });
        const { broken } = await check(files);
        expect(broken).toMatchObject({ ...placeOf(at, files), fault: "inserted" });
      }),
      { numRuns: 40 },
    );
    const copied = changed((lines) => lines.splice(8, 0, lines[7] ?? ""));
    expect((await check(copied)).broken).toMatchObject({ ...placeOf(8, copied), fault: "inserted" });
  });

  it("names a line that was added at the end, which the head does not know", async () => {
    const last = written.flat().at(-1) ?? "";
    const read = readLine(last);
    if (read === null || read === "edited") throw new Error("not a line");
    const files = changed((lines) => lines.push(sealLine(auditRecord(count + 1), read).text));
    expect((await check(files)).broken).toMatchObject({ ...placeOf(count, files), fault: "inserted" });
    const rival = changed((lines) => lines.push(forged(last, lines.at(-2) ?? "")));
    expect((await check(rival)).broken).toMatchObject({ ...placeOf(count, rival), fault: "inserted" });
  });

  it("finds a tail that was cut off, at any byte", async () => {
    const whole = written.map((lines) => lines.map((line) => `${line}\n`).join(""));
    const last = whole.at(-1) ?? "";
    const lines = (JSON.parse(head) as { lines: string }).lines.length;
    // The head holds the last lines itself, so only what is cut before them is lost.
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: last.length - lines - 1 }), async (kept) => {
        const { isWhole, broken } = await checkTexts([...whole.slice(0, -1), last.slice(0, kept)]);
        expect(isWhole).toBe(false);
        expect(["cut_tail", "torn"]).toContain(broken?.fault);
      }),
      { numRuns: 40 },
    );
  });

  it("takes a last line that is half written for what it is, and needs nothing for it but the head", async () => {
    const whole = written.map((lines) => lines.map((line) => `${line}\n`).join(""));
    const last = whole.at(-1) ?? "";
    const lines = (JSON.parse(head) as { lines: string }).lines.length;
    for (const missing of [1, 2, 200, lines]) {
      const chain = await checkTexts([...whole.slice(0, -1), last.slice(0, last.length - missing)]);
      expect(chain).toMatchObject({ isWhole: true, lines: count });
      expect(chain.notes.join()).toContain("not yet in the file");
    }
  });

  it("does not call a log whole whose head is gone, unreadable or set back", async () => {
    expect((await check(written, null)).broken).toMatchObject({ fault: "head_missing" });
    expect((await check(written, "{}")).broken).toMatchObject({ fault: "head_missing" });
    const { digest } = readLine(written.flat()[9] ?? "") as { digest: string };
    const back = JSON.stringify({
      ...(JSON.parse(head) as object),
      sequence: 10,
      digest,
      lines: "",
      length: 0,
      file: 1,
    });
    expect((await check(written, back)).broken).toMatchObject({ ...placeOf(10), fault: "inserted" });
  });

  it("finds a log that was written anew as a whole, by a digest that was noted elsewhere", async () => {
    await check(written);
    const noted = readLine(written.flat()[5] ?? "") as { digest: string };
    expect(await verifyChain(tampered, noted.digest)).toMatchObject({ isWhole: true });
    rmSync(join(tampered, "audit"), { recursive: true });
    await writeRecords(auditLogIn(tampered), count);
    expect(await verifyChain(tampered)).toMatchObject({ isWhole: true });
    const anew = await verifyChain(tampered, "f".repeat(64));
    expect(anew).toMatchObject({ isWhole: false, broken: { fault: "anchor_missing" } });
  });

  it("finds nothing wrong while a gateway writes, again and again", async () => {
    const busy = temporaryData();
    const log = auditLogIn(busy, { fileBytes: 5000 });
    let isOver = false;
    const writing = (async () => {
      // oxlint-disable-next-line no-await-in-loop -- one act after the other
      for (let number = 1; number <= 60; number++) await log.write(auditRecord(number));
      isOver = true;
    })();
    let checks = 0;
    while (!isOver) {
      // oxlint-disable-next-line no-await-in-loop -- one check after the other
      expect((await verifyChain(busy)).broken).toBeNull();
      checks += 1;
    }
    await writing;
    expect(checks).toBeGreaterThan(2);
    expect(await verifyChain(busy)).toMatchObject({ isWhole: true, lines: 60 });
    rmSync(busy, { recursive: true, force: true });
  });
});
