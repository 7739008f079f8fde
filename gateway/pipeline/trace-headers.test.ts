/** Which trace an upstream call carries: ours, the client's own, or none. */
import { expect, it } from "vitest";
import { intentOf } from "../store/__fixtures__/rows.ts";
import { traceHeadersFor } from "./trace-headers.ts";

const ours = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01" };
const sent = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "a=1" };
const headers = (
  traceHeaders: Record<string, string> | null,
  forwardTraceparent: boolean | null,
  client: { traceparent: string | null; tracestate: string | null } = sent,
): unknown => traceHeadersFor({ traceHeaders, intent: { ...intentOf("r"), ...client } }, { forwardTraceparent });

it("is ours where telemetry is on, unless the file forbids it", () => {
  expect(headers(ours, null)).toBe(ours);
  expect(headers(ours, true)).toBe(ours);
  expect(headers(ours, false)).toBeNull();
});

it("is the client's own where telemetry is off and the file asks for it", () => {
  expect(headers(null, true)).toEqual(sent);
  expect(headers(null, null)).toBeNull();
  expect(headers(null, false)).toBeNull();
});

it("is none where the client's is no trace, and has no state that no header may hold", () => {
  expect(headers(null, true, { traceparent: "00-1-2-3", tracestate: null })).toBeNull();
  expect(headers(null, true, { traceparent: null, tracestate: "a=1" })).toBeNull();
  const { traceparent } = sent;
  expect(headers(null, true, { traceparent, tracestate: "a=1\r\nx: y" })).toEqual({ traceparent });
});
