import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LiveEvent } from "../../gateway/contract/events.ts";
import { notYetKnown, type SpendLogRow } from "../../gateway/contract/spend-log.ts";
import { keptRows, LiveLog } from "./live-log.ts";

const running = (id: string): SpendLogRow => ({
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
});
const ended = (id: string): SpendLogRow => ({ ...running(id), state: "ok", totalMs: 5 });
const started = (id: string): LiveEvent => ({ type: "started", row: running(id) });
const finished = (id: string): LiveEvent => ({ type: "finished", row: ended(id) });
const firstToken = (id: string): LiveEvent => ({ type: "first_token", id, firstTokenMs: 3 });

/** Frames that the test lets pass. */
function manualLog(): { log: LiveLog; frame: () => void; publishes: () => number } {
  const waiting: (() => void)[] = [];
  let publishes = 0;
  const log = new LiveLog({ next: (callback) => void waiting.push(callback) });
  log.subscribe(() => publishes++);
  return { log, frame: () => waiting.splice(0).forEach((run) => run()), publishes: () => publishes };
}

describe("LiveLog", () => {
  it("tells its readers once per frame, whatever number of events came", () => {
    const { log, frame, publishes } = manualLog();
    for (let index = 0; index < 500; index++) log.push(started(String(index).padStart(4, "0")));
    expect(log.rows()).toEqual([]);
    frame();
    expect(publishes()).toBe(1);
    expect(log.rows()).toHaveLength(500);
    expect(log.rows()[0]?.id).toBe("0499");
  });

  it("keeps a first token that came before its row", () => {
    const { log, frame } = manualLog();
    log.push(firstToken("a"));
    log.push(started("a"));
    frame();
    expect(log.rows()[0]?.firstTokenMs).toBe(3);
  });

  it("forgets every row, told and waiting, when rows among them were never told", () => {
    const { log, frame } = manualLog();
    log.push(finished("a"));
    frame();
    log.push(finished("b"));
    log.forgetAll();
    frame();
    expect(log.rows()).toEqual([]);
  });

  it("never takes a finished request back to running", () => {
    const { log, frame } = manualLog();
    log.push(finished("a"));
    log.push(started("a"));
    frame();
    expect(log.rows()[0]?.state).toBe("ok");
  });

  it("lets a running row grow, and leaves one that ended as it ended", () => {
    const { log, frame } = manualLog();
    log.push(started("a"));
    log.push({ type: "progress", id: "a", tokens: 12 });
    log.push({ type: "progress", id: "unknown", tokens: 1 });
    frame();
    expect(log.rows()).toMatchObject([{ id: "a", state: "in_flight", completionTokens: 12, isEstimate: true }]);
    log.push(finished("a"));
    log.push({ type: "progress", id: "a", tokens: 13 });
    frame();
    expect(log.rows()).toMatchObject([{ id: "a", state: "ok", completionTokens: null }]);
  });

  it("forgets what was deleted", () => {
    const { log, frame } = manualLog();
    for (const id of ["a", "b"]) log.push(finished(id));
    frame();
    log.forget(["a"]);
    expect(log.rows().map(({ id }) => id)).toEqual(["b"]);
  });

  it("forgets what ran when the feed had a gap, and keeps what ended", () => {
    const { log, frame } = manualLog();
    log.push(started("a"));
    log.push(finished("b"));
    frame();
    log.forgetRunning();
    expect(log.rows().map(({ id }) => id)).toEqual(["b"]);
  });

  it("holds a bounded number of rows, the newest ones", () => {
    const { log, frame } = manualLog();
    for (let index = 0; index < keptRows + 1500; index++) log.push(finished(String(index).padStart(6, "0")));
    for (let batch = 0; batch < 10; batch++) frame();
    expect(log.rows()).toHaveLength(keptRows);
    expect(log.rows().at(-1)?.id).toBe("001500");
  });

  it("shows the same rows for any order in which one request's events arrive after its start", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(["a", "b", "c", "d"], { minLength: 4 }), fc.boolean(), (order, tokensFirst) => {
        const { log, frame } = manualLog();
        for (const id of order) for (const event of [started(id), firstToken(id)]) log.push(event);
        if (tokensFirst) frame();
        for (const id of order.toReversed()) log.push(finished(id));
        frame();
        frame();
        expect(log.rows().map(({ id, state, firstTokenMs }) => [id, state, firstTokenMs])).toEqual(
          ["d", "c", "b", "a"].map((id) => [id, "ok", 3]),
        );
      }),
    );
  });
});
