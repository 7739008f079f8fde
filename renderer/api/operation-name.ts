/** An operation in the user's words; one that a newer gateway added keeps its own name. */
import type { TFunction } from "i18next";
import { operations } from "../../gateway/contract/operations.ts";

export function operationName(operation: string, t: TFunction): string {
  const known = operations.find((name) => name === operation);
  return known === undefined ? operation : t(`operation.${known}`);
}
