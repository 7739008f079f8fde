/** The writer of the audit log: order, places, modes, and what becomes of acts when the disk or the process fails. */
import { spawn } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { auditLogIn, auditRecord, temporaryData, writeRecords } from "./__fixtures__/audit-records.ts";
import { verifyChain } from "./verify-chain.ts";

let data = "";
let folder = "";
beforeEach(() => {
  data = temporaryData();
  folder = join(data, "audit");
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

interface Written {
  readonly sequence: number;
  readonly id: string;
  readonly act: string;
  readonly outcome: { readonly result: string };
  readonly changes: readonly { readonly path: string; readonly before: string }[];
}

function lines(): Written[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
  return names
    .toSorted()
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Written);
}
const ids = (): string[] => lines().map(({ id }) => id);
const first = (): string => join(folder, "audit-000001.jsonl");

describe("the writer of the audit log", () => {
  it("keeps the order of what is asked at once, and goes on after a restart", async () => {
    const log = auditLogIn(data);
    await writeRecords(log, 100);
    await writeRecords(auditLogIn(data), 2, 101);
    expect(ids()).toEqual(Array.from({ length: 102 }, (_, index) => `act-${index + 1}`));
    expect(lines().map(({ sequence }) => sequence)).toEqual(Array.from({ length: 102 }, (_, index) => index + 1));
    expect(await verifyChain(data)).toMatchObject({ isWhole: true, lines: 102, notes: [] });
  });

  it("has its line on the disk when a call resolves", async () => {
    const log = auditLogIn(data);
    await log.write(auditRecord(1));
    expect(ids()).toEqual(["act-1"]);
  });

  it("turns to a next file when one is full, and chains on", async () => {
    const log = auditLogIn(data, { fileBytes: 2000 });
    for (let from = 1; from <= 9; from += 3) await writeRecords(log, 3, from);
    const sizes = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
    expect(sizes).toEqual(["audit-000001.jsonl", "audit-000002.jsonl", "audit-000003.jsonl"]);
    expect(await verifyChain(data)).toMatchObject({ isWhole: true, lines: 9, files: 3 });
  });

  it.skipIf(process.platform === "win32")("is for its owner's eyes alone", async () => {
    await writeRecords(auditLogIn(data), 2);
    const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
    expect(mode(folder)).toBe("700");
    expect(readdirSync(folder).toSorted()).toEqual(["audit-000001.jsonl", "head.json"]);
    for (const name of readdirSync(folder)) expect(mode(join(folder, name)), name).toBe("600");
  });

  it("lets two gateways on the same data write into one chain", async () => {
    const logs = [auditLogIn(data), auditLogIn(data), auditLogIn(data)];
    for (let number = 1; number <= 30; number += 3)
      await Promise.all(logs.map((log, index) => log.write(auditRecord(number + index))));
    expect(new Set(ids()).size).toBe(30);
    expect(await verifyChain(data)).toMatchObject({ isWhole: true, lines: 30 });
  });
});

describe("after a crash the audit log", () => {
  it("writes the rest of a line that is half there, and says so", async () => {
    await writeRecords(auditLogIn(data), 3);
    truncateSync(first(), statSync(first()).size - 40);
    expect((await verifyChain(data)).notes.join()).toContain("40 bytes");
    await writeRecords(auditLogIn(data), 1, 4);
    expect(lines().map(({ act }) => act)).toEqual([
      "key.update",
      "key.update",
      "key.update",
      "audit.recovered",
      "key.update",
    ]);
    expect(lines()[3]?.changes).toMatchObject([{ path: "tail", before: "40 bytes missing" }]);
    const chain = await verifyChain(data);
    expect(chain).toMatchObject({ isWhole: true, lines: 5 });
    expect(chain.notes.join()).toContain("Number 4: the gateway mended the log");
  });

  it("says of an act that began that its end is not known", async () => {
    await auditLogIn(data).begin(auditRecord(1));
    await writeRecords(auditLogIn(data), 1, 2);
    expect(lines()).toMatchObject([
      { id: "act-1", outcome: { result: "interrupted" } },
      { id: "act-2", outcome: { result: "done" } },
    ]);
    await writeRecords(auditLogIn(data), 1, 3);
    expect(ids()).toEqual(["act-1", "act-2", "act-3"]);
  });

  it("goes on behind a line that is torn for another reason, and the check still names that line", async () => {
    await writeRecords(auditLogIn(data), 3);
    truncateSync(
      first(),
      statSync(first()).size -
        (JSON.parse(readFileSync(join(folder, "head.json"), "utf8")) as { lines: string }).lines.length -
        20,
    );
    appendFileSync(first(), "garbage");
    await writeRecords(auditLogIn(data), 1, 4);
    expect((await verifyChain(data)).broken).not.toBeNull();
    writeFileSync(first(), "");
    await writeRecords(auditLogIn(data), 1, 5);
    expect((await verifyChain(data)).broken).toMatchObject({ fault: "missing", line: 1 });
  });

  it("goes on from the files where the head is lost, and says so", async () => {
    await writeRecords(auditLogIn(data), 3);
    unlinkSync(join(folder, "head.json"));
    await writeRecords(auditLogIn(data), 1, 4);
    expect(lines()[3]?.changes).toMatchObject([{ path: "head", before: "missing" }]);
    writeFileSync(join(folder, "head.json"), "{");
    await writeRecords(auditLogIn(data), 1, 5);
    const chain = await verifyChain(data);
    expect(chain).toMatchObject({ isWhole: true, lines: 7 });
    expect(chain.notes).toHaveLength(2);
  });

  it("takes no heed of a lock or a draft whose owner is dead", async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, "lock"), "999999999");
    writeFileSync(join(folder, "head.json.999999999.tmp"), "half a he");
    await writeRecords(auditLogIn(data), 1);
    expect(readdirSync(folder).toSorted()).toEqual(["audit-000001.jsonl", "head.json"]);
    expect(ids()).toEqual(["act-1"]);
  });

  it("has lost nothing that it said it had, kill after kill", { timeout: 60_000 }, async () => {
    const said = { begun: new Set<string>(), done: new Set<string>() };
    const kills = 12;
    for (let round = 0; round < kills; round++) {
      const output = await runUntilKilled(round);
      // A last line that the pipe cut is no word.
      for (const line of output.split("\n").slice(0, -1)) {
        const [word = "", id = ""] = line.split(" ");
        if (word === "begun" || word === "done") said[word].add(id);
      }
      expect(await verifyChain(data), `after kill ${round}`).toMatchObject({ isWhole: true, broken: null });
    }
    await writeRecords(auditLogIn(data), 1);
    expect(await verifyChain(data)).toMatchObject({ isWhole: true });
    const there = lines();
    const found = new Map(there.map(({ id, outcome }) => [id, outcome.result]));
    expect(said.done.size).toBeGreaterThan(kills);
    for (const id of said.done) expect(found.get(id), id).toBe("done");
    for (const id of said.begun) expect(["done", "interrupted"], id).toContain(found.get(id));
    const counted = there.filter(({ act }) => act !== "audit.recovered");
    expect(new Set(counted.map(({ id }) => id)).size).toBe(counted.length);
  });
});

