import { describe, expect, it } from "vitest";
import { formatBytes, formatCount, formatDuration, formatTime, formatUsd, formatWhen } from "./format.ts";

describe("what is not known", () => {
  it("is a dash, never a zero", () => {
    expect([formatDuration(null), formatCount(null), formatUsd(null)]).toEqual(["–", "–", "–"]);
    expect(formatUsd("0")).toBe("$0.00");
  });
});

describe("formatCount", () => {
  it.each([0, 7, 999, 1000, 12_345, 999_999, 1_234_567, Number.MAX_SAFE_INTEGER, -1, -999, -1000, 1234.5])(
    "writes %d as English does",
    (count) => expect(formatCount(count)).toBe(count.toLocaleString("en-US")),
  );
});

describe("formatUsd", () => {
  it.each([
    ["1", "$0.000000001"],
    ["123000", "$0.000123"],
    ["10000000", "$0.01"],
    ["1500000000", "$1.50"],
    ["1234567000000000", "$1,234,567.00"],
    ["9007199254740993000000000", "$9,007,199,254,740,993.00"],
  ])("writes %s nanos exactly as %s", (nanos, text) => {
    expect(formatUsd(nanos)).toBe(text);
  });
});

describe("formatDuration", () => {
  it.each([
    [0.42, "0.4 ms"],
    [312.4, "312 ms"],
    [4210, "4.21 s"],
    [125_000, "2 min 05 s"],
  ])("writes %d ms as %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe("formatBytes", () => {
  it.each([
    [812, "812 B"],
    [4200, "4.2 KB"],
    [1_300_000, "1.3 MB"],
  ])("writes %d as %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe("formatWhen", () => {
  it("names the day of what was not today", () => {
    const now = new Date(2026, 10, 25, 0, 5).getTime();
    expect(formatWhen(now - 60_000, now)).toBe(formatTime(now - 60_000));
    expect(formatWhen(now - 10 * 60_000, now)).toBe("11-24 23:55:00");
  });
});
