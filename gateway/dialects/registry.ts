/** Generation operation -> client dialect. */
import type { GenerationOperation } from "../contract/operations.ts";
import { anthropicMessages } from "./anthropic-messages/anthropic-messages.ts";
import type { ClientDialect } from "./client-dialect.ts";
import { ollamaChat } from "./ollama-chat/ollama-chat.ts";
import { ollamaGenerate } from "./ollama-generate/ollama-generate.ts";
import { openaiChat } from "./openai-chat/openai-chat.ts";
import { openaiCompletion } from "./openai-completion/openai-completion.ts";
import { openaiResponses } from "./openai-responses/openai-responses.ts";

const dialects: Readonly<Record<GenerationOperation, ClientDialect>> = {
  chat: openaiChat,
  ollama_chat: ollamaChat,
  ollama_generate: ollamaGenerate,
  completion: openaiCompletion,
  messages: anthropicMessages,
  responses: openaiResponses,
};

export function dialectFor(operation: GenerationOperation): ClientDialect {
  return dialects[operation];
}
