/** What a trace is as its request begins: whose ids, what upstream calls carry, and whether it is kept. */
import { describe, expect, it } from "vitest";
import { intentOf } from "../store/__fixtures__/rows.ts";
import { createSample } from "./export/sampler.ts";
import { openTrace } from "./open-trace.ts";
import type { SamplerName } from "./otel-settings.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const kept = `00-${traceId}-b7ad6b7169203331-01`;
const always = (): boolean => true;
const intent = (traceparent: string | null, tracestate: string | null = null): ReturnType<typeof intentOf> => ({
  ...intentOf("r"),
  traceparent,
  tracestate,
});

describe("a trace", () => {
  it("goes on from the client's, its state untouched, each attempt with a span of its own", () => {
    const trace = openTrace(intent(kept, "a=1,b=2"), always);
    expect(trace).toMatchObject({ traceId, parentSpanId: "b7ad6b7169203331", isSampled: true });
    expect(trace.headers()["traceparent"]).toBe(`00-${traceId}-${trace.spanId}-01`);
    trace.beginAttempt();
    trace.beginAttempt();
    const [first, second] = trace.attemptSpanIds;
    expect(new Set([first, second, trace.spanId]).size).toBe(3);
    expect(trace.headers()).toEqual({ traceparent: `00-${traceId}-${second}-01`, tracestate: "a=1,b=2" });
  });

  it.each([
    null,
    "",
    "x",
    `00-${traceId}-0000000000000000-01`,
    `00-${"0".repeat(32)}-b7ad6b7169203331-01`,
    `ff-${traceId}-b7ad6b7169203331-01`,
    `${kept}-more`,
    kept.toUpperCase(),
  ])("begins anew where the client's is %o", (traceparent) => {
    const trace = openTrace(intent(traceparent, "a=1"), always);
    expect(trace.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(trace.traceId).not.toBe(traceId);
    expect(trace).toMatchObject({ parentSpanId: null, tracestate: null });
  });

  it("takes a later version of the header, and leaves out a state that no header may hold", () => {
    expect(openTrace(intent(`01-${traceId}-b7ad6b7169203331-01-more`), always).traceId).toBe(traceId);
    expect(openTrace(intent(kept, "a=1\r\nx: y"), always).tracestate).toBeNull();
  });
});

describe("a sampler", () => {
  const decide = (name: SamplerName, ratio: number, traceparent: string | null): boolean =>
    openTrace(intent(traceparent), createSample({ name, ratio })).isSampled;
  const unkept = kept.replace(/01$/, "00");

  it.each<[SamplerName, boolean, boolean, boolean]>([
    ["always_on", true, true, true],
    ["always_off", false, false, false],
    ["parentbased_always_on", true, true, false],
    ["parentbased_always_off", false, true, false],
  ])("%s keeps a trace of its own: %s, a kept parent's: %s, another's: %s", (name, own, ofKept, ofUnkept) => {
    expect([decide(name, 1, null), decide(name, 1, kept), decide(name, 1, unkept)]).toEqual([own, ofKept, ofUnkept]);
  });

  it("keeps the share that was asked for, and the same traces every time", () => {
    const sample = createSample({ name: "traceidratio", ratio: 0.25 });
    const traces = Array.from({ length: 4000 }, () => openTrace(intent(null), sample));
    const share = traces.filter(({ isSampled }) => isSampled).length / traces.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.3);
    for (const trace of traces.slice(0, 50)) expect(sample(trace.traceId, null)).toBe(trace.isSampled);
    expect(decide("parentbased_traceidratio", 0, kept)).toBe(true);
  });
});
