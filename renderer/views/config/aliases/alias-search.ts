/** What an address says of the alias view: whose form is open, and what a command asked for. */
import { z } from "zod";
import type { Question } from "./desk.ts";

export const aliasSearch = {
  alias: z.string().max(512).optional().catch(undefined),
  ask: z.enum(["new", "rename"]).optional().catch(undefined),
};

interface AliasSearch {
  readonly alias?: string | undefined;
  readonly ask?: "new" | "rename" | undefined;
}

export function askedBy({ alias, ask }: AliasSearch): Question | null {
  if (ask === undefined) return null;
  if (ask === "new") return { kind: "newAlias" };
  return alias === undefined ? { kind: "pickToRename" } : { kind: "rename", alias };
}
