/** Old requests are forgotten by their alias's own days where the file says so, and by size whatever it says. */
import { afterEach, expect, it } from "vitest";
import { writtenLog, type WrittenLog } from "./__fixtures__/written-log.ts";
import type { RetentionLimits } from "./messages.ts";
import { forgetSlice } from "./retention.ts";

const dayMs = 24 * 3_600_000;
const now = 1_800_000_000_000;
const room = 1 << 30;
let log: WrittenLog | null = null;
afterEach(() => log?.dispose());

/** @param rows  `[id, alias, days ago]`, oldest first */
function write(rows: readonly (readonly [string, string, number])[]): WrittenLog {
  log = writtenLog(rows.map(([id, alias, days]) => ({ id, intent: { alias, startedAt: now - days * dayMs } })));
  return log;
}

function left({ connection }: WrittenLog, limits: RetentionLimits): unknown[] {
  while (forgetSlice(connection, limits, now).hasMore);
  return connection.prepare("SELECT id FROM request ORDER BY id").pluck().all();
}

const rows = [
  ["a", "archive", 80],
  ["b", "plain", 40],
  ["c", "archive", 35],
  ["d", "private", 3],
  ["e", "team/x", 3],
  ["f", "plain", 3],
  ["g", "private", 0.5],
] as const;

it("keeps an alias longer or shorter than the others, by its name or by a pattern", () => {
  const aliases = [
    { names: ["archive"], days: 60 },
    { names: ["private"], days: 1 },
    { names: ["team/*"], days: 2 },
  ];
  expect(left(write(rows), { days: 30, maxBytes: room, aliases })).toEqual(["c", "f", "g"]);
});

it("takes the fewest days where several rules name an alias", () => {
  const aliases = [
    { names: ["*"], days: 50 },
    { names: ["arch*"], days: 36 },
  ];
  expect(left(write(rows), { days: 30, maxBytes: room, aliases })).toEqual(["b", "c", "d", "e", "f", "g"]);
});

it("spares what is pinned, and frees room whatever an alias's days", () => {
  const written = write(rows);
  written.connection.exec("INSERT INTO request_mark (id, pinned) VALUES ('d', 1)");
  const aliases = [{ names: ["private"], days: 1 }];
  expect(left(written, { days: 30, maxBytes: room, aliases })).toEqual(["d", "e", "f", "g"]);
  expect(left(written, { days: 30, maxBytes: 0, aliases: [{ names: ["*"], days: 9999 }] })).toEqual(["d"]);
});
