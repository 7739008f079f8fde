/** Generation operation -> client dialect. */
import type { GenerationOperation } from "../contract/operations.ts";
import type { ClientDialect } from "./client-dialect.ts";
import { openaiChat } from "./openai-chat/openai-chat.ts";

export function dialectFor(_operation: GenerationOperation): ClientDialect {
  return openaiChat;
}
