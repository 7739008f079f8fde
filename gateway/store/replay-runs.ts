/** The runs of replays as they are kept: a head each, and an item per row of the log. */
import type { ReplayRun, RunHead, RunItem } from "../contract/replay.ts";
import { sumsOf } from "../contract/run-sums.ts";
import type { Connection } from "./database.ts";

const keptRuns = 200;

type StoredHead = Omit<RunHead, "sums"> & { readonly sums: string };
type StoredItem = Omit<RunItem, "before" | "after"> & { readonly before: string | null; readonly after: string | null };

const headColumns = `id, created_at AS createdAt, ended_at AS endedAt, state, alias, concurrency,
  item_count AS rows, sums`;
const itemColumns = `position, source_id AS sourceId, asked, replay_id AS replayId, state, hindrance,
  before_facts AS before, after_facts AS after`;

export function readRuns(connection: Connection): RunHead[] {
  return connection.prepare<[], StoredHead>(`SELECT ${headColumns} FROM replay_run ORDER BY id DESC`).all().map(asHead);
}

export function readRun(connection: Connection, id: string): ReplayRun | null {
  const head = connection.prepare<[string], StoredHead>(`SELECT ${headColumns} FROM replay_run WHERE id = ?`).get(id);
  return head === undefined ? null : { ...asHead(head), items: readItems(connection, id) };
}

/** Writes over what is there, but no words of a request that is deleted; runs beyond the newest two hundred are forgotten. */
export function writeRun(connection: Connection, { sums, ...head }: RunHead, items: readonly RunItem[]): void {
  const put = connection.prepare(
    `INSERT OR REPLACE INTO replay_item (run_id, position, source_id, asked, replay_id, state, hindrance, before_facts, after_facts)
     VALUES (@runId, @position, @sourceId, CASE WHEN EXISTS (SELECT 1 FROM request WHERE id = @sourceId) THEN @asked END, @replayId, @state, @hindrance, @before, @after)`,
  );
  connection.transaction(() => {
    connection
      .prepare(
        `INSERT OR REPLACE INTO replay_run (id, created_at, ended_at, state, alias, concurrency, item_count, sums)
         VALUES (@id, @createdAt, @endedAt, @state, @alias, @concurrency, @rows, @sums)`,
      )
      .run({ ...head, sums: JSON.stringify(sums) });
    for (const { before, after, ...item } of items)
      put.run({ runId: head.id, ...item, before: textOf(before), after: textOf(after) });
    forgetOld(connection);
  })();
}

export function deleteRun(connection: Connection, id: string): number {
  return connection.transaction(() => {
    connection.prepare<[string]>("DELETE FROM replay_item WHERE run_id = ?").run(id);
    return connection.prepare<[string]>("DELETE FROM replay_run WHERE id = ?").run(id).changes;
  })();
}

/** The process that ran them is gone: what was not done is not done any more. */
export function stopLeftRuns(connection: Connection, nowMs: number): void {
  for (const head of readRuns(connection).filter(({ state }) => state === "running")) {
    const items = readItems(connection, head.id).map((item) =>
      item.state === "waiting" || item.state === "running" ? { ...item, state: "cancelled" as const } : item,
    );
    writeRun(connection, { ...head, state: "stopped", endedAt: nowMs, sums: sumsOf(items) }, items);
  }
}

function readItems(connection: Connection, runId: string): RunItem[] {
  return connection
    .prepare<[string], StoredItem>(`SELECT ${itemColumns} FROM replay_item WHERE run_id = ? ORDER BY position`)
    .all(runId)
    .map(({ before, after, ...item }) => ({ ...item, before: sideOf(before), after: sideOf(after) }));
}

function forgetOld(connection: Connection): void {
  const old = connection
    .prepare<[number], string>("SELECT id FROM replay_run ORDER BY id DESC LIMIT -1 OFFSET ?")
    .pluck()
    .all(keptRuns);
  for (const id of old) deleteRun(connection, id);
}

function asHead({ sums, ...head }: StoredHead): RunHead {
  return { ...head, sums: JSON.parse(sums) as RunHead["sums"] }; // written above
}

function sideOf(text: string | null): RunItem["before"] {
  return text === null ? null : (JSON.parse(text) as RunItem["before"]); // written above
}

function textOf(side: RunItem["before"]): string | null {
  return side === null ? null : JSON.stringify(side);
}
