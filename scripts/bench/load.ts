/**
 * The benchmark's client, one run per process: keeps a number of connections busy and prints what it saw as JSON.
 *
 * Arguments: one JSON text of `LoadPlan`.
 */
import { Pool } from "undici";
import { slowGapMs } from "./upstream.ts";

export interface LoadPlan {
  /** e.g. `http://127.0.0.1:9901` */
  readonly origin: string;
  readonly path: string;
  readonly model: string;
  readonly key: string;
  readonly stream: boolean;
  readonly connections: number;
  /** Requests follow each other on each connection for this long; 0 = one request per connection. */
  readonly seconds: number;
  /** Of all connections together; as many as they can when it is not given. */
  readonly perSecond?: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly failures: number;
  readonly seconds: number;
  /** Milliseconds of whole requests. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds until the first byte of the body. */
  readonly firstP50: number;
  /** Milliseconds between chunks of a stream. */
  readonly gapP50: number;
  /** Events of slow streams after the first, and how many of them came no more than `lateMs` late after the one before. */
  readonly events: number;
  readonly onTime: number;
}

const plan = JSON.parse(process.argv[2] ?? "") as LoadPlan; // made by run.ts
const pool = new Pool(plan.origin, {
  connections: plan.connections,
  pipelining: 1,
  bodyTimeout: 60_000,
  headersTimeout: 60_000,
});
const body = JSON.stringify({
  model: plan.model,
  stream: plan.stream,
  max_tokens: 1000, // Messages clients must say
  ...(plan.path.endsWith("/responses")
    ? { input: "h".repeat(300) }
    : { messages: [{ role: "user", content: "h".repeat(300) }] }),
});
const times: number[] = [];
const firsts: number[] = [];
const gaps: number[] = [];
let eventsSeen = 0;
let onTime = 0;
let failures = 0;
const lateMs = 50;

const startedAt = performance.now();
await Promise.all(Array.from({ length: plan.connections }, (_, index) => oneConnection(index)));
const seconds = (performance.now() - startedAt) / 1000;
const result: LoadResult = {
  requests: times.length,
  failures,
  seconds,
  p50: quantile(times, 0.5),
  p99: quantile(times, 0.99),
  firstP50: quantile(firsts, 0.5),
  gapP50: quantile(gaps, 0.5),
  events: eventsSeen,
  onTime,
};
process.stdout.write(JSON.stringify(result), () => process.exit(0));

async function oneConnection(index: number): Promise<void> {
  // A thousand streams begin over a second, as people would begin them.
  if (plan.seconds === 0) await new Promise((resolve) => setTimeout(resolve, (index / plan.connections) * 1000));
  for (let turn = 0; turn === 0 || performance.now() - startedAt < plan.seconds * 1000; turn++) {
    await itsTurn(index + turn * plan.connections);
    await oneRequest();
  }
}

/** The connections take turns, so that requests come one by one and not all at once. */
async function itsTurn(place: number): Promise<void> {
  if (plan.perSecond === undefined) return;
  const dueMs = startedAt + (place * 1000) / plan.perSecond - performance.now();
  if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs));
}

async function oneRequest(): Promise<void> {
  const from = performance.now();
  try {
    const { statusCode, body: reply } = await pool.request({
      path: plan.path,
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${plan.key}` },
      body,
    });
    let last = 0;
    for await (const chunk of reply as AsyncIterable<Buffer>) {
      const now = performance.now();
      if (last === 0) {
        firsts.push(now - from);
      } else {
        gaps.push(now - last);
        eventsSeen += countEvents(chunk);
        if (now - last <= slowGapMs + lateMs) onTime += countEvents(chunk);
      }
      last = now;
    }
    if (statusCode !== 200) failures++;
    times.push(performance.now() - from);
  } catch {
    failures++;
  }
}

function countEvents(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf("\n\n"); at !== -1; at = chunk.indexOf("\n\n", at + 2)) count++;
  return count;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
