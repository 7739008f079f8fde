/**
 * What a stream's timeline says: its gaps, who made them, and how fast it ran.
 *
 * The rule: a gap is a stall from one second on when it is twice the median gap, and a pause from a tenth of a second on
 * when it is ten times the median. A model that is slow and even has neither.
 */
import type { ChunkSeries, StreamTimeline } from "../../../../gateway/contract/request-wire.ts";

export const stallMs = 1000;
export const leastPauseMs = 100;
export const pauseFactor = 10;
const stallFactor = 2;
/** A read this close before a write is the one that was written. */
const sameMomentMs = 5;
const mostBins = 80;
const leastBinMs = 100;

/** `provider`: it sent nothing. `client`: it took nothing. `gateway`: what came held nothing for the client. */
export type GapCause = "provider" | "client" | "gateway";

export interface Gap {
  readonly kind: "stall" | "pause";
  readonly cause: GapCause;
  /** The piece that ended it. */
  readonly index: number;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Rate {
  readonly fromMs: number;
  readonly toMs: number;
  /** About; null when the answer's tokens are not known. */
  readonly tokensPerSecond: number | null;
  readonly bytesPerSecond: number;
}

export interface StreamShape {
  readonly medianGapMs: number | null;
  readonly longestGapMs: number | null;
  readonly gaps: readonly Gap[];
  readonly rates: readonly Rate[];
  readonly bytes: number;
}

/** @param tokens  of the whole answer; pieces get their share by their bytes */
export function shapeOf(timeline: StreamTimeline, tokens: number | null): StreamShape {
  const { times, sizes } = timeline.toClient;
  const lengths = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const median = medianOf(lengths);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return {
    medianGapMs: median,
    longestGapMs: lengths.length === 0 ? null : lengths.reduce((most, each) => Math.max(most, each), 0),
    gaps: lengths.flatMap((length, index) => gapOf(length, index + 1, median ?? 0, timeline) ?? []),
    rates: ratesOf(timeline.toClient, bytes, tokens),
    bytes,
  };
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

function gapOf(length: number, index: number, median: number, timeline: StreamTimeline): Gap | null {
  const isStall = length >= stallMs && length >= stallFactor * median;
  const isPause = length >= leastPauseMs && length >= pauseFactor * median;
  if (!isStall && !isPause) return null;
  const { times } = timeline.toClient;
  const [fromMs, toMs] = [times[index - 1] ?? 0, times[index] ?? 0];
  return { kind: isStall ? "stall" : "pause", cause: causeOf(fromMs, toMs, timeline), index, fromMs, toMs };
}

function causeOf(from: number, to: number, { fromProvider, waits }: StreamTimeline): GapCause {
  const waited = waits.times.reduce((sum, start, index) => {
    const end = start + (waits.sizes[index] ?? 0);
    return sum + Math.max(0, Math.min(end, to) - Math.max(start, from));
  }, 0);
  if (waited >= (to - from) / 2) return "client";
  const isRead = fromProvider.times.some((time) => time > from + sameMomentMs && time < to - sameMomentMs);
  return isRead ? "gateway" : "provider";
}

function ratesOf({ times, sizes }: ChunkSeries, bytes: number, tokens: number | null): Rate[] {
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  if (times.length < 2 || last <= first) return [];
  const count = Math.max(1, Math.min(mostBins, Math.floor((last - first) / leastBinMs)));
  const width = (last - first) / count;
  const sums = Array.from({ length: count }, () => 0);
  for (const [index, time] of times.entries()) {
    const bin = Math.min(count - 1, Math.floor((time - first) / width));
    sums[bin] = (sums[bin] ?? 0) + (sizes[index] ?? 0);
  }
  return sums.map((sum, bin) => ({
    fromMs: first + bin * width,
    toMs: first + (bin + 1) * width,
    tokensPerSecond: tokens === null || bytes === 0 ? null : ((sum / bytes) * tokens * 1000) / width,
    bytesPerSecond: (sum * 1000) / width,
  }));
}

/** @returns the piece that stands nearest to a moment; null when there is none */
export function nearestPiece(times: readonly number[], ms: number): number | null {
  if (times.length === 0) return null;
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  const before = times[low - 1];
  return before !== undefined && ms - before < (times[low] ?? 0) - ms ? low - 1 : low;
}
