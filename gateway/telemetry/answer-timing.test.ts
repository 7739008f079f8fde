/** Where the time went: parts that add up to the whole, whatever the clock did. */
import { expect, it } from "vitest";
import fc from "fast-check";
import { intentOf, outcomeOf } from "../store/__fixtures__/rows.ts";
import { attemptOf } from "./__fixtures__/attempts.ts";
import { answerTiming } from "./answer-timing.ts";

const began = 1_700_000_000_000;

it("splits a stream into what was before the provider, its wait for the first token, and its tokens", () => {
  const intent = intentOf("r", { stream: true });
  const attemptList = [
    attemptOf({ startedAt: began + 10, durationMs: 100, errorCode: "upstream_error", status: 500 }),
    attemptOf({ startedAt: began + 150, durationMs: 40 }),
  ];
  const outcome = outcomeOf("r", { attemptList, totalMs: 1150, firstTokenMs: 250, completionTokens: 10 });
  const timing = answerTiming(intent, outcome);
  expect(timing?.apiSeconds).toBeCloseTo(1);
  expect(timing?.overheadSeconds).toBeCloseTo(0.05); // neither the failed call nor the answering one
  expect(timing?.firstTokenSeconds).toBeCloseTo(0.1);
  expect(timing?.perTokenSeconds).toBeCloseTo(0.1);
});

it("knows no first token of an answer that came in one piece, and no time for each of unknown tokens", () => {
  const attemptList = [attemptOf({ startedAt: began, durationMs: 80 })];
  const whole = answerTiming(intentOf("r"), outcomeOf("r", { attemptList, totalMs: 100, firstTokenMs: 80 }));
  expect(whole).toMatchObject({ apiSeconds: 0.08, overheadSeconds: 0.02, firstTokenSeconds: null });
  const stream = intentOf("r", { stream: true });
  for (const completionTokens of [null, 0, 1]) {
    const outcome = outcomeOf("r", { attemptList, totalMs: 100, firstTokenMs: 80, completionTokens });
    expect(answerTiming(stream, outcome)?.perTokenSeconds).toBeNull();
  }
});

it("says nothing where nobody answered, or was let answer", () => {
  expect(answerTiming(intentOf("r"), outcomeOf("r"))).toBeNull();
  for (const failed of [{ errorCode: "upstream_error" }, { durationMs: null }])
    expect(answerTiming(intentOf("r"), outcomeOf("r", { attemptList: [attemptOf(failed)] }))).toBeNull();
});

it("is never negative and never more than the whole, whatever the wall clock did meanwhile", () => {
  const ms = fc.integer({ min: 0, max: 100_000 });
  fc.assert(
    fc.property(
      fc.boolean(),
      ms,
      ms,
      fc.option(ms),
      fc.integer({ min: -1e6, max: 1e6 }),
      (stream, total, spent, first, jump) => {
        const attemptList = [attemptOf({ startedAt: began + jump, durationMs: Math.min(spent, total) })];
        const firstTokenMs = first === null ? null : Math.min(first, total);
        const timing = answerTiming(
          intentOf("r", { stream }),
          outcomeOf("r", { attemptList, totalMs: total, firstTokenMs }),
        );
        if (timing === null) return false;
        const parts = [
          timing.apiSeconds,
          timing.overheadSeconds,
          timing.firstTokenSeconds ?? 0,
          timing.perTokenSeconds ?? 0,
        ];
        return parts.every((seconds) => seconds >= 0 && seconds <= total / 1000 + 1e-9);
      },
    ),
  );
});