function runUntilKilled(round: number): Promise<string> {
  const script = join(import.meta.dirname, "__fixtures__", "write-until-killed.ts");
  const child = spawn(process.execPath, [script, data, String(round)], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  return new Promise((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (output === "") setTimeout(() => child.kill("SIGKILL"), 5 + ((round * 37) % 60));
      output += chunk.toString();
    });
    child.once("close", () => resolve(output));
  });
}

/** /dev/full says that there is no room, as a full disk does. */
describe.skipIf(process.platform !== "linux")("on a full disk the audit log", () => {
  it("refuses what it cannot keep, says why, and goes on when there is room", async () => {
    const failures: unknown[] = [];
    const log = auditLogIn(data, { report: (failure) => failures.push(failure) });
    await log.write(auditRecord(1));
    const draft = join(folder, `head.json.${process.pid}.tmp`);
    symlinkSync("/dev/full", draft);
    await expect(log.begin(auditRecord(2))).rejects.toThrow("ENOSPC");
    expect(log.problem).toContain("ENOSPC");
    expect(failures).toHaveLength(1);
    expect(ids()).toEqual(["act-1"]);
    await log.begin(auditRecord(3));
    expect(log.problem).toBeNull();
    symlinkSync("/dev/full", draft);
    await expect(log.write(auditRecord(3))).rejects.toThrow("ENOSPC");
    await log.write(auditRecord(4));
    expect(ids()).toEqual(["act-1", "act-3", "act-4"]);
    expect(await verifyChain(data)).toMatchObject({ isWhole: true, lines: 3 });
  });

  it("keeps a line in the head until its file takes it", async () => {
    const log = auditLogIn(data);
    mkdirSync(folder);
    symlinkSync("/dev/full", first());
    await log.write(auditRecord(1));
    unlinkSync(first());
    expect(await verifyChain(data)).toMatchObject({ isWhole: true, lines: 1 });
    await log.write(auditRecord(2));
    expect(ids()).toEqual(["act-1", "act-2"]);
    expect(await verifyChain(data)).toMatchObject({ isWhole: true, lines: 2, notes: [] });
  });
});
