import { describe, expect, it } from "vitest";
import type { SpendLogRow } from "../../../../../gateway/contract/spend-log.ts";
import { notYetKnown } from "../../../../../gateway/contract/spend-log.ts";
import { clientOf } from "./client-of.ts";
import { TrafficStore } from "./traffic-store.ts";
import {
  aliasKey,
  callKey,
  clientKey,
  dayMs,
  deploymentKey,
  fallbackKey,
  flowWidth,
  noFlow,
  readTraffic,
} from "./traffic.ts";

const now = 1_800_000_000_000;
let serial = 0;
const row = (parts: Partial<SpendLogRow>): SpendLogRow => ({
  ...notYetKnown,
  id: String(serial++).padStart(26, "0"),
  startedAt: now - 1000,
  state: "ok",
  operation: "chat",
  alias: "qwen",
  stream: false,
  keyDigest: null,
  keyName: null,
  userAgent: "OpenAI/Python 1.68.2",
  clientAddress: null,
  ...parts,
});
const places = {
  groupOf: (id: string): string | undefined => ({ d1: "qwen", d2: "gpt-4" })[id],
  answering: (name: string): string | null => (name.startsWith("openai/") ? "openai/*" : name),
};
const client = "OpenAI/Python|";

describe("traffic", () => {
  it("counts a request for its client, its call, its alias and its deployment, in the day and the minute", () => {
    const { flows } = readTraffic([row({ deploymentId: "d1" }), row({ startedAt: now - 61_000 })], now, places);
    for (const key of [clientKey(client), callKey(client, "qwen"), aliasKey("qwen")])
      expect(flows.get(key)).toEqual({ ...noFlow, day: 2, perMinute: 1 });
    expect(flows.get(deploymentKey("d1"))).toEqual({ ...noFlow, day: 1, perMinute: 1 });
  });

  it("counts what runs at once, and errors apart, but no client that hung up", () => {
    const { flows } = readTraffic(
      [
        row({ state: "in_flight" }),
        row({ state: "upstream_error", errorCode: "rate_limited" }),
        row({ state: "client_abort", errorCode: "client_closed" }),
      ],
      now,
      places,
    );
    expect(flows.get(aliasKey("qwen"))).toEqual({ day: 3, dayErrors: 1, perMinute: 3, errorsPerMinute: 1, running: 1 });
  });

  it("sees a fallback where another alias's deployment answered", () => {
    const { flows } = readTraffic([row({ deploymentId: "d2" }), row({ deploymentId: "d1" })], now, places);
    expect(flows.get(fallbackKey("qwen", "gpt-4"))?.day).toBe(1);
    expect([...flows.keys()].filter((key) => key.startsWith("fallback"))).toHaveLength(1);
  });

  it("counts a name that a wildcard answers for the wildcard", () => {
    const { flows } = readTraffic([row({ alias: "openai/gpt-5" })], now, places);
    expect(flows.get(aliasKey("openai/*"))?.day).toBe(1);
  });

  it("forgets what is older than a day", () => {
    expect(readTraffic([row({ startedAt: now - dayMs - 1 })], now, places).flows.size).toBe(0);
  });

  it("keeps an alias that looks like another key apart from it", () => {
    expect(fallbackKey('a","b', "c")).not.toBe(fallbackKey("a", 'b","c'));
  });

  it("draws more traffic wider, within bounds", () => {
    const widths = [0, 1, 10, 100, 100_000].map((perMinute) => flowWidth({ ...noFlow, perMinute }));
    expect(widths).toEqual([...widths].sort((left, right) => left - right));
    expect(Math.max(...widths)).toBeLessThanOrEqual(7);
  });
});

describe("a client", () => {
  it("is a program without its version, and the key it used", () => {
    const of = (userAgent: string | null, keyName: string | null = null): string =>
      clientOf({ userAgent, keyName, keyDigest: "abcdef123456" }).id;
    expect(of("OpenAI/Python 1.68.2")).toBe("OpenAI/Python|abcdef");
    expect(of("curl/8.7.1")).toBe("curl|abcdef");
    expect(of("claude-cli/2.0.14 (external, cli)", "laptop")).toBe("claude-cli|laptop");
    expect(
      of("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"),
    ).toBe("Chrome|abcdef");
    expect(of("1.0")).toBe("1.0|abcdef");
    expect(of(null)).toBe("|abcdef");
  });
});

describe("the traffic store", () => {
  it("tells its watchers only when a number changed, and keeps a flow that did not", () => {
    const store = new TrafficStore();
    let told = 0;
    store.subscribe(() => told++);
    const rows = [row({}), row({ alias: "gpt-4" })];
    store.put(readTraffic(rows, now, places));
    const qwen = store.flow(aliasKey("qwen"));
    store.put(readTraffic(rows, now, places));
    expect(told).toBe(1);
    store.put(readTraffic([...rows, row({ alias: "gpt-4" })], now, places));
    expect(told).toBe(2);
    expect(store.flow(aliasKey("qwen"))).toBe(qwen);
    expect(store.flow(aliasKey("gpt-4")).day).toBe(2);
  });

  it("puts a new client below the ones that were there, whatever its name", () => {
    const store = new TrafficStore();
    const seen = (): (string | null)[] => store.clients().map(({ program }) => program);
    store.put(readTraffic([row({ userAgent: "zed/1" }), row({ userAgent: "curl/8" })], now, places));
    expect(seen()).toEqual(["curl", "zed"]);
    store.put(readTraffic([row({ userAgent: "aider/1" })], now, places));
    expect(seen()).toEqual(["curl", "zed", "aider"]);
  });
});
