/** A share as percent; a dash where none is known. */
import { dash } from "../../../ui/format.ts";

/** @param share  0 to 1. @returns `41.2%` */
export function formatShare(share: number | null): string {
  return share === null ? dash : `${(share * 100).toFixed(share > 0 && share < 0.1 ? 2 : 1)}%`;
}
