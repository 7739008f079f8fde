import { describe, expect, it } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

const now = Date.parse("2026-11-24T10:00:00Z");

describe("parseRetryAfter", () => {
  it.each([
    [{ "retry-after": "7" }, 7000],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "1.5" }, 1500],
    [{ "retry-after-ms": "250", "retry-after": "7" }, 250],
    [{ "retry-after": "Tue, 24 Nov 2026 10:00:30 GMT" }, 30_000],
    [{ "retry-after": "Tue, 24 Nov 2026 09:00:00 GMT" }, null],
    [{ "retry-after": "-5" }, null],
    [{ "retry-after": "1000000000" }, null],
    [{ "retry-after": "soon" }, null],
    [{}, null],
  ])("reads %j as %s ms", (headers, expected) => {
    expect(parseRetryAfter(headers, now)).toBe(expected);
  });
});
