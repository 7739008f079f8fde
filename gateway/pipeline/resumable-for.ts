/** Which requests may be finished by another group when their stream breaks: those of an alias in `continue_streams`. */
import { isGeneration } from "../contract/operations.ts";
import type { Resolved } from "./exchange.ts";
import { ResumableAnswer } from "./resumable-answer.ts";

/** @returns null for what is not a stream of one answer, or not opted in */
export function resumableFor({ isStream, operation, model, group, fields, catalog }: Resolved): ResumableAnswer | null {
  const { continueStreams } = catalog.settings.portico;
  if (continueStreams.length === 0 || !isStream || !isGeneration(operation)) return null;
  if (typeof fields["n"] === "number" && fields["n"] > 1) return null;
  const isMeant = continueStreams.some((name) => name === "*" || name === model || name === group.alias);
  return isMeant ? new ResumableAnswer() : null;
}
