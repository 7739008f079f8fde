/** Generation operation -> client dialect. */
import type { GenerationOperation } from "../contract/operations.ts";
import type { ClientDialect } from "./client-dialect.ts";
import { openaiChat } from "./openai-chat/openai-chat.ts";
import { openaiResponses } from "./openai-responses/openai-responses.ts";

export function dialectFor(operation: GenerationOperation): ClientDialect {
  return operation === "responses" ? openaiResponses : openaiChat;
}
