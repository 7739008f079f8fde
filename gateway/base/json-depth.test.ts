import { describe, expect, it } from "vitest";
import { isTooDeep, maxJsonDepth } from "./json-depth.ts";

const lists = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));
const objects = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`);

describe("isTooDeep", () => {
  it.each([null, 1, "[[[[", [], {}, lists(maxJsonDepth), objects(maxJsonDepth)])("takes ordinary values", (value) => {
    expect(isTooDeep(value)).toBe(false);
  });

  it("finds one level too many, wherever it stands and however deep it goes", () => {
    expect(isTooDeep(lists(maxJsonDepth + 1))).toBe(true);
    expect(isTooDeep(objects(maxJsonDepth + 1))).toBe(true);
    expect(isTooDeep({ a: 1, b: [1, "x", lists(200_000)] })).toBe(true);
  });

  it("reads a million shallow values in less than a second", () => {
    const wide = Array.from({ length: 1_000_000 }, () => ({}));
    const before = process.threadCpuUsage();
    expect(isTooDeep(wide)).toBe(false);
    const { user, system } = process.threadCpuUsage(before); // processor time: a busy machine is no fault of ours
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});
