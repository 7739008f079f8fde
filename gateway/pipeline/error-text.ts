/**
 * An error's body in the words of the dialect that was asked in; OpenAI's envelope where an operation has none of its own.
 */
import { errorBody, type GatewayError } from "../contract/errors.ts";
import { isGeneration, type Operation } from "../contract/operations.ts";
import { dialectFor } from "../dialects/registry.ts";

export function errorText(operation: Operation, error: GatewayError, requestId: string | null): string {
  if (operation === "count_tokens") return dialectFor("messages").errorBody(error, requestId);
  return isGeneration(operation) ? dialectFor(operation).errorBody(error, requestId) : JSON.stringify(errorBody(error));
}
