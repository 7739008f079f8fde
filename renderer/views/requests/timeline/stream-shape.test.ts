/** A timeline's gaps, their makers, its speed, and the text of its pieces. */
import { describe, expect, it } from "vitest";
import type { ChunkSeries, StreamTimeline } from "../../../../gateway/contract/request-wire.ts";
import { keptText } from "./piece-text.ts";
import { nearestPiece, shapeOf } from "./stream-shape.ts";

const series = (times: readonly number[], size = 10): ChunkSeries => ({
  times: [...times],
  sizes: times.map(() => size),
  grainMs: 0,
});
const none = series([]);

function timelineOf(times: readonly number[], more: Partial<StreamTimeline> = {}): StreamTimeline {
  return { fromProvider: series(times), toClient: series(times), waits: none, isTextExact: true, ...more };
}

/** 20 ms apart, with a gap of that length in the middle. */
const withGap = (ms: number): number[] => Array.from({ length: 40 }, (_none, at) => at * 20 + (at >= 20 ? ms : 0));

describe("gaps", () => {
  it("are stalls from a second on and pauses at ten times the median", () => {
    expect(shapeOf(timelineOf(withGap(1500)), null).gaps).toMatchObject([
      { kind: "stall", index: 20, cause: "provider" },
    ]);
    expect(shapeOf(timelineOf(withGap(250)), null).gaps).toMatchObject([{ kind: "pause", index: 20 }]);
    expect(shapeOf(timelineOf(withGap(150)), null).gaps).toEqual([]);
  });

  it("are none in a stream that is slow and even, or that came at once", () => {
    expect(shapeOf(timelineOf([0, 1500, 3000, 4500]), null).gaps).toEqual([]);
    expect(shapeOf(timelineOf([0, 0.1, 0.2, 90]), null).gaps).toEqual([]);
    expect(shapeOf(timelineOf([5]), 3)).toMatchObject({ gaps: [], rates: [], medianGapMs: null, longestGapMs: null });
  });

  it("are the client's while it took nothing, and the gateway's while what came held nothing for it", () => {
    const times = withGap(2000);
    const waits = { times: [390], sizes: [1900], grainMs: 0 };
    expect(shapeOf(timelineOf(times, { waits }), null).gaps).toMatchObject([{ cause: "client" }]);
    const fromProvider = series([...times, 1000].sort((left, right) => left - right));
    expect(shapeOf(timelineOf(times, { fromProvider }), null).gaps).toMatchObject([{ cause: "gateway" }]);
  });
});

describe("the rate", () => {
  it("adds up to the answer's tokens, whatever the bins", () => {
    const { rates, bytes } = shapeOf(timelineOf(withGap(700)), 120);
    const sum = rates.reduce(
      (all, { tokensPerSecond, fromMs, toMs }) => all + ((tokensPerSecond ?? 0) * (toMs - fromMs)) / 1000,
      0,
    );
    expect([Math.round(sum), bytes]).toEqual([120, 400]);
  });

  it("is not known when the answer's tokens are not", () => {
    expect(shapeOf(timelineOf(withGap(0)), null).rates[0]?.tokensPerSecond).toBeNull();
  });
});

describe("a piece", () => {
  it("is the one nearest to a moment", () => {
    expect([-5, 0, 14, 16, 99].map((ms) => nearestPiece([0, 10, 20], ms))).toEqual([0, 0, 1, 2, 2]);
    expect(nearestPiece([], 3)).toBeNull();
  });

  it("has its own text, bytes counted as bytes, and none where the answer was cut", () => {
    const pieces = ["data: 한글\n\n", "data: two\n\n", "data: three\n\n"];
    const sizes = pieces.map((piece) => new TextEncoder().encode(piece).length);
    const text = keptText({ times: [0, 1, 2], sizes, grainMs: 0 }, pieces.slice(0, 2).join(""));
    expect([0, 1, 2].map((index) => text.of(index))).toEqual([pieces[0], pieces[1], null]);
  });
});
