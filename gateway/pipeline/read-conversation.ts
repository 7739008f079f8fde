/** What a client asked a model, in whichever dialect it wrote; null where the dialect cannot read it. */
import type { Conversation } from "../contract/conversation.ts";
import { isGeneration, type Operation } from "../contract/operations.ts";
import { dialectFor } from "../dialects/registry.ts";

export function readConversation(operation: Operation, fields: Readonly<Record<string, unknown>>): Conversation | null {
  if (!isGeneration(operation)) return null;
  try {
    return dialectFor(operation).toConversation(fields);
  } catch {
    return null; // it went through untouched, so nobody had to understand it
  }
}
