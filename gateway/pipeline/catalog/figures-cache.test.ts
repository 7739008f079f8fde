import { describe, expect, it } from "vitest";
import type { FiguresById } from "../../contract/deployment-figures.ts";
import { HandClock } from "../../routing/__fixtures__/sample.ts";
import { FiguresCache } from "./figures-cache.ts";

function cache() {
  const clock = new HandClock();
  const waiting: ((figures: FiguresById) => void)[] = [];
  const since: number[] = [];
  const subject = new FiguresCache((sinceMs) => {
    since.push(sinceMs);
    return new Promise((resolve) => waiting.push(resolve));
  }, clock);
  const answer = async (calls: number): Promise<void> => {
    const one = {
      errors: 0,
      medianFirstTokenMs: null,
      medianTotalMs: null,
      tokensPerSecond: null,
      lastAt: 1,
      lastError: null,
    };
    waiting.shift()?.(new Map([["d1", { calls, ...one }]]));
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { clock, subject, since, answer };
}

describe("the figures", () => {
  it("say that they are still gathered, instead of keeping the page waiting", async () => {
    const { subject, since, clock, answer } = cache();
    expect(await subject.now()).toMatchObject({ at: null });
    expect(since).toEqual([clock.ms - 86_400_000]);
    await answer(3);
    const { figures, at } = await subject.now();
    expect([figures.get("d1")?.calls, at]).toEqual([3, clock.ms]);
  });

  it("are read once for many who ask, and again behind their backs when they are old", async () => {
    const { subject, since, clock, answer } = cache();
    await Promise.all([subject.now(), subject.now(), subject.now()]);
    expect(since).toHaveLength(1);
    await answer(3);
    clock.ms += 9_000;
    await subject.now();
    expect(since).toHaveLength(1);
    clock.ms += 2_000;
    expect((await subject.now()).figures.get("d1")?.calls).toBe(3); // at once: the old ones
    expect(since).toHaveLength(2);
    await answer(4);
    expect((await subject.now()).figures.get("d1")?.calls).toBe(4);
  });

  it("are read less often from a log that takes long to read", async () => {
    const { subject, since, clock, answer } = cache();
    const first = subject.now();
    clock.ms += 5_000;
    await answer(1);
    await first;
    clock.ms += 60_000;
    await subject.now();
    expect(since).toHaveLength(1);
    clock.ms += 41_000;
    await subject.now();
    expect(since).toHaveLength(2);
  });
});
