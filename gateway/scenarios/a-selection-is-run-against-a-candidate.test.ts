/** Regression runs over real sockets: progress, stop, exact bills, what cannot go, and a restart in the middle. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReplayPlan, ReplayRun, RunHead, RunItemState } from "../contract/replay.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

/** USD per token in and out: an answer of the fake provider is 11 in, 3 out. */
const prices = { m: [1e-6, 2e-6], cand: [3e-6, 5e-6] } as const;
const beforeNanos = 11_000n + 6_000n;
const afterNanos = 33_000n + 15_000n;

let upstream: FakeUpstream;
let gateway: RunningGateway;
let yaml: string;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  upstream.faults.set("m", "as asked"); // whatever the message says
  const entry = (alias: string, [input, output]: readonly [number, number] | readonly []): string =>
    `  - {model_name: ${alias}, litellm_params: {model: openai/${alias}, api_base: "${upstream.url}", api_key: sk-up-00001` +
    `${input === undefined ? "" : `, input_cost_per_token: ${input}, output_cost_per_token: ${output}`}}}\n`;
  yaml =
    `model_list:\n${entry("m", prices.m)}${entry("cand", prices.cand)}${entry("unpriced", [])}` +
    `router_settings: {num_retries: 0}\n` +
    `portico: {log: {body_kb: 4}}\n` +
    `general_settings: {master_key: ${masterKey}}\n`;
  gateway = await runGateway(yaml);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

/** One row per message; @returns their ids in that order */
async function ask(messages: readonly string[], by: RunningGateway = gateway): Promise<string[]> {
  const known = (await by.rows(0)).length;
  for (const content of messages) {
    // oxlint-disable-next-line no-await-in-loop -- in order
    await (await by.chat({ model: "m", messages: [{ role: "user", content }] })).text();
  }
  const rows = await by.rows(known + messages.length);
  return rows
    .slice(0, messages.length)
    .map(({ id }) => id)
    .reverse();
}

async function start(body: object, by: RunningGateway = gateway): Promise<string> {
  const response = await by.panel("/replays", body);
  expect(response.status).toBe(200);
  return ((await response.json()) as { id: string }).id;
}

async function read(id: string, by: RunningGateway = gateway): Promise<ReplayRun> {
  return (await (await by.panel(`/replays/${id}`)).json()) as ReplayRun;
}

