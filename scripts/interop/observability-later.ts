/** What changes the store or the collector, so it comes last: another day's spans, and a collector that is dead. */
import assert from "node:assert/strict";
import { dayOf } from "./logged-figures.ts";
import { grouped, type Check, type Scene } from "./observability-checks.ts";
import type { StartedGateway } from "./started-gateway.ts";

const dayMs = 24 * 3_600_000;
const calls = 40;
/** A request that waited for an export would take its time limit, 10 s. */
const slowestMs = 3000;

export function laterChecks(gateways: readonly StartedGateway[]): Readonly<Record<string, Check>> {
  return {
    "two days are two days": twoDays,
    "a dead collector costs no request, and one that came back gets the next spans": (scene) =>
      deadCollector(scene, gateways),
  };
}

/** The same spans once more, a day earlier: what the queries then say of each day is known. */
async function twoDays(scene: Scene): Promise<void> {
  await scene.store.run(
    "INSERT INTO otel.otel_traces SELECT * REPLACE (Timestamp - INTERVAL 1 DAY AS Timestamp) FROM otel.otel_traces",
  );
  const earlier = scene.rows.map((row) => ({ ...row, startedAt: row.startedAt - dayMs }));
  const both = { ...scene, rows: [...scene.rows, ...earlier] };
  assert.ok(new Set(both.rows.map(dayOf)).size >= 2);
  await grouped("by day", ["day"], (row) => [dayOf(row)])(both);
}

async function deadCollector({ store }: Scene, [gateway]: readonly StartedGateway[]): Promise<void> {
  assert.ok(gateway !== undefined);
  const ask = async (stream: boolean): Promise<{ id: string; tookMs: number; status: number }> => {
    const startedAt = performance.now();
    const response = await gateway.post("/v1/chat/completions", {
      model: "qwen-235b",
      stream,
      messages: [{ role: "user", content: "Hello!" }],
    });
    await response.text();
    const id = response.headers.get("x-litellm-call-id") ?? "";
    return { id, tookMs: performance.now() - startedAt, status: response.status };
  };
  await store.killCollector();
  for (let call = 0; call < calls; call++) {
    const { status, tookMs } = await ask(call % 2 === 0);
    assert.equal(status, 200);
    assert.ok(tookMs < slowestMs, `a request took ${Math.round(tookMs)} ms`);
  }
  await store.startCollector();
  const { id } = await ask(false);
  const sql = `SELECT count() AS found FROM otel.otel_traces WHERE SpanAttributes['portico.request.id'] = '${id}'`;
  const until = Date.now() + 60_000;
  while (Number((await store.ask(sql))[0]?.["found"]) !== 1) {
    assert.ok(Date.now() < until, "no span arrived after the collector came back");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
