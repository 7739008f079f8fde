/**
 * A merge of two texts that began as one: what only one side changed is taken, what both changed is a conflict.
 *
 * Without a common text every difference is a conflict: nothing is ever chosen for the user.
 */
import { diffArrays } from "diff";
import { diff3Merge } from "node-diff3";

export interface MergeConflict {
  readonly mine: readonly string[];
  readonly base: readonly string[];
  readonly theirs: readonly string[];
}

export type MergePart =
  | { readonly kind: "same"; readonly lines: readonly string[] }
  | ({ readonly kind: "conflict" } & MergeConflict);

export const mergeChoices = ["mine", "theirs", "both"] as const;
export type MergeChoice = (typeof mergeChoices)[number];

/** Texts with one kind of line ending; lines keep none. */
export function mergeTexts(base: string | null, mine: string, theirs: string): readonly MergePart[] {
  if (base === null) return twoWay(linesOf(mine), linesOf(theirs));
  return diff3Merge(linesOf(mine), linesOf(base), linesOf(theirs), { excludeFalseConflicts: true }).map(
    ({ ok, conflict }): MergePart =>
      conflict === undefined
        ? { kind: "same", lines: ok ?? [] }
        : { kind: "conflict", mine: conflict.a, base: conflict.o, theirs: conflict.b },
  );
}

export function conflictsIn(parts: readonly MergePart[]): readonly MergeConflict[] {
  return parts.filter((part) => part.kind === "conflict");
}

/** A conflict without a choice stands as it was in the draft. */
export function linesFor(conflict: MergeConflict, choice: MergeChoice | undefined): readonly string[] {
  if (choice === "theirs") return conflict.theirs;
  return choice === "both" ? [...conflict.theirs, ...conflict.mine] : conflict.mine;
}

export interface Placed {
  readonly text: string;
  /** Of each conflict: 0-based first line and number of lines. */
  readonly places: readonly { readonly line: number; readonly count: number }[];
}

export function mergedText(parts: readonly MergePart[], choices: readonly (MergeChoice | undefined)[]): Placed {
  const lines: string[] = [];
  const places: { line: number; count: number }[] = [];
  for (const part of parts) {
    const added = part.kind === "same" ? part.lines : linesFor(part, choices[places.length]);
    if (part.kind === "conflict") places.push({ line: lines.length, count: added.length });
    lines.push(...added);
  }
  return { text: lines.join("\n"), places };
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\n/);
}

function twoWay(mine: string[], theirs: string[]): MergePart[] {
  const parts: MergePart[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const close = (): void => {
    if (removed.length + added.length > 0) parts.push({ kind: "conflict", mine: removed, base: [], theirs: added });
    [removed, added] = [[], []];
  };
  for (const change of diffArrays(mine, theirs)) {
    if (change.removed) removed.push(...change.value);
    else if (change.added) added.push(...change.value);
    else {
      close();
      parts.push({ kind: "same", lines: change.value });
    }
  }
  close();
  return parts;
}
