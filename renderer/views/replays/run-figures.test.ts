import { describe, expect, it } from "vitest";
import type { ReplayFacts, RunItem } from "../../../gateway/contract/replay.ts";
import { runFigures } from "./run-figures.ts";

const facts = (promptTokens: number | null, totalMs: number | null): ReplayFacts => ({
  alias: "m",
  state: promptTokens === null ? "upstream_error" : "ok",
  status: 200,
  errorCode: null,
  promptTokens,
  completionTokens: promptTokens,
  firstTokenMs: null,
  totalMs,
  costUsdNanos: null,
  isUnpriced: false,
  isEstimate: false,
});
const item = (before: ReplayFacts | null, after: ReplayFacts | null): RunItem => ({
  position: 0,
  sourceId: "a",
  asked: null,
  replayId: null,
  state: "same",
  hindrance: null,
  before,
  after,
});

describe("the figures of a run", () => {
  it("are about the rows that were sent alone, so that both sides are about the same rows", () => {
    const { sent, promptTokens, totalMs } = runFigures([
      item(facts(10, 100), facts(12, 50)),
      item(facts(10, 300), facts(12, 70)),
      item(facts(99, 1), null),
      { ...item(facts(99, 1), facts(null, 2)), state: "cancelled" },
    ]);
    expect(sent).toBe(2);
    expect(promptTokens).toEqual({ before: 20, after: 24 });
    expect(totalMs).toEqual({ before: 200, after: 60 });
  });

  it("do not know what nobody reported, and take no time of a row that has one side only", () => {
    const { promptTokens, totalMs, firstTokenMs } = runFigures([
      item(facts(null, 5), facts(null, null)),
      item(facts(null, 100), facts(7, 50)),
    ]);
    expect(promptTokens).toEqual({ before: null, after: 7 });
    expect(totalMs).toEqual({ before: 100, after: 50 });
    expect(firstTokenMs).toEqual({ before: null, after: null });
  });
});
