/** The figures of a run before and after, over the rows that were sent; medians over those where both sides are known. */
import type { ReplayFacts, RunItem } from "../../../gateway/contract/replay.ts";
import { hasEnded } from "../../../gateway/contract/run-sums.ts";

export interface Pair {
  readonly before: number | null;
  readonly after: number | null;
}

export interface RunFigures {
  /** Rows that were sent. */
  readonly sent: number;
  readonly promptTokens: Pair;
  readonly completionTokens: Pair;
  readonly firstTokenMs: Pair;
  readonly totalMs: Pair;
}

interface Sides {
  readonly before: ReplayFacts | null;
  readonly after: ReplayFacts;
}

export function runFigures(items: readonly RunItem[]): RunFigures {
  const sent: Sides[] = items
    .filter(hasEnded)
    .flatMap(({ before, after }) => (after === null ? [] : [{ before, after }]));
  return {
    sent: sent.length,
    promptTokens: sums(sent, ({ promptTokens }) => promptTokens),
    completionTokens: sums(sent, ({ completionTokens }) => completionTokens),
    firstTokenMs: medians(sent, ({ firstTokenMs }) => firstTokenMs),
    totalMs: medians(sent, ({ totalMs }) => totalMs),
  };
}

type Of = (facts: ReplayFacts) => number | null;

/** A failed row has no tokens, so its side adds none; null = nobody reported any. */
function sums(sent: readonly Sides[], of: Of): Pair {
  const sum = (values: readonly (number | null)[]): number | null => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
  };
  return {
    before: sum(sent.map(({ before }) => (before === null ? null : of(before)))),
    after: sum(sent.map(({ after }) => of(after))),
  };
}

function medians(sent: readonly Sides[], of: Of): Pair {
  const both = sent.flatMap(({ before, after }) => {
    const [left, right] = [before === null ? null : of(before), of(after)];
    return left === null || right === null ? [] : [[left, right] as const];
  });
  return { before: median(both.map(([left]) => left)), after: median(both.map(([, right]) => right)) };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
