/** Periods stand on the calendar and are the same whoever asks; figures are LiteLLM's rules for standardised resets. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDuration, periodAt, timeAfter, type Duration } from "./budget-period.ts";

function period(text: string, at: string, timeZone = "UTC"): [string, string] {
  const { startMs, endMs } = periodAt(durationOf(text), Date.parse(at), timeZone);
  return [new Date(startMs).toISOString(), new Date(endMs).toISOString()];
}

function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (duration === null) throw new Error(`no duration: ${text}`);
  return duration;
}

describe("a budget's period", () => {
  it.each([
    ["30s", "2026-11-24T10:20:45Z", "2026-11-24T10:20:30.000Z", "2026-11-24T10:21:00.000Z"],
    ["15m", "2026-11-24T10:20:45Z", "2026-11-24T10:15:00.000Z", "2026-11-24T10:30:00.000Z"],
    ["6h", "2026-11-24T10:20:45Z", "2026-11-24T06:00:00.000Z", "2026-11-24T12:00:00.000Z"],
    ["7h", "2026-11-24T22:20:45Z", "2026-11-24T21:00:00.000Z", "2026-11-25T00:00:00.000Z"],
    ["24h", "2026-11-24T10:20:45Z", "2026-11-24T00:00:00.000Z", "2026-11-25T00:00:00.000Z"],
    ["1d", "2026-11-24T10:20:45Z", "2026-11-24T00:00:00.000Z", "2026-11-25T00:00:00.000Z"],
    ["7d", "2026-11-24T10:20:45Z", "2026-11-23T00:00:00.000Z", "2026-11-30T00:00:00.000Z"],
    ["1w", "2026-11-29T23:59:59Z", "2026-11-23T00:00:00.000Z", "2026-11-30T00:00:00.000Z"],
    ["30d", "2026-11-24T10:20:45Z", "2026-11-01T00:00:00.000Z", "2026-12-01T00:00:00.000Z"],
    ["1mo", "2026-12-31T23:59:59Z", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
    ["3mo", "2026-11-24T10:20:45Z", "2026-10-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ])("of %s at %s begins %s and ends %s", (text, at, start, end) => {
    expect(period(text, at)).toEqual([start, end]);
  });

  it("begins at the zone's midnight, through a change of its clocks", () => {
    expect(period("1d", "2026-11-24T10:00:00Z", "Asia/Seoul")).toEqual([
      "2026-11-23T15:00:00.000Z",
      "2026-11-24T15:00:00.000Z",
    ]);
    expect(period("1d", "2026-11-01T12:00:00Z", "America/New_York")).toEqual([
      "2026-11-01T04:00:00.000Z",
      "2026-11-02T05:00:00.000Z",
    ]);
    expect(period("30d", "2026-03-20T12:00:00Z", "Europe/Berlin")).toEqual([
      "2026-02-28T23:00:00.000Z",
      "2026-03-31T22:00:00.000Z",
    ]);
  });

  it("of a second lies on the side of a repeated hour where the clocks stand", () => {
    const period = periodAt(durationOf("1s"), Date.parse("1970-10-25T06:00:00Z"), "America/New_York");
    expect(period).toEqual({ startMs: 25_682_400_000, endMs: 25_682_401_000 });
  });

  it("holds its moment, and is the same from anywhere within it", () => {
    const durations = fc.tuple(fc.integer({ min: 1, max: 90 }), fc.constantFrom("s", "m", "h", "d", "w", "mo"));
    const zones = fc.constantFrom("UTC", "Asia/Seoul", "America/New_York", "Pacific/Chatham");
    fc.assert(
      fc.property(
        durations,
        fc.integer({ min: 0, max: 4e12 }),
        zones,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        ([count, unit], at, zone, part) => {
          const duration = durationOf(`${count}${unit}`);
          const { startMs, endMs } = periodAt(duration, at, zone);
          expect(startMs).toBeLessThanOrEqual(at);
          expect(endMs).toBeGreaterThan(at);
          // An hour that a change of clocks repeats may be counted with either side.
          if (zone !== "UTC" && ["s", "m", "h"].includes(unit)) return;
          const inside = Math.floor(startMs + part * (endMs - startMs));
          expect(periodAt(duration, inside, zone)).toEqual({ startMs, endMs });
          expect(periodAt(duration, endMs, zone).startMs).toBe(endMs);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("a duration", () => {
  it.each(["", "1", "d", "0d", "-1d", "1.5h", "1y", "1d ", "9999999d"])("is not %j", (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it("of months ends on the month's last day when there is no such day", () => {
    expect(new Date(timeAfter(durationOf("1mo"), Date.parse("2027-01-31T08:00:00Z"))).toISOString()).toBe(
      "2027-02-28T08:00:00.000Z",
    );
    expect(timeAfter(durationOf("30m"), 5)).toBe(1_800_005);
  });
});
