/** `portico audit verify` as it is typed: its words, its JSON and its exit codes. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { auditLogIn, temporaryData, writeRecords } from "../store/audit/__fixtures__/audit-records.ts";

let data = "";
beforeAll(async () => {
  data = temporaryData();
  await writeRecords(auditLogIn(data), 5);
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

function portico(...args: string[]): { code: number | null; out: string; err: string } {
  const main = join(import.meta.dirname, "..", "main.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "audit", ...args], { encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

it("says of a whole log how long it is, from when to when, and the digest to keep elsewhere", () => {
  const { code, out } = portico("verify", "--data", data);
  expect(code).toBe(0);
  expect(out).toContain("whole: 5 lines in 1 file, 2026-11-25T09:00:01.000Z to 2026-11-25T09:00:05.000Z");
  const digest = /Digest of number 5: ([0-9a-f]{64})/.exec(out)?.[1] ?? "";
  expect(portico("verify", "--data", data, "--anchor", digest).code).toBe(0);
  expect(portico("verify", "--data", data, "--anchor", "0".repeat(64)).code).toBe(1);
});

it("names the file and the line of a log that was changed", () => {
  const file = join(data, "audit", "audit-000001.jsonl");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace('"name":"key 3"', '"name":"key 8"'));
  const { code, out } = portico("verify", "--data", data);
  expect(code).toBe(1);
  expect(out).toContain(`${file}:3: Edited: number 3 is not what its digest says.`);
  expect(out).toContain("Whole before it: 2 lines");
  const json = portico("verify", "--data", data, "--json");
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toMatchObject({ isWhole: false, broken: { line: 3, sequence: 3, fault: "edited" } });
  writeFileSync(file, text);
});

it("does not call a log whole that is not there", () => {
  const { code, err } = portico("verify", "--data", join(data, "elsewhere"));
  expect(code).toBe(2);
  expect(err).toContain("There is no audit log");
  expect(portico("check").code).toBe(2);
  expect(portico("verify", "--data", data, "--anchor", "12").code).toBe(2);
});
