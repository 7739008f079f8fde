import { describe, expect, it } from "vitest";
import { outcomeOf } from "./__fixtures__/rows.ts";
import { LogQueue } from "./log-queue.ts";

describe("a full queue", () => {
  it("takes no more rows, and counts what it gives up", () => {
    const queue = new LogQueue();
    for (let index = 0; index < 10_000; index++) expect(queue.add("{}", outcomeOf(String(index)))).toBe(true);
    expect(queue.add("{}", outcomeOf("one too many"))).toBe(false);
    expect(queue.dropped).toBe(1);
    expect(queue.take().ids).toHaveLength(10_000);
  });

  it("gives up bodies before rows", () => {
    const queue = new LogQueue();
    const body = Buffer.alloc(1024 * 1024);
    for (let index = 0; index < 40; index++) {
      queue.add("{}", outcomeOf(String(index), { requestBody: body, responseBody: body }));
    }
    const { ids, bodies } = queue.take();
    expect(ids).toHaveLength(40);
    expect(bodies.flat().filter((kept) => kept !== null)).toHaveLength(64);
    expect(queue.dropped).toBe(0);
  });
});

describe("a batch that could not be written", () => {
  it("goes back in front of what came later, with its bodies", () => {
    const queue = new LogQueue();
    const body = Buffer.from("a");
    queue.add("{}", outcomeOf("a", { requestBody: body }));
    const batch = queue.take();
    queue.add("{}", outcomeOf("b"));
    expect(queue.putBack(batch)).toEqual([]);
    const again = queue.take();
    expect(again.ids).toEqual(["a", "b"]);
    expect(again.bodies[0]?.[0]).toBe(body);
  });
});
