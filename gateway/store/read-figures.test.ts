/** Figures on a real file: every attempt counts for its own deployment, medians are right, and reading stalls nobody. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newRequestId } from "../base/ids.ts";
import type { Attempt, RequestOutcome } from "../contract/spend-log.ts";
import { intentOf, outcomeOf } from "./__fixtures__/rows.ts";
import { Durations } from "../base/durations.ts";
import { openRequestStore, type RequestStore } from "./request-store.ts";

let folder = "";
let store: RequestStore;
/** Ids only rise within a process, so every test has a time of its own. */
let now = 1_800_000_000_000;
beforeEach(async () => {
  now += 60_000;
  folder = mkdtempSync(join(tmpdir(), "portico-figures-"));
  store = await open();
});
afterEach(async () => {
  await store.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function open(secrets: readonly string[] = []): Promise<RequestStore> {
  return openRequestStore({
    file: join(folder, "requests.db"),
    bodies: { enabled: false, maxBytes: 0 },
    retention: { days: 3650, maxBytes: 1 << 30 },
    secrets,
  });
}

function attempt(deploymentId: string, more: Partial<Attempt> = {}): Attempt {
  return {
    index: 0,
    deploymentId,
    provider: "openai",
    upstreamModel: "x",
    apiBase: "http://x",
    startedAt: now,
    durationMs: 5,
    status: 200,
    errorCode: null,
    errorMessage: null,
    dropped: [],
    ...more,
  };
}

async function write(startedAt: number, stream: boolean, more: Partial<RequestOutcome>): Promise<void> {
  const id = newRequestId(startedAt);
  await store.begin(intentOf(id, { startedAt, stream }));
  store.finish(outcomeOf(id, more));
}

async function figures(since: number, rows: number): ReturnType<RequestStore["figures"]> {
  await expect.poll(async () => (await store.stats()).rows, { timeout: 10_000 }).toBe(rows);
  return store.figures(since);
}

describe("figures", () => {
  it("count a deployment that always fails and is always replaced", async () => {
    const failed = attempt("bad", { status: 500, errorCode: "upstream_error", errorMessage: "it broke" });
    for (let index = 0; index < 4; index++)
      await write(now + index, false, { deploymentId: "good", attemptList: [failed, attempt("good")], totalMs: 9000 });
    const found = await figures(now, 4);
    expect(found.get("bad")).toMatchObject({ calls: 4, errors: 4, lastError: "it broke", medianTotalMs: null });
    // How long the whole took is not how long the second one took.
    expect(found.get("good")).toMatchObject({ calls: 4, errors: 0, lastError: null, medianTotalMs: null });
  });

  it("say how fast a stream began, ended and ran", async () => {
    for (let index = 0; index < 5; index++)
      await write(now + index, true, {
        attemptList: [attempt("d1")],
        firstTokenMs: 100 * (index + 1),
        totalMs: 100 * (index + 1) + 2000,
        completionTokens: 101,
      });
    const d1 = (await figures(now, 5)).get("d1");
    expect(d1?.medianFirstTokenMs).toBeCloseTo(300, -1);
    expect(d1?.medianTotalMs).toBeCloseTo(2300, -2);
    expect(d1?.tokensPerSecond).toBeCloseTo(50, 0);
  });

  it("say nothing of too few calls, and count neither what was refused at the door nor the day before", async () => {
    await write(now - 1, false, { deploymentId: "old", attemptList: [attempt("old")] });
    await write(now, true, { attemptList: [attempt("d1")], firstTokenMs: 10, totalMs: 20 });
    await write(now + 1, false, { state: "rejected", deploymentId: null, attemptList: [], errorMessage: "no" });
    const found = await figures(now, 3);
    expect([...found.keys()]).toEqual(["d1"]);
    expect(found.get("d1")).toMatchObject({ calls: 1, medianFirstTokenMs: null, medianTotalMs: null });
  });

  it("blame the provider for a stream that broke, not for a client that left", async () => {
    const one = { attemptList: [attempt("d1")] };
    await write(now, true, { ...one, state: "client_abort", errorMessage: null });
    await write(now + 1, true, {
      ...one,
      state: "partial",
      errorMessage: "cut off",
      errorCode: "upstream_disconnected",
    });
    const two = [attempt("d2", { errorCode: "upstream_error", errorMessage: "first" }), attempt("d1")];
    await write(now + 2, true, { state: "partial", attemptList: two, errorMessage: "cut again" });
    const found = await figures(now, 3);
    expect(found.get("d1")).toMatchObject({ calls: 3, errors: 2 });
    expect(found.get("d2")).toMatchObject({ calls: 1, errors: 1, lastError: "first" });
  });
});

describe("what probes found", () => {
  it("is there after a restart, the newest of each, with no secret in it", async () => {
    await store.dispose();
    store = await open(["sk-very-secret"]);
    const probe = {
      deploymentId: "d1",
      ability: "tools",
      target: "t",
      state: "no",
      evidence: "none",
      at: now,
    } as const;
    store.keepProbes([probe]);
    store.keepProbes([{ ...probe, state: "yes", evidence: "with sk-very-secret it worked", at: now + 1 }]);
    await expect.poll(async () => (await store.probes()).map(({ state }) => state)).toEqual(["yes"]);
    await store.dispose();
    store = await open();
    const [kept] = await store.probes();
    expect(kept).toMatchObject({ deploymentId: "d1", ability: "tools", state: "yes", at: now + 1 });
    expect(kept?.evidence).not.toContain("sk-very-secret");
  });
});

describe("a histogram's median", () => {
  it("is true to two percent for any values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.5, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 200 }),
        (values) => {
          const histogram = new Durations();
          for (const value of values) histogram.add(value);
          const exact = values.toSorted((left, right) => left - right)[Math.ceil(values.length / 2) - 1] ?? 0;
          const median = histogram.median(3) ?? 0;
          // A tenth is what is shown of small ones.
          expect(Math.abs(median - exact)).toBeLessThanOrEqual(exact * 0.02 + 0.51);
        },
      ),
    );
  });
});
