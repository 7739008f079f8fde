/**
 * An id's place in the log's order as two numbers, so that a million rows can be ordered without their ids in memory.
 *
 * Law: a smaller id never has a greater key; equal keys are told apart by the ids themselves.
 */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"; // base/ids.ts
const ranks = Array.from({ length: 128 }, (_, code) => {
  const rank = Array.from(alphabet).filter((letter) => letter.charCodeAt(0) <= code).length - 1;
  return Math.max(0, rank);
});

export interface IdKey {
  /** The first ten characters: 50 bits. */
  readonly high: number;
  /** The next three: 15 bits, the rest of the counter. */
  readonly low: number;
}

export function keyOfId(id: string): IdKey {
  return { high: number(id, 0, 10), low: number(id, 10, 13) };
}

export function isBelow(left: IdKey, right: IdKey): boolean {
  return left.high < right.high || (left.high === right.high && left.low < right.low);
}

function number(id: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 32 + (at < id.length ? (ranks[id.charCodeAt(at)] ?? 31) : 0);
  return value;
}
