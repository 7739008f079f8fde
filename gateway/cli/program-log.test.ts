/** The program's log stands still as its output does, and the gateway goes on. */
import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openProgramLog } from "./program-log.ts";

let folder = "";
let pipe = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-log-"));
  const path = join(folder, "output");
  execFileSync("mkfifo", [path]);
  pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK); // both ends, so that it is never closed
});
afterEach(() => {
  closeSync(pipe);
  rmSync(folder, { recursive: true, force: true });
});

function read(): string {
  const room = Buffer.alloc(1 << 20);
  try {
    return room.toString("utf8", 0, readSync(pipe, room));
  } catch {
    return ""; // nothing there yet
  }
}

const open = (): ReturnType<typeof openProgramLog> =>
  openProgramLog({ isVerbose: false, secrets: ["the-masters-key"] }, { fd: pipe, maxWaiting: 200_000 });

it("writes a line of JSON with its time and level, and no secret of the config", async () => {
  const { logger, lostLines } = open();
  logger.warn({ key: "the-masters-key" }, "said");
  let text = "";
  await expect.poll(() => (text += read())).toMatch(/\n$/);
  const line = JSON.parse(text) as Record<string, unknown>; // pino writes objects
  expect(line).toMatchObject({ level: 40, key: "[redacted]", msg: "said" });
  expect(Date.now() - Date.parse(String(line["time"]))).toBeLessThan(60_000);
  expect(lostLines()).toBe(0);
});

it("gives lines up and counts them when nobody reads, keeps the first ones, and writes again when somebody does", async () => {
  const { logger, lostLines } = open();
  const text = "x".repeat(1000);
  for (let each = 0; each < 1000; each++) logger.info({ each, text }, "said");
  expect(lostLines()).toBeGreaterThan(500);
  const kept = 1000 - lostLines();
  expect(kept).toBeGreaterThan(150);
  let written = "";
  const readUntil = async (isThere: () => boolean): Promise<void> => {
    while (!isThere()) {
      written += read();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await readUntil(() => written.split("\n").length > kept);
  logger.info("at last");
  await readUntil(() => written.includes("at last"));
  const numbers = written.split("\n").flatMap((line) => /"each":(\d+)/.exec(line)?.[1] ?? []);
  expect(numbers.map(Number)).toEqual(Array.from({ length: kept }, (_, each) => each));
});
