/** Periods by the wall clock, in zones where that is hard: the clock changes, and hours that begin at the half. */
import { describe, expect, it } from "vitest";
import { maxBuckets, slotMs } from "../../gateway/contract/usage-figures.ts";
import { dayText, edgesOf, periods } from "./period-edges.ts";
import { requestsAddress } from "./requests-address.ts";

const hourMs = 3_600_000;
const ahead = (ms: number): number => -new Date(ms).getTimezoneOffset() / 60;

describe("a period", () => {
  const now = new Date(2026, 10, 25, 14, 20).getTime();

  it("ends with the running hour or day and begins at a local midnight", () => {
    const today = edgesOf({ name: "today" }, now);
    expect(today.step).toBe("hour");
    expect(today.edges[0]).toBe(new Date(2026, 10, 25).getTime());
    expect(today.edges.at(-1)).toBe(new Date(2026, 10, 26).getTime());
    const hours = edgesOf({ name: "24h" }, now).edges;
    expect(hours).toHaveLength(25);
    expect(hours.at(-1)).toBe(new Date(2026, 10, 25, 15).getTime());
    const week = edgesOf({ name: "7d" }, now).edges;
    expect([week.length, week[0], week.at(-1)]).toEqual([
      8,
      new Date(2026, 10, 19).getTime(),
      new Date(2026, 10, 26).getTime(),
    ]);
    expect(edgesOf({ name: "30d" }, now).edges).toHaveLength(31);
  });

  it("of chosen days is cut so that the gateway takes it, whichever way round they are given", () => {
    const custom = (from: string, to: string): ReturnType<typeof edgesOf> => edgesOf({ name: "custom", from, to }, now);
    expect(custom("2026-11-24", "2026-11-24").step).toBe("hour");
    expect(custom("2026-11-01", "2026-11-24")).toEqual(custom("2026-11-24", "2026-11-01"));
    expect(custom("2026-01-01", "2026-11-24").step).toBe("week");
    const long = custom("2001-01-01", "2026-11-24").edges;
    expect(long.length).toBeLessThanOrEqual(maxBuckets + 1);
    expect(dayText((long.at(-1) ?? 0) - 1)).toBe("2026-11-24");
    expect(edgesOf({ name: "custom" }, now).edges).toEqual(edgesOf({ name: "today" }, now).edges);
    for (const name of periods) {
      const { edges } = edgesOf({ name, from: "2026-03-20", to: "2026-11-24" }, now);
      expect(edges.every((edge, index) => edge % slotMs === 0 && (index === 0 || edge > (edges[index - 1] ?? 0)))).toBe(
        true,
      );
    }
  });

  it("has the hours that its local days have, also when the clock changes", () => {
    // In whatever zone this runs: every day of a year from one midnight to the next.
    for (let day = 0; day < 366; day++) {
      const at = new Date(2026, 0, 1 + day, 12).getTime();
      const { edges } = edgesOf({ name: "today" }, at);
      const [first = 0, last = 0] = [edges[0], edges.at(-1)];
      expect(dayText(first)).toBe(dayText(at));
      expect(new Date(last).getHours()).toBe(0);
      expect((last - first) / hourMs).toBe(24 - (ahead(last) - ahead(first)));
    }
  });
});

describe("the way from a figure to its requests", () => {
  it("sets the log's filter and the time", () => {
    const range = { since: 1000, until: 2000 };
    expect(requestsAddress(range)).toBe("#/requests?since=1000&until=2000");
    expect(requestsAddress({ ...range, by: "alias", id: "qwen 235b", errors: true })).toBe(
      "#/requests?alias=qwen+235b&since=1000&until=2000&errors=true",
    );
    expect(requestsAddress({ ...range, by: "model", id: "gpt-4o", provider: "openai" })).toBe(
      "#/requests?model=gpt-4o&provider=openai&since=1000&until=2000",
    );
    // A key whose digits look like a number stays a text in the address.
    expect(requestsAddress({ ...range, by: "key", id: "012345678901" })).toContain("key=012345678901");
    expect(requestsAddress({ ...range, by: "key", id: "123456789012" })).toContain("key=%22123456789012%22");
    expect(requestsAddress({ ...range, by: "key", id: "" })).toContain("key=master+key");
    expect(requestsAddress({ ...range, by: "tag", id: "" })).toBeNull();
    expect(requestsAddress({ ...range, by: "client", id: "\u{1}other" })).toBeNull();
  });
});
