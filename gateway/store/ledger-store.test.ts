/** The ledger on a real disk: what a crash leaves, what is sent twice, a damaged file, a full disk. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync, readFileSync, existsSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Charge, ChargeFacts } from "../contract/ledger.ts";
import { intentOf } from "./__fixtures__/rows.ts";
import { IntentJournal } from "./intent-journal.ts";
import { openDatabase } from "./database.ts";
import { keepCopy } from "./ledger-recovery.ts";
import { openLedger, type Ledger } from "./ledger-store.ts";
import { openRequestStore } from "./request-store.ts";

const key = { scope: "key", name: "t" } as const;
let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-ledger-"));
  file = join(folder, "ledger.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (): Promise<Ledger> => openLedger({ file, keepDays: 400 });
const factsOf = (id: string): ChargeFacts => ({
  id,
  startedAt: Date.UTC(2026, 10, 24),
  operation: "chat",
  alias: "demo",
  token: "t",
  userId: null,
  teamId: null,
  endUser: null,
  client: "cli/1",
  tags: ["a", "b"],
});
const chargeOf = (id: string, nanos: bigint | null): Charge => ({
  ...factsOf(id),
  endedAt: 1,
  provider: "openai",
  deploymentId: "d",
  upstreamModel: "m",
  promptTokens: 2,
  completionTokens: 3,
  cachedTokens: 1,
  nanos,
  isEstimate: false,
  state: "ok",
});
const unbounded = {
  bodies: { enabled: false, maxBytes: 0 },
  retention: { days: 3650, maxBytes: 1e9 },
  secrets: [],
};
const sums = (ledger: Ledger, scope: "all" | "tag"): ReturnType<Ledger["sums"]> =>
  ledger.sums({ scope, from: null, to: null, names: null, byDay: true });

describe("the ledger", () => {
  it("keeps a charge, its sums and its meter together, once, with exact money", async () => {
    const ledger = await open();
    const big = 9_007_199_254_740_993n; // no float holds it
    for (let turn = 0; turn < 2; turn++) ledger.write({ kind: "charge", charge: chargeOf("r1", big), meters: [key] });
    ledger.write({ kind: "charge", charge: chargeOf("r2", null), meters: [key] });
    await ledger.committed();
    const all = {
      day: "2026-11-24",
      name: "",
      nanos: big,
      requests: 2,
      unpriced: 1,
      promptTokens: 4,
      completionTokens: 6,
    };
    expect(await sums(ledger, "all")).toEqual([all]);
    expect((await sums(ledger, "tag")).map(({ name, nanos }) => [name, nanos])).toEqual([
      ["a", big],
      ["b", big],
    ]);
    await ledger.dispose();
    const again = await open();
    expect(again.meters).toMatchObject([{ ...key, spent: big }]);
    expect(again.problem).toBeNull();
    await again.dispose();
  });

  it("charges what a dead process had reserved, but not what it charged or let go", async () => {
    const ledger = await open();
    for (const id of ["lost", "charged", "released"])
      await ledger.reserve({ facts: factsOf(id), nanos: 50n, meters: [key] });
    ledger.write({ kind: "charge", charge: chargeOf("charged", 7n), meters: [key] });
    ledger.release("released");
    await ledger.committed();
    const journal = `${file}.began-${process.pid}-1`;
    await expect.poll(() => readFileSync(journal, "utf8")).toContain('{"released":"released"}');
    const left = readFileSync(journal);
    await ledger.dispose();
    writeFileSync(journal, left); // as a crash would have left it
    const next = await open();
    expect(next.meters).toMatchObject([{ ...key, spent: 57n }]);
    const charges = await next.charges({ id: null, token: "t", userId: null, from: null, to: null, limit: 10 });
    expect(charges.map(({ id, nanos, state, isEstimate }) => [id, nanos, state, isEstimate])).toEqual([
      ["lost", 50n, "interrupted", true],
      ["charged", 7n, "ok", false],
    ]);
    expect(existsSync(journal)).toBe(false);
    await next.dispose();
  });

  it("charges a reservation that grew once, with the size it came to", async () => {
    const ledger = await open();
    for (const nanos of [50n, 900n, 70n]) await ledger.reserve({ facts: factsOf("grown"), nanos, meters: [key] });
    for (const nanos of [1n, 2n]) await ledger.reserve({ facts: factsOf("charged"), nanos, meters: [key] });
    ledger.write({ kind: "charge", charge: chargeOf("charged", 7n), meters: [key] });
    await ledger.committed();
    const journal = `${file}.began-${process.pid}-1`;
    const left = readFileSync(journal);
    await ledger.dispose();
    writeFileSync(journal, left);
    const next = await open();
    expect(next.meters).toMatchObject([{ ...key, spent: 907n }]);
    await next.dispose();
  });

  it("shares the log's journal: after a crash each finds its own lines, and the files go once both have", async () => {
    const logFile = join(folder, "requests.db");
    const began = `${logFile}.began-${process.pid}-1`;
    const line = (value: object): string => `${JSON.stringify(value)}\n`;
    const left = line(intentOf("lost")) + line({ facts: factsOf("lost"), nanos: "50", meters: [key] });
    writeFileSync(began, left); // as a crash would have left it
    const journal = new IntentJournal(logFile);
    const ledger = await openLedger({ file, keepDays: 400, journal });
    expect(ledger.meters).toMatchObject([{ ...key, spent: 50n }]);
    const options = { file: logFile, journal, ...unbounded };
    const unread = await openRequestStore({ ...options, isJournalRead: false });
    expect((await unread.detail("lost"))?.state).toBe("interrupted");
    await unread.dispose();
    expect(existsSync(began)).toBe(true);
    const store = await openRequestStore(options);
    expect(existsSync(began)).toBe(false);
    await Promise.all([store.begin(intentOf("r")), ledger.reserve({ facts: factsOf("r"), nanos: 1n, meters: [key] })]);
    const [intent, reserved, ...more] = readFileSync(began, "utf8").trim().split("\n");
    expect([JSON.parse(intent ?? ""), JSON.parse(reserved ?? ""), more]).toMatchObject([
      { id: "r", operation: "chat" },
      { facts: { id: "r" }, nanos: "1" },
      [],
    ]);
    ledger.release("r");
    await store.dispose();
    await ledger.dispose();
    await journal.dispose();
    expect(readFileSync(began, "utf8")).toContain('{"released":"r"}'); // the log's row is still owed
  });

  it("keeps the word that a request cost nothing for as long as the journal holds what it had reserved", async () => {
    const journal = new IntentJournal(join(folder, "requests.db"));
    const ledger = await openLedger({ file, keepDays: 400, journal });
    const began = (): string[] =>
      readdirSync(folder)
        .filter((name) => name.includes(".began-"))
        .toSorted();
    const fill = async (id: string): Promise<void> => {
      await journal.append(id, JSON.stringify({ operation: "chat", filler: "x".repeat(5_000_000) }));
      await journal.append(`${id} after`, "{}"); // the full file is left by now
    };
    const grown = { facts: factsOf("over"), meters: [key] };
    await ledger.reserve({ facts: factsOf("long"), nanos: 7n, meters: [key] });
    await ledger.reserve({ ...grown, nanos: 50n });
    await fill("first");
    await ledger.reserve({ ...grown, nanos: 900n });
    await fill("second");
    ledger.release("over");
    await expect
      .poll(() => began().some((name) => readFileSync(join(folder, name), "utf8").includes("released")))
      .toBe(true);
    await fill("third");
    for (const id of ["first", "second", "third"]) for (const end of ["", " after"]) journal.release(`${id}${end}`);
    // What "long" keeps is the file of both, and the one that says that "over" is over.
    await expect.poll(() => began().length).toBe(3); // and the running one
    const left = began().map((name) => [name, readFileSync(join(folder, name))] as const);
    await ledger.dispose();
    await journal.dispose();
    for (const [name, text] of left) writeFileSync(join(folder, name), text); // as a crash would have left them
    const next = await openLedger({ file, keepDays: 400, journal: new IntentJournal(join(folder, "requests.db")) });
    expect(next.meters).toMatchObject([{ ...key, spent: 7n }]);
    await next.dispose();
  });

  it("leaves no journal behind when all that was reserved, however often, is charged", async () => {
    const ledger = await open();
    for (const nanos of [1n, 2n, 3n]) await ledger.reserve({ facts: factsOf("r"), nanos, meters: [key] });
    ledger.write({ kind: "charge", charge: chargeOf("r", 7n), meters: [key] });
    await ledger.committed();
    await ledger.dispose();
    expect(readdirSync(folder).filter((name) => name.includes(".began-"))).toEqual([]);
  });

  it("sets a damaged file aside and goes on with its copy or a new one, and says so", async () => {
    writeFileSync(file, Buffer.alloc(8192, 7));
    const ledger = await open();
    expect(ledger.problem).toMatch(/damaged and was set aside/);
    ledger.write({ kind: "charge", charge: chargeOf("r", 1n), meters: [] });
    await ledger.committed();
    await ledger.dispose();
  });

  it("and its copy are read by nobody else", () => {
    const { connection } = openDatabase(file);
    keepCopy(connection, file, Date.now());
    connection.close();
    for (const name of [file, `${file}.copy`]) expect(statSync(name).mode & 0o777).toBe(0o600);
  });

  it("that cannot be opened refuses what must be kept and lets the rest go on", async () => {
    const blocked = await openLedger({ file: join(folder, "ledger.db", "nowhere", "\0"), keepDays: 1 });
    blocked.write({ kind: "charge", charge: chargeOf("r", 1n), meters: [] });
    await expect(blocked.committed()).rejects.toMatchObject({ code: "ledger_unavailable", status: 503 });
    await expect(blocked.reserve({ facts: factsOf("r"), nanos: 1n, meters: [] })).rejects.toMatchObject({
      status: 503,
    });
    expect(blocked.problem).toContain("The ledger is closed");
  });
});
