import { describe, expect, it } from "vitest";
import { intentOf, outcomeOf } from "./__fixtures__/rows.ts";
import { LogQueue } from "./log-queue.ts";

describe("a full queue", () => {
  it("never makes anyone wait, and counts what it gives up", async () => {
    const queue = new LogQueue();
    for (let index = 0; index < 10_000; index++) void queue.begin(intentOf(String(index)));
    await queue.begin(intentOf("one too many"));
    queue.finish(outcomeOf("one too many"));
    expect(queue.dropped).toBe(2);
    expect(queue.take().intents).toHaveLength(10_000);
  });

  it("gives up bodies before rows", () => {
    const queue = new LogQueue();
    const body = Buffer.alloc(1024 * 1024);
    for (let index = 0; index < 40; index++) {
      queue.finish(outcomeOf(String(index), { requestBody: body, responseBody: body }));
    }
    const { outcomes, bodies } = queue.take();
    expect(outcomes).toHaveLength(40);
    expect(bodies.filter((kept) => kept !== null)).toHaveLength(64);
    expect(queue.dropped).toBe(0);
  });
});

describe("a batch that could not be written", () => {
  it("goes back in front of what came later, and frees those who wait", async () => {
    const queue = new LogQueue();
    void queue.begin(intentOf("a"));
    const batch = queue.take();
    const later = queue.begin(intentOf("b"));
    queue.putBack(batch);
    await later;
    expect(queue.take().intents.map(({ id }) => id)).toEqual(["a", "b"]);
  });
});
