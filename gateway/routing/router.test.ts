import { describe, expect, it } from "vitest";
import type { Deployment } from "../contract/deployment.ts";
import { deployment, failure, HandClock, noFacts, routing } from "./__fixtures__/sample.ts";
import { Router, type PickInput } from "./router.ts";

function table(deployments: Deployment[], router: Record<string, unknown>, prices: Record<string, number> = {}) {
  const clock = new HandClock();
  const settings = routing(router);
  const input: PickInput = {
    group: { alias: "group", deployments },
    settings,
    facts: noFacts,
    tags: [],
    overBudget: () => null,
    tried: new Set(),
    isStream: false,
  };
  const subject = new Router({ clock, random: () => 0, priceOf: ({ id }) => prices[id] ?? null });
  const take = (more: Partial<PickInput> = {}): string | undefined => subject.take({ ...input, ...more }).picked?.id;
  const succeed = (
    id: string,
    {
      tokens = 0,
      seconds = null,
      isStream = false,
    }: { tokens?: number; seconds?: number | null; isStream?: boolean } = {},
  ): void => {
    subject.succeeded({ deploymentId: id, isStream, tokens, seconds }, settings);
  };
  return { clock, subject, input, take, succeed };
}

const a = deployment("a");
const b = deployment("b");
const c = deployment("c");

describe("least-busy", () => {
  it("picks who has the fewest requests in flight", () => {
    const { take, subject } = table([a, b, c], { routing_strategy: "least-busy" });
    expect([take(), take(), take()]).toEqual(["a", "b", "c"]);
    subject.release("b");
    expect(take()).toBe("b");
  });
});

describe("latency-based-routing", () => {
  const strategy = { routing_strategy: "latency-based-routing" };

  it("tries who was not measured first, then the fastest by the mean of the last samples", () => {
    const { take, succeed } = table([a, b], { ...strategy, routing_strategy_args: { max_latency_list_size: 2 } });
    succeed("a", { seconds: 0.1 });
    expect(take()).toBe("b");
    succeed("b", { seconds: 0.2 });
    expect(take()).toBe("a");
    succeed("a", { seconds: 0.4 });
    expect(take()).toBe("b");
    for (let index = 0; index < 2; index++) succeed("a", { seconds: 0.1 });
    expect(take()).toBe("a");
  });

  it("keeps streams and whole answers apart, and shares among those within the buffer", () => {
    const { take, succeed } = table([b, a], { ...strategy, routing_strategy_args: { lowest_latency_buffer: 0.5 } });
    succeed("a", { seconds: 0.1 });
    succeed("b", { seconds: 0.9 });
    succeed("a", { seconds: 1.4, isStream: true });
    succeed("b", { seconds: 1, isStream: true });
    expect(take()).toBe("a");
    expect(take({ isStream: true })).toBe("b");
  });

  it("forgets samples after their time, and takes a timeout for a very slow answer", () => {
    const { take, succeed, clock, subject, input } = table([a, b], {
      ...strategy,
      routing_strategy_args: { ttl: 60 },
      disable_cooldowns: true,
    });
    succeed("a", { seconds: 0.1 });
    succeed("b", { seconds: 0.2 });
    subject.failed(failure("upstream_timeout"), a, input);
    expect(take()).toBe("b");
    clock.ms += 61_000;
    expect(take()).toBe("a");
  });
});

describe("usage-based routing", () => {
  it.each(["usage-based-routing", "usage-based-routing-v2"])("%s picks the fewest tokens of this minute", (name) => {
    const { take, succeed, clock } = table([a, b], { routing_strategy: name });
    succeed("a", { tokens: 100 });
    expect(take()).toBe("b");
    succeed("b", { tokens: 300 });
    expect(take()).toBe("a");
    clock.ms += 60_000;
    succeed("a", { tokens: 1 });
    expect(take()).toBe("b");
  });

  it("lets exactly rpm requests through in a minute, however many ask at once", () => {
    const { take, clock, subject, input } = table([deployment("a", { rpm: 3 }), deployment("b", { rpm: 2 })], {
      routing_strategy: "usage-based-routing-v2",
    });
    const picks = Array.from({ length: 10 }, () => take());
    expect(picks.filter((id) => id === "a")).toHaveLength(3);
    expect(picks.filter((id) => id === "b")).toHaveLength(2);
    const wait = subject.backInMs(subject.peek(input).judged) ?? 0;
    clock.ms += wait - 1;
    expect(take()).toBeUndefined();
    clock.ms += 1;
    expect(take()).toBe("a");
  });
});

