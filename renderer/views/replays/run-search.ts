/** The address of a run: which of its rows are shown, and which one is compared. */
import { z } from "zod";
import type { RunItem, RunItemState } from "../../../gateway/contract/replay.ts";

export const shownKinds = ["all", "changed", "failed", "same", "other"] as const;
export type ShownKind = (typeof shownKinds)[number];

export const runSearchSchema = z.object({
  show: z.enum(shownKinds).optional().catch(undefined),
  /** Position of the row. */
  row: z.number().int().min(0).optional().catch(undefined),
});

const ownKinds: ReadonlySet<RunItemState> = new Set(["changed", "failed", "same"]);

export function isShown({ state }: Pick<RunItem, "state">, kind: ShownKind): boolean {
  if (kind === "all") return true;
  return kind === "other" ? !ownKinds.has(state) : state === kind;
}
