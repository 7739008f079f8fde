/** Statuses that only one dialect's clients know: Anthropic's 529 (overloaded) is a 503 to everybody else. */
import type { WireFamily } from "../contract/conversation.ts";
import type { ClassifiedError } from "../providers/provider.ts";

const overloaded = 529;
const unavailable = 503;

/** @param family  of the client's dialect */
export function forClient(error: ClassifiedError, family: WireFamily): ClassifiedError {
  return error.status === overloaded && family !== "anthropic" ? { ...error, status: unavailable } : error;
}
