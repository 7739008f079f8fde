/** One line for a request, under its ids; which requests get one, and what never stands in it. */
import pino from "pino";
import { expect, it } from "vitest";
import { createRedactor } from "../base/redact.ts";
import type { RequestFacts } from "../contract/telemetry.ts";
import type { RequestIntent, RequestOutcome } from "../contract/spend-log.ts";
import { intentOf, outcomeOf } from "../store/__fixtures__/rows.ts";
import { requestLogLine } from "./request-log-line.ts";

const providerKey = "provider-secret-77";
const untraced: RequestFacts = { trace: null, fields: {}, answer: null };

interface Wishes {
  readonly level?: string;
  readonly every?: boolean;
  readonly hides?: boolean;
}

function linesOf(
  { level = "info", every = false, hides = false }: Wishes,
  outcome: Partial<RequestOutcome>,
  intent: Partial<RequestIntent> = {},
  facts: RequestFacts = untraced,
): Record<string, unknown>[] {
  const lines: string[] = [];
  const observer = requestLogLine({
    logger: pino({ level, base: null }, { write: (line: string) => void lines.push(line) }),
    redact: createRedactor([providerKey]),
    logsEveryRequest: () => every,
    hidesMessages: () => hides,
  });
  observer.finished(intentOf("req-1", intent), outcomeOf("req-1", outcome), facts);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>); // pino writes objects
}

const failed = { state: "upstream_error", status: 401, errorCode: "upstream_auth" } as const;

it("logs failures of providers always, everything where the file says json_logs or the level is debug", () => {
  expect(linesOf({}, {})).toEqual([]);
  expect(linesOf({}, { ...failed, state: "rejected" })).toEqual([]); // the client's own mistake
  expect(linesOf({}, failed)).toMatchObject([{ level: 40, request_id: "req-1", error_code: "upstream_auth" }]);
  expect(linesOf({}, { ...failed, state: "partial" })).toHaveLength(1);
  expect(linesOf({ every: true }, {})).toMatchObject([{ level: 30, request_id: "req-1", state: "ok" }]);
  expect(linesOf({ level: "debug" }, {})).toMatchObject([{ level: 20, request_id: "req-1" }]);
});

it("says the client's own call id and the trace beside ours, so that all three logs can be joined", () => {
  const trace: RequestFacts["trace"] = {
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    spanId: "00f067aa0ba902b7",
    parentSpanId: null,
    tracestate: null,
    isSampled: true,
    attemptSpanIds: [],
    beginAttempt: () => {},
    headers: () => ({}),
  };
  const ids = { request_id: "req-1", call_id: "call-9", trace_id: trace.traceId };
  expect(linesOf({ every: true }, {}, { callId: "call-9" }, { ...untraced, trace })).toMatchObject([ids]);
  const [line = {}] = linesOf({ every: true }, {});
  expect(Object.keys(line)).not.toEqual(expect.arrayContaining(["call_id"]));
  expect(Object.keys(line)).not.toEqual(expect.arrayContaining(["trace_id"]));
});

it("says what is not known as null, never as 0, and money exactly", () => {
  const unknown = { promptTokens: null, completionTokens: null, costUsdNanos: null, firstTokenMs: null };
  expect(linesOf({ every: true }, unknown)).toMatchObject([
    { prompt_tokens: null, completion_tokens: null, cost_usd: null, first_token_ms: null },
  ]);
  expect(linesOf({ every: true }, { costUsdNanos: "1234567891" })).toMatchObject([{ cost_usd: "1.234567891" }]);
});

it("keeps secrets out of every text, and stays one line of bounded length whatever a client wrote", () => {
  const key = "sk-0123456789abcdef0123";
  const told = `wrong key ${providerKey} for ${key}\n{"level":60,"msg":"forged"}`;
  const alias = `m\n${key}${"x".repeat(10_000)}`;
  const [line = {}, ...others] = linesOf({}, { ...failed, errorMessage: told }, { alias, callId: `${key}-call` });
  expect(others).toEqual([]);
  const text = JSON.stringify(line);
  expect(text).not.toContain(providerKey);
  expect(text).not.toContain(key);
  expect(text.length).toBeLessThan(3000);
  expect(line["error"]).toContain("wrong key [redacted] for [redacted]");
  expect(line["level"]).toBe(40);
});

it("leaves a provider's own words out where messages are kept out of the log: they may quote the prompt", () => {
  const [line] = linesOf({ hides: true }, { ...failed, errorMessage: "Invalid value: 'my prompt'" });
  expect(line).toMatchObject({ error_code: "upstream_auth" });
  expect(line).not.toHaveProperty("error");
});
