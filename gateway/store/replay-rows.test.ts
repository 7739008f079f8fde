/** What the log keeps of replays, in a real file: links through a crash, chains with deleted rows, runs that a crash left. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReplayLink } from "../contract/replay-link.ts";
import type { RunHead, RunItem } from "../contract/replay.ts";
import { sumsOf } from "../contract/run-sums.ts";
import { openDatabase } from "./database.ts";
import { deleteRows, rowsOfIds } from "./delete-rows.ts";
import { linkKeeper, readChain, readLinks } from "./replay-links.ts";
import { deleteRun, readRun, readRuns, stopLeftRuns, writeRun } from "./replay-runs.ts";

let directory: string;
let connection: ReturnType<typeof openDatabase>["connection"];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "portico-replay-rows-"));
  ({ connection } = openDatabase(join(directory, "requests.db")));
});
afterAll(() => {
  connection.close();
  rmSync(directory, { recursive: true, force: true });
});

function putRow(id: string, doc: number): void {
  connection
    .prepare(
      "INSERT INTO request (id, started_at, state, operation, alias, stream, doc) VALUES (?, 1, 'ok', 'chat', 'm', 0, ?)",
    )
    .run(id, doc);
}

const items: RunItem[] = ["same", "running", "waiting"].map((state, position) => ({
  position,
  sourceId: `s${position}`,
  asked: null,
  replayId: null,
  state: state as RunItem["state"], // of the three above
  hindrance: null,
  before: null,
  after: null,
}));
const head = (id: string): RunHead => ({
  id,
  createdAt: 1,
  endedAt: null,
  state: "running",
  alias: "c",
  concurrency: 4,
  rows: 3,
  sums: sumsOf(items),
});

describe("links", () => {
  const link = (replayOf: string): ReplayLink => ({ replayOf, root: "a1", runId: null, isEdited: false });

  it("make a chain that stays whole when one of its rows is deleted, and name the one that is gone", () => {
    const keep = linkKeeper(connection);
    ["a1", "a2", "a3"].forEach((id, at) => putRow(id, at + 1));
    keep("a2", link("a1"));
    keep("a3", { ...link("a2"), isEdited: true });
    deleteRows(connection, rowsOfIds(connection, ["a1"]));
    const chain = readChain(connection, "a3");
    expect(chain.map(({ id, row }) => [id, row === null])).toEqual([
      ["a1", true],
      ["a2", false],
      ["a3", false],
    ]);
    expect(readLinks(connection, ["a1", "a3"])).toEqual({ a3: { ...link("a2"), isEdited: true } });
    deleteRows(connection, rowsOfIds(connection, ["a2"]));
    expect(readLinks(connection, ["a2"])).toEqual({});
  });

  it("of a row without any are a chain of itself", () => {
    putRow("z", 9);
    expect(readChain(connection, "z").map(({ id, link: none }) => [id, none])).toEqual([["z", null]]);
  });
});

describe("runs", () => {
  it("are written over, and an end of the process stops what it left running", () => {
    writeRun(connection, head("r1"), items);
    writeRun(connection, head("r1"), [{ ...(items[1] ?? never()), state: "same", replayId: "x" }]);
    stopLeftRuns(connection, 77);
    const run = readRun(connection, "r1");
    expect(run).toMatchObject({ state: "stopped", endedAt: 77, sums: { counts: { same: 2, cancelled: 1 } } });
    expect(run?.items.map(({ state, replayId }) => [state, replayId])).toEqual([
      ["same", null],
      ["same", "x"],
      ["cancelled", null],
    ]);
  });

  it("keep no words of a request that was deleted", () => {
    putRow("s0", 20);
    writeRun(connection, head("r2"), [{ ...(items[0] ?? never()), asked: "안녕" }]);
    expect(readRun(connection, "r2")?.items[0]?.asked).toBe("안녕");
    deleteRows(connection, rowsOfIds(connection, ["s0"]));
    expect(readRun(connection, "r2")?.items[0]?.asked).toBeNull();
  });

  it("beyond the newest two hundred are forgotten with their items", () => {
    for (let at = 0; at < 201; at++) writeRun(connection, head(`t${String(at).padStart(3, "0")}`), items);
    expect(readRuns(connection)).toHaveLength(200);
    expect(readRuns(connection)[0]?.id).toBe("t200");
    expect(connection.prepare("SELECT count(*) FROM replay_item WHERE run_id = 't000'").pluck().get()).toBe(0);
    expect(deleteRun(connection, "t200")).toBe(1);
    expect(deleteRun(connection, "t200")).toBe(0);
  });
});

function never(): never {
  throw new Error("the list above holds three");
}
