/** Generation operation -> client dialect. */
import type { GenerationOperation } from "../contract/operations.ts";
import { anthropicMessages } from "./anthropic-messages/anthropic-messages.ts";
import type { ClientDialect } from "./client-dialect.ts";
import { openaiChat } from "./openai-chat/openai-chat.ts";
import { openaiCompletion } from "./openai-completion/openai-completion.ts";
import { openaiResponses } from "./openai-responses/openai-responses.ts";

const dialects: Readonly<Partial<Record<GenerationOperation, ClientDialect>>> = {
  completion: openaiCompletion,
  messages: anthropicMessages,
  responses: openaiResponses,
};

export function dialectFor(operation: GenerationOperation): ClientDialect {
  return dialects[operation] ?? openaiChat;
}
