/** Ollama's own API: `ollama_chat/` over /api/chat, `ollama/` over /api/generate, embeddings of both over /api/embed. */
import type { ChatTranslator, Provider, TranslatedInput, TranslatedRequest } from "../provider.ts";
import { classifyError } from "./classify-error.ts";
import { OllamaDecoder } from "./decode-stream.ts";
import { embedding } from "./embedding.ts";
import { nativeRoute } from "./native-route.ts";
import { readAnswer } from "./read-answer.ts";
import { toChatRequest, toGenerateRequest } from "./to-request.ts";

/** One server behind both prefixes: a client of either of Ollama's own ways is served natively. */
const chatRoute = nativeRoute("/api/chat");
const generateRoute = nativeRoute("/api/generate");

export const ollamaChat: Provider = providerOver(toChatRequest);
export const ollama: Provider = providerOver(toGenerateRequest);

function providerOver(toRequest: (input: TranslatedInput) => TranslatedRequest): Provider {
  const chat: ChatTranslator = { framing: "ndjson", toRequest, readAnswer, openDecoder: () => new OllamaDecoder() };
  return {
    classifyError,
    native: (operation) => {
      if (operation === "ollama_chat") return chatRoute;
      return operation === "ollama_generate" ? generateRoute : null;
    },
    chat,
    embedding,
    counter: null,
  };
}