describe("cost-based-routing", () => {
  it("picks the cheapest, and who has no known price only when nobody else is there", () => {
    const { take, input } = table([a, b, c], { routing_strategy: "cost-based-routing" }, { b: 0.00002, c: 0.00001 });
    expect(take()).toBe("c");
    expect(take({ tried: new Set(["c"]) })).toBe("b");
    expect(take({ group: { ...input.group, deployments: [a] } })).toBe("a");
  });
});

describe("a rest", () => {
  it("keeps a deployment out of every pick until it is over, and says when that is", () => {
    const { take, clock, subject, input } = table([a, b], {});
    expect(subject.failed(failure("upstream_rate_limit", { retryAfterMs: 9000 }), a, input)).toMatchObject({
      forMs: 9000,
    });
    expect([take(), take()]).toEqual(["b", "b"]);
    expect(subject.backInMs(subject.peek(input).judged)).toBe(9000);
    clock.ms += 8999;
    expect(take()).toBe("b");
    clock.ms += 1;
    expect(take()).toBe("a");
  });

  it("never takes the last one, and a rest that is over makes room for another", () => {
    const { clock, subject, input } = table([a, b], {});
    const limited = failure("upstream_rate_limit");
    expect(subject.failed(limited, a, input)).not.toBeNull();
    expect(subject.failed(limited, b, input)).toBeNull();
    clock.ms += 5001;
    expect(subject.failed(limited, b, input)).not.toBeNull();
  });

  it("counts failures within one cooldown_time where allowed_fails is set", () => {
    const { clock, subject, input } = table([a, b], { allowed_fails: 1, cooldown_time: 10 });
    const broken = failure("upstream_error");
    expect(subject.failed(broken, a, input)).toBeNull();
    clock.ms += 10_001;
    expect(subject.failed(broken, a, input)).toBeNull();
    expect(subject.failed(broken, a, input)).toMatchObject({ forMs: 10_000, reason: "2 failures, 1 allowed" });
  });
});

describe("max_parallel_requests", () => {
  it("hands a free slot to who waits longest, and to nobody else", async () => {
    const { take, subject } = table([deployment("a", { maxParallelRequests: 1 })], {});
    expect(take()).toBe("a");
    expect(take()).toBeUndefined();
    const order: string[] = [];
    const waiting = ["first", "second"].map(async (name) => {
      const { slot } = subject.waitForSlot(["a"]);
      expect(await slot).toBe("a");
      order.push(name);
    });
    subject.release("a");
    expect(take()).toBeUndefined();
    await waiting[0];
    expect(order).toEqual(["first"]);
    subject.release("a");
    await waiting[1];
    subject.release("a");
    expect(take()).toBe("a");
  });

  it("passes over who gave up waiting", async () => {
    const { take, subject } = table([deployment("a", { maxParallelRequests: 1 })], {});
    take();
    const left = subject.waitForSlot(["a"]);
    const stayed = subject.waitForSlot(["a"]);
    left.giveUp();
    subject.release("a");
    expect([await left.slot, await stayed.slot]).toEqual([null, "a"]);
  });
});

describe("a health check", () => {
  it("keeps a sick deployment out while its result is fresh, where the file wants that", () => {
    const { take, subject, clock } = table([a, b], {
      enable_health_check_routing: true,
      health_check_staleness_threshold: 60,
    });
    subject.noteHealth("a", false);
    expect(take()).toBe("b");
    subject.noteHealth("b", false);
    expect(take()).toBe("a");
    subject.noteHealth("b", true);
    expect(take()).toBe("b");
    clock.ms += 60_001;
    expect(take()).toBe("a");
  });
});
