/** Splices of one round in order, each once, none over another. */
import type { Splice } from "../../contract/config-edit.ts";
import { EditRefusal } from "./edit-refusal.ts";

export interface PlacedSplice {
  readonly splice: Splice;
  /** Of its container: where two put something at one offset, the deeper one stands first. */
  readonly column: number;
}

/** @throws EditRefusal when two of them write over one place */
export function inOrder(placed: readonly PlacedSplice[]): Splice[] {
  const sorted = placed.toSorted((one, other) => {
    if (one.splice.offset !== other.splice.offset) return one.splice.offset - other.splice.offset;
    const isInsertion = ({ splice }: PlacedSplice): number => (splice.length === 0 ? 0 : 1);
    return isInsertion(one) - isInsertion(other) || other.column - one.column;
  });
  const result: Splice[] = [];
  const ranges = new Set<string>();
  for (const { splice } of sorted) {
    const { offset, length, text } = splice;
    if (length === 0 && text === "") continue;
    // Two uses of one anchor ask for the same change of it.
    const range = JSON.stringify(splice);
    if (length > 0 && ranges.has(range)) continue;
    ranges.add(range);
    const last = result.at(-1);
    const overlap = last === undefined ? 0 : last.offset + last.length - offset;
    if (last === undefined || overlap <= 0) result.push(splice);
    else if (last.text === "" && text === "")
      result[result.length - 1] = { ...last, length: Math.max(last.length, offset + length - last.offset) };
    else throw meeting(offset);
  }
  return result;
}

function meeting(at: number): EditRefusal {
  return new EditRefusal({
    reason: "Two changes of this edit meet in one place.",
    hint: "Make them one after the other.",
    at,
  });
}
