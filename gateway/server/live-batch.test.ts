import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { liveEventSchema, type LiveEvent } from "../contract/events.ts";
import { notYetKnown, type SpendLogRow } from "../contract/spend-log.ts";
import type { LiveNews } from "../telemetry/live-feed.ts";
import { LiveBatch } from "./live-batch.ts";

const row = (id: string, state: SpendLogRow["state"]): SpendLogRow => ({
  ...notYetKnown,
  id,
  startedAt: 0,
  operation: "chat",
  alias: "m",
  stream: true,
  keyDigest: null,
  keyName: null,
  userAgent: null,
  clientAddress: null,
  state,
});
const started = (id: string): LiveEvent => ({ type: "started", row: row(id, "in_flight") });
const finished = (id: string): LiveEvent => ({ type: "finished", row: row(id, "ok") });
const firstToken = (id: string): LiveEvent => ({ type: "first_token", id, firstTokenMs: 3 });
const progress = (id: string, tokens: number): LiveEvent => ({ type: "progress", id, tokens });
const config: LiveEvent = { type: "config", state: "ok" };

function newsOf(event: LiveEvent, made: string[] = []): LiveNews {
  if (!("row" in event)) return event;
  const { type, row: whole } = event;
  const make = (): SpendLogRow => {
    made.push(whole.id);
    return whole;
  };
  return { type, id: whole.id, row: make };
}

/** As an EventSource reads it. */
function told(events: readonly LiveEvent[], most = 10): LiveEvent[] {
  const batch = new LiveBatch(most);
  for (const event of events) batch.add(newsOf(event));
  const text = batch.take();
  expect(batch.isEmpty).toBe(true);
  return text
    .split("\n\n")
    .slice(0, -1)
    .map((each) => liveEventSchema.parse(JSON.parse(each.replace(/^data: /, ""))));
}

describe("LiveBatch", () => {
  it("tells of a request that began and ended within it once", () => {
    expect(told([started("a"), firstToken("a"), progress("a", 4), finished("a")])).toEqual([finished("a")]);
  });

  it("tells of a running request how it began, its first token and how far it is", () => {
    const events = [started("a"), firstToken("a"), progress("a", 4), progress("a", 9)];
    expect(told(events)).toEqual([started("a"), firstToken("a"), progress("a", 9)]);
  });

  it("says of more requests than can be followed only that they were missed", () => {
    const events = [started("a"), started("b"), started("c"), finished("b"), config, finished("d")];
    expect(told(events, 2)).toEqual([started("a"), finished("b"), config, { type: "missed" }]);
  });

  it("tells few while more run than can be followed, and all again as soon as they can", () => {
    const batch = new LiveBatch(4, 1);
    const lines = (ids: string): number => {
      for (const id of ids) batch.add(newsOf(started(id)));
      return batch.take().split("\n\n").length - 1;
    };
    expect(lines("abcdef")).toBe(5); // four, and that some were missed
    expect(lines("ghijkl")).toBe(2);
    expect(lines("mn")).toBe(2);
    expect(lines("op")).toBe(2);
    expect(lines("q")).toBe(1);
    expect(lines("rstu")).toBe(4);
  });

  it("makes only the rows that it tells", () => {
    const made: string[] = [];
    const batch = new LiveBatch(2);
    for (const event of [started("a"), finished("a"), started("b"), started("c"), finished("c")])
      batch.add(newsOf(event, made));
    expect(made).toEqual([]);
    batch.take();
    expect(made).toEqual(["a", "b"]);
  });

  it("tells everything that belongs to no request", () => {
    expect(told([config, started("a"), config])).toEqual([started("a"), config, config]);
  });

  it("leaves a reader that takes the events as they come where one stands that gets the batches", () => {
    const event = fc
      .tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3 }))
      .map(([id, tokens, kind]) => [started(id), firstToken(id), progress(id, tokens), finished(id)][kind] ?? config);
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        expect(lastOf(told(events))).toEqual(lastOf(events));
      }),
    );
  });
});

/** What is known of each request in the end; after its end nothing is said of a request that matters. */
function lastOf(events: readonly LiveEvent[]): Map<string, unknown> {
  const known = new Map<string, { ended: boolean; tokens: number | null }>();
  for (const event of events) {
    if (!("row" in event || "id" in event)) continue;
    const id = "row" in event ? event.row.id : event.id;
    const now = known.get(id) ?? { ended: false, tokens: null };
    if (event.type === "finished") now.ended = true;
    if (event.type === "progress" && !now.ended) now.tokens = event.tokens;
    known.set(id, now);
  }
  return new Map([...known].map(([id, { ended, tokens }]) => [id, ended ? "ended" : tokens]));
}
