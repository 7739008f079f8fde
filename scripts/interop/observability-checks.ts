/**
 * What has to be true of the spans in ClickHouse's engine, asked by the page's own queries and held against the gateway's
 * log. Tokens, counts and money exactly; times within a millisecond.
 */
import assert from "node:assert/strict";
import type { SpendLogDetail } from "../../gateway/contract/spend-log.ts";
import { dashboardQueries, documentedQueries } from "./documented-queries.ts";
import { agentOf, dayOf, figuresBy, nanosOf, quantile, sumOf, sumOfCosts, type KeysOf } from "./logged-figures.ts";
import type { TraceStore } from "./trace-store.ts";

export interface Scene {
  readonly store: TraceStore;
  readonly rows: readonly SpendLogDetail[];
  /** Trace ids of the agent's runs. */
  readonly runs: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;
export type Check = (scene: Scene) => Promise<void>;

const closeMs = 1;
const aliasOf = ({ alias }: SpendLogDetail): string => alias;

export const checks: Readonly<Record<string, Check>> = {
  "by day, alias and agent": grouped("by day, alias and agent", ["day", "alias", "agent"], (row) => [
    dayOf(row),
    aliasOf(row),
    agentOf(row),
  ]),
  "by alias": grouped("by alias", ["alias"], (row) => [aliasOf(row)]),
  "by agent": grouped("by agent", ["agent"], (row) => [agentOf(row)]),
  "by day": grouped("by day", ["day"], (row) => [dayOf(row)]),
  "streamed and not, with the first token": streamedAndNot,
  "what went wrong": errors,
  "attempts, retries and fallbacks": attempts,
  "by the root of a client's own trace": byClientsTrace,
  "a request is a child within the client's own trace, its attempts beneath": ancestry,
  "the dashboard's panels answer as the page's queries": dashboard,
};

async function answerTo({ store }: Scene, title: string): Promise<Row[]> {
  const sql = documentedQueries().get(title);
  assert.ok(sql !== undefined, `the page has no query "${title}"`);
  return await store.ask(sql);
}

export function grouped(title: string, columns: readonly string[], keysOf: KeysOf): Check {
  return async (scene) => {
    const told = await answerTo(scene, title);
    const logged = figuresBy(scene.rows, keysOf);
    assert.deepEqual(
      new Set(told.map((row) => columns.map((name) => String(row[name])).join(" | "))),
      new Set(logged.keys()),
    );
    assert.equal(told.length, logged.size);
    for (const row of told) {
      const key = columns.map((name) => String(row[name])).join(" | ");
      for (const [name, expected] of Object.entries(logged.get(key) ?? {}))
        same(`${key}: ${name}`, row[name], expected);
    }
  };
}

function same(what: string, told: unknown, expected: number | bigint | string | null): void {
  if (what.endsWith("_usd")) return assert.equal(nanosOf(told), expected, what);
  if (what.endsWith("_ms")) return near(what, told, expected);
  if (what.endsWith("_rate")) return assert.ok(Math.abs(Number(told) - Number(expected)) < 0.0001, what);
  assert.equal(typeof expected === "number" ? Number(told) : told, expected, what);
}

function near(what: string, told: unknown, expected: unknown): void {
  assert.ok(Math.abs(Number(told) - Number(expected)) <= closeMs, `${what}: ${String(told)}, not ${String(expected)}`);
}

async function streamedAndNot(scene: Scene): Promise<void> {
  const told = await answerTo(scene, "streamed and not");
  const logged = Map.groupBy(scene.rows, ({ alias, stream }) => `${alias} | ${stream ? 1 : 0}`);
  assert.equal(told.length, logged.size);
  for (const row of told) {
    const key = `${String(row["alias"])} | ${Number(row["streamed"])}`;
    const rows = logged.get(key) ?? [];
    const firsts = rows.flatMap(({ stream, firstTokenMs }) => (stream && firstTokenMs !== null ? [firstTokenMs] : []));
    same(`${key}: requests`, row["requests"], rows.length);
    same(`${key}: output_tokens`, row["output_tokens"], sumOf(rows.map(({ completionTokens }) => completionTokens)));
    same(`${key}: cost_usd`, row["cost_usd"], sumOfCosts(rows));
    if (firsts.length > 0) near(`${key}: first token`, row["first_token_p50_ms"], quantile(firsts, 0.5));
    else assert.equal(row["first_token_p50_ms"], null, `${key}: first token`);
  }
}

async function errors(scene: Scene): Promise<void> {
  const told = await answerTo(scene, "errors");
  const failed = scene.rows.filter(({ state }) => state !== "ok");
  const logged = Map.groupBy(failed, ({ alias, errorCode, status }) => [alias, errorCode, status].join(" | "));
  const found = told.map((row) => [[row["alias"], row["error"], row["status"]].join(" | "), Number(row["requests"])]);
  assert.deepEqual(new Map(found as [string, number][]), new Map([...logged].map(([key, rows]) => [key, rows.length])));
  for (const row of told) assert.match(String(row["last_message"]), /./);
}

async function attempts(scene: Scene): Promise<void> {
  const told = await answerTo(scene, "attempts");
  const all = scene.rows.flatMap(({ attemptList }) =>
    attemptList.map((attempt) => ({ ...attempt, before: attemptList[attempt.index - 1] })),
  );
  const logged = Map.groupBy(all, ({ deploymentId }) => deploymentId);
  assert.equal(told.length, logged.size);
  for (const row of told) {
    const of = logged.get(String(row["deployment"])) ?? [];
    const facts = {
      attempts: of.length,
      failed: of.filter(({ errorCode }) => errorCode !== null).length,
      after_a_failure: of.filter(({ index }) => index > 0).length,
      elsewhere: of.filter(({ before, deploymentId }) => before !== undefined && before.deploymentId !== deploymentId)
        .length,
    };
    for (const [name, expected] of Object.entries(facts)) same(`${String(row["model"])}: ${name}`, row[name], expected);
  }
  assert.ok(told.some((row) => Number(row["elsewhere"]) > 0) && told.some((row) => Number(row["failed"]) > 0));
}

async function byClientsTrace(scene: Scene): Promise<void> {
  const [run, ...others] = await answerTo(scene, "by a client's own trace");
  const rows = scene.rows.filter(({ traceparent }) => scene.runs.includes(traceparent?.split("-")[1] ?? ""));
  assert.equal(others.length, 0);
  assert.equal(rows.length, 2 * scene.runs.length);
  const expected = {
    service: "research-agent",
    run: "research",
    runs: scene.runs.length,
    calls: rows.length,
    input_tokens: sumOf(rows.map(({ promptTokens }) => promptTokens)),
    output_tokens: sumOf(rows.map(({ completionTokens }) => completionTokens)),
    cost_usd: sumOfCosts(rows),
  };
  for (const [name, value] of Object.entries(expected)) same(name, run?.[name], value);
}

/** From the attempt up to the agent's root, each the parent of the one before. */
const lineage = ["raw_gen_ai_request", "litellm_request", "POST", ["plan", "write"], "research"];

async function ancestry({ store, runs }: Scene): Promise<void> {
  for (const run of runs) {
    const spans = await store.ask(
      `SELECT SpanId, ParentSpanId, SpanName, ServiceName FROM otel.otel_traces WHERE TraceId = '${run}'`,
    );
    const byId = new Map(spans.map((span) => [span["SpanId"], span]));
    const steps = spans.filter(({ SpanName: name }) => name === "raw_gen_ai_request").map((leaf) => upFrom(leaf, byId));
    assert.deepEqual(new Set(steps.map((path) => path[3])), new Set(["plan", "write"]));
    assert.equal(steps.length, 2);
    for (const path of steps) {
      assert.equal(path.length, lineage.length, path.join(" < "));
      for (const [at, name] of path.entries()) assert.ok([lineage[at]].flat().includes(name), path.join(" < "));
    }
    const [known] = await store.ask(
      `SELECT count() AS times FROM otel.otel_traces_trace_id_ts WHERE TraceId = '${run}'`,
    );
    assert.ok(Number(known?.["times"]) > 0, "the table of traces knows the run");
  }
}

function upFrom(leaf: Row, byId: ReadonlyMap<unknown, Row>): string[] {
  const path: string[] = [];
  for (let at: Row | undefined = leaf; at !== undefined; at = byId.get(at["ParentSpanId"]))
    path.push(String(at["SpanName"]));
  return path;
}

async function dashboard(scene: Scene): Promise<void> {
  for (const { panel, sql } of dashboardQueries()) {
    const title = /^-- (.+)\n/.exec(sql)?.[1] ?? "";
    const written = sql.replaceAll(/\$__timeFilter\(([\w.]+)\)/g, (_macro, column: string) => timeFilter(column));
    assert.deepEqual(await scene.store.ask(written), await answerTo(scene, title), `${panel} answers as "${title}"`);
  }
}

/**
 * A range of time as Grafana's data source writes it out.
 *
 * @source https://grafana.com/docs/plugins/grafana-clickhouse-datasource/latest/ ($__timeFilter)
 */
function timeFilter(column: string): string {
  const to = Math.ceil(Date.now() / 1000);
  return `${column} >= toDateTime(${to - 30 * 86_400}) AND ${column} <= toDateTime(${to})`;
}
