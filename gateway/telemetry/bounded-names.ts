/**
 * Names that may stand in a label: the file's own, never a client's.
 *
 * A client can ask for any model, and a wildcard answers to any; a label for each would grow without end. So a name that
 * the file does not have is its wildcard's pattern, else `other`.
 */
import type { Catalog } from "../contract/deployment.ts";

export type KnownNames = Pick<Catalog, "groups" | "groupAliases" | "byId" | "byLitellmModel" | "wildcards">;

export const otherName = "other";

export function boundedModel(asked: string, catalog: KnownNames): string {
  const { groups, groupAliases, byId, byLitellmModel, wildcards } = catalog;
  if (groups.has(asked) || groupAliases.has(asked) || byId.has(asked) || byLitellmModel.has(asked)) return asked;
  return wildcards.find(({ pattern }) => pattern.test(asked))?.alias ?? otherName;
}
