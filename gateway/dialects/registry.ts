/** Generation operation -> client dialect. */
import type { GenerationOperation } from "../contract/operations.ts";
import type { ClientDialect } from "./client-dialect.ts";
import { openaiChat } from "./openai-chat/openai-chat.ts";
import { openaiCompletion } from "./openai-completion/openai-completion.ts";

export function dialectFor(operation: GenerationOperation): ClientDialect {
  return operation === "completion" ? openaiCompletion : openaiChat;
}