/** Waits for a run to come to a point. */
async function when(id: string, isThere: (run: ReplayRun) => boolean): Promise<ReplayRun> {
  const until = Date.now() + 15_000;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- asked until it is there
    const run = await read(id);
    if (isThere(run)) return run;
    if (Date.now() > until) throw new Error(`the run did not get there: ${JSON.stringify(run.sums)}`);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const isOver = ({ state }: ReplayRun): boolean => state !== "running";
const stateAt = (run: ReplayRun): RunItemState[] => run.items.map(({ state }) => state);

describe("a run", () => {
  it("tells the same from the changed and the failed, and both bills to the nano", async () => {
    const ids = await ask(["hi", "fault:reason", "fault:500", "hi again"]);
    const run = await when(await start({ ids, alias: "cand" }), isOver);
    expect(stateAt(run)).toEqual(["same", "changed", "failed", "same"]);
    expect(run).toMatchObject({ state: "done", alias: "cand", rows: 4 });
    await gateway.rows(8);
    const rows = await Promise.all(run.items.map(({ replayId }) => gateway.detail(replayId ?? "")));
    const sum = rows.reduce((total, { costUsdNanos }) => total + BigInt(costUsdNanos ?? 0), 0n);
    expect(run.sums.after).toEqual({ nanos: String(sum), priced: 3, estimated: 1, unknown: 0 });
    expect(run.items.map(({ asked }) => asked)).toEqual(["hi", "fault:reason", "fault:500", "hi again"]);
    expect(run.sums.before).toEqual({ nanos: String(beforeNanos * 4n), priced: 4, estimated: 0, unknown: 0 });
    expect(run.items[0]?.after).toMatchObject({ alias: "cand", promptTokens: 11, costUsdNanos: String(afterNanos) });
    expect(run.items[2]?.after).toMatchObject({ state: "upstream_error", costUsdNanos: null, isUnpriced: false });
  });

  it("says beforehand what can go, what cannot and why, and what it will cost; the unknown stays unknown", async () => {
    const ids = await ask(["hi", "가".repeat(3000), "hi"]);
    const plan = async (alias: string): Promise<ReplayPlan> =>
      (await (await gateway.panel("/replays/plan", { ids: [...ids, "gone"], alias })).json()) as ReplayPlan;
    expect(await plan("cand")).toEqual({
      replayable: 2,
      skipped: [
        { id: ids[1], hindrance: "cut" },
        { id: "gone", hindrance: "gone" },
      ],
      before: { nanos: String(beforeNanos * 2n), priced: 2, estimated: 0, unknown: 0 },
      estimate: { nanos: String(afterNanos * 2n), priced: 2, estimated: 2, unknown: 0 },
      refusal: null,
    });
    expect((await plan("unpriced")).estimate).toEqual({ nanos: "0", priced: 0, estimated: 0, unknown: 2 });
    const run = await when(await start({ ids: [...ids, "gone"], alias: "unpriced" }), isOver);
    expect(stateAt(run)).toEqual(["same", "skipped", "same", "skipped"]);
    expect(run.sums.after).toEqual({ nanos: "0", priced: 0, estimated: 0, unknown: 2 });
    expect(run.sums.before).toEqual({ nanos: String(beforeNanos * 2n), priced: 2, estimated: 0, unknown: 0 });
  });

  it("of which nothing can be sent is not begun", async () => {
    const [cut = ""] = await ask(["가".repeat(3000)]);
    const before = ((await (await gateway.panel("/replays")).json()) as { runs: RunHead[] }).runs.length;
    const refusalOf = async (ids: readonly string[]): Promise<unknown> => {
      const response = await gateway.panel("/replays", { ids, alias: "cand" });
      const { error } = (await response.json()) as { error: { portico_code: string; message: string } };
      return [response.status, error.portico_code, error.message];
    };
    expect(await refusalOf([cut, "gone"])).toEqual([
      422,
      "replay_refused",
      expect.stringMatching(/^None of these 2 requests can be sent again\. Of the first: its body is longer/),
    ]);
    expect(await refusalOf(["gone"])).toEqual([
      422,
      "replay_refused",
      expect.stringContaining("not in the log any more"),
    ]);
    expect(((await (await gateway.panel("/replays")).json()) as { runs: RunHead[] }).runs).toHaveLength(before);
  });

  it("of 50 rows stops in the middle: what runs is cancelled at the provider, what waits is not sent", async () => {
    // The first twenty are answered; the others hang at the candidate.
    const ids = await ask(Array.from({ length: 50 }, (_, at) => (at < 20 ? `question ${at}` : "fault:hang")));
    const id = await start({ ids, alias: "cand", concurrency: 4 });
    await when(id, ({ sums: { counts } }) => counts.same === 20 && counts.running === 4);
    await expect.poll(() => upstream.open.size).toBe(4);
    const open = [...upstream.open];
    expect((await gateway.panel(`/replays/${id}/stop`, {})).status).toBe(200);
    const run = await read(id);
    expect(run.state).toBe("stopped");
    expect(run.sums.counts).toMatchObject({ same: 20, cancelled: 30, waiting: 0, running: 0 });
    expect(run.items.filter(({ replayId }) => replayId !== null)).toHaveLength(24);
    expect(run.sums.after).toEqual({ nanos: String(afterNanos * 20n), priced: 20, estimated: 0, unknown: 0 });
    expect(BigInt(run.sums.before.nanos)).toBe(beforeNanos * 20n);
    await expect.poll(() => open.every(({ abortedAt }) => abortedAt !== null)).toBe(true);
    const links = await gateway.panel(`/requests/${run.items[0]?.replayId ?? ""}/replays`);
    expect(await links.json()).toMatchObject({ entries: [{ id: ids[0] }, { link: { runId: id, root: ids[0] } }] });
  });

  it("is refused without an alias that is there, and kept until it is removed", async () => {
    const [row] = await ask(["hi"]);
    const refused = await gateway.panel("/replays", { ids: [row], alias: "nowhere" });
    expect(refused.status).toBe(400);
    const id = await start({ ids: [row, row], alias: "cand" });
    expect((await when(id, isOver)).rows).toBe(1);
    const heads = (await (await gateway.panel("/replays")).json()) as { runs: RunHead[] };
    expect(heads.runs[0]).toMatchObject({ id, state: "done", sums: { counts: { same: 1 } } });
    expect((await gateway.panel(`/replays/${id}/remove`, {})).status).toBe(200);
    expect((await gateway.panel(`/replays/${id}`)).status).toBe(404);
  });

  it("that the gateway's end cuts is stopped, with what it did", async () => {
    const first = await runGateway(yaml);
    const kept = mkdtempSync(join(tmpdir(), "portico-replay-"));
    try {
      const ids = await ask(["hi", "fault:hang", "fault:hang"], first);
      const id = await start({ ids, alias: "cand", concurrency: 1 }, first);
      await expect.poll(async () => (await read(id, first)).sums.counts.running).toBe(1);
      await first.gateway.stop(1000);
      cpSync(first.directory, kept, { recursive: true });
      const second = await runGateway(yaml, {}, {}, (directory) =>
        cpSync(join(kept, "requests.db"), join(directory, "requests.db")),
      );
      expect(await read(id, second)).toMatchObject({
        state: "stopped",
        sums: { counts: { same: 1, cancelled: 2 }, after: { nanos: String(afterNanos), priced: 1 } },
      });
      await second.stop();
    } finally {
      rmSync(first.directory, { recursive: true, force: true });
      rmSync(kept, { recursive: true, force: true });
    }
  });
});
