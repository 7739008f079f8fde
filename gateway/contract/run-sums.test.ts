import { describe, expect, it } from "vitest";
import type { ReplayFacts, RunItem, RunItemState } from "./replay.ts";
import { billOf, sumsOf } from "./run-sums.ts";

const facts = (costUsdNanos: string | null, isUnpriced = false, isEstimate = false): ReplayFacts => ({
  alias: "m",
  state: "ok",
  status: 200,
  errorCode: null,
  promptTokens: 1,
  completionTokens: 1,
  firstTokenMs: 1,
  totalMs: 2,
  costUsdNanos,
  isUnpriced,
  isEstimate,
});
const item = (state: RunItemState, before: ReplayFacts | null, after: ReplayFacts | null): RunItem => ({
  position: 0,
  sourceId: "a",
  asked: null,
  replayId: null,
  state,
  hindrance: null,
  before,
  after,
});

describe("the sums of a run", () => {
  it("hold both sides against each other over the same rows: those that were sent", () => {
    const { before, after, counts } = sumsOf([
      item("same", facts("9007199254740993"), facts("1")),
      item("cancelled", facts("5"), facts("2", false, true)),
      item("cancelled", null, null),
      item("running", facts("1000"), null),
    ]);
    expect(before).toEqual({ nanos: "9007199254740998", priced: 2, estimated: 0, unknown: 0 });
    expect(after).toEqual({ nanos: "3", priced: 2, estimated: 1, unknown: 0 });
    expect(counts).toMatchObject({ same: 1, cancelled: 2, running: 1, failed: 0 });
  });

  it("count an answer without a price as unknown and a failure, which costs nothing, not at all", () => {
    expect(billOf([facts(null, true), facts(null), null])).toEqual({ nanos: "0", priced: 0, estimated: 0, unknown: 1 });
  });
});
