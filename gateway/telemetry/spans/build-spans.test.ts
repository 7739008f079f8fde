/** The spans of requests that took several ways, in each family of names. */
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { describe, expect, it } from "vitest";
import { attemptOf, plainPolicy, sceneOf, startedAt } from "./__fixtures__/scenes.ts";
import { buildSpans } from "./build-spans.ts";
import { GatewaySpan } from "./gateway-span.ts";
import { resourceFromAttributes } from "@opentelemetry/resources";

const failure = { status: 503, errorCode: "upstream_error", errorMessage: "busy" };

describe("the attempts of a request", () => {
  it("end where they failed, where the next went on, and with the answer", () => {
    const attemptList = [attemptOf(0, failure), attemptOf(1), attemptOf(2)];
    const spans = buildSpans(
      sceneOf({ intent: { stream: true }, outcome: { attemptList, firstTokenMs: 25 } }),
      plainPolicy,
    );
    expect(spans.map(({ startMs, endMs }) => [startMs - startedAt, endMs - startedAt])).toEqual([
      [0, 100],
      [10, 15],
      [20, 30],
      [30, 100],
    ]);
    expect(spans.map(({ kind }) => kind)).toEqual([SpanKind.SERVER, SpanKind.CLIENT, SpanKind.CLIENT, SpanKind.CLIENT]);
    expect(spans.map(({ events }) => events.map(({ name }) => name))).toEqual([
      ["first_token"],
      ["exception"],
      ["first_token"],
      [],
    ]);
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(4);
    expect(spans.slice(1).every(({ parentSpanId }) => parentSpanId === spans[0]?.spanId)).toBe(true);
  });

  it("that was left by its client says so, and so does its last attempt", () => {
    const outcome = { state: "client_abort", errorCode: "client_disconnected", status: null } as const;
    const spans = buildSpans(sceneOf({ outcome }), plainPolicy);
    for (const { status, attributes } of spans) {
      expect(status.code).toBe(SpanStatusCode.ERROR);
      expect(attributes["error.type"]).toBe("client_disconnected");
    }
  });
});

describe("names", () => {
  const usage = { promptTokens: 11, completionTokens: 3, cachedTokens: 4 };
  const holders = (names: { genAi: boolean; litellm: boolean }): number[] =>
    buildSpans(sceneOf({ outcome: usage, names }), plainPolicy).map(
      ({ attributes }) => Object.keys(attributes).filter((name) => name === "gen_ai.usage.input_tokens").length,
    );

  it("of either family put the tokens on one span of the trace", () => {
    expect(holders({ genAi: true, litellm: true })).toEqual([1, 0]);
    expect(holders({ genAi: false, litellm: true })).toEqual([1, 0]);
    expect(holders({ genAi: true, litellm: false })).toEqual([0, 1]);
  });

  it("of LiteLLM alone are its own, with its word for the operation", () => {
    const [request] = buildSpans(sceneOf({ outcome: usage, names: { genAi: false, litellm: true } }), plainPolicy);
    expect(request?.attributes["gen_ai.operation.name"]).toBe("acompletion");
    for (const name of ["gen_ai.provider.name", "gen_ai.request.stream", "gen_ai.usage.cache_read.input_tokens"])
      expect(request?.attributes, name).not.toHaveProperty(name);
  });

  it("of spans hold no id, whoever asks for what", () => {
    for (const operation of ["chat", "embedding", "pass_through", "messages"]) {
      for (const litellm of [true, false]) {
        const init = { intent: { operation, alias: "r1-x" }, names: { genAi: true, litellm } };
        const names = buildSpans(sceneOf(init), plainPolicy).map(({ name }) => name);
        expect(names.join()).not.toMatch(/r1|d0/);
      }
    }
  });
});

describe("attributes", () => {
  it("lose their secrets before they are cut", () => {
    const policy = { redact: (text: string) => text.replaceAll("topsecret", "[redacted]"), maxTextLength: 12 };
    const [request] = buildSpans(sceneOf({ intent: { metadata: { a: "aaaatopsecret", b: "b" } } }), policy);
    expect(request?.attributes).toMatchObject({ "metadata.a": "aaaa[redacte", "metadata.b": "b" });
  });

  it("hold nothing that is not known", () => {
    const unknown = { promptTokens: null, completionTokens: null, costUsdNanos: null, firstTokenMs: null };
    const [request] = buildSpans(sceneOf({ outcome: unknown }), plainPolicy);
    expect(Object.keys(request?.attributes ?? {}).filter((name) => /usage|cost|first/.test(name))).toEqual([]);
  });
});

it("a time keeps its fraction of a millisecond to the nanosecond", () => {
  const [facts] = buildSpans(sceneOf({ intent: { startedAt: 1_700_000_000_123.25 } }), plainPolicy);
  if (facts === undefined) throw new Error("no span");
  const span = new GatewaySpan(facts, { resource: resourceFromAttributes({}), scope: { name: "s" } });
  expect(span.startTime[0]).toBe(1_700_000_000);
  expect(Math.abs(span.startTime[1] - 123_250_000)).toBeLessThan(500);
  expect(span.duration).toEqual([0, 100_000_000]);
});
