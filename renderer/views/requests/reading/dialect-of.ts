/** Which reader a logged request's bodies need: by its operation, and for a pass-through by the provider's own path. */
import type { Operation } from "../../../../gateway/contract/operations.ts";
import { anthropicMessages } from "./anthropic-messages.ts";
import type { Dialect } from "./conversation.ts";
import { countTokens } from "./count-tokens.ts";
import { embedding } from "./embedding.ts";
import { gemini } from "./gemini.ts";
import { images } from "./images.ts";
import { moderation } from "./moderation.ts";
import { ollama } from "./ollama.ts";
import { openaiChat } from "./openai-chat.ts";
import { openaiCompletion } from "./openai-completion.ts";
import { openaiResponses } from "./openai-responses.ts";
import { rerank } from "./rerank.ts";
import { speech } from "./speech.ts";
import { transcription } from "./transcription.ts";

const byOperation: Readonly<Record<Exclude<Operation, "pass_through">, Dialect>> = {
  chat: openaiChat,
  completion: openaiCompletion,
  messages: anthropicMessages,
  responses: openaiResponses,
  ollama_chat: ollama,
  ollama_generate: ollama,
  embedding,
  count_tokens: countTokens,
  image_generation: images,
  image_edit: images,
  speech,
  transcription,
  translation: transcription,
  moderation,
  rerank,
};

/** The last words of a path; a longer one stands before the one it ends in. */
const byPath: readonly (readonly [RegExp, Dialect])[] = [
  [/\/chat\/completions$/, openaiChat],
  [/\/completions$/, openaiCompletion],
  [/\/responses$/, openaiResponses],
  [/\/messages\/count_tokens$/, countTokens],
  [/\/messages$/, anthropicMessages],
  [/\/embeddings$/, embedding],
  [/\/images\/(generations|edits)$/, images],
  [/\/audio\/speech$/, speech],
  [/\/audio\/(transcriptions|translations)$/, transcription],
  [/\/moderations$/, moderation],
  [/\/rerank$/, rerank],
  [/:(generateContent|streamGenerateContent)$/, gemini],
];

/** @returns null when nobody here reads it: the raw bodies are all there is */
export function dialectOf(operation: string, path: string): Dialect | null {
  if (isKnown(operation)) return byOperation[operation];
  const plain = path.split("?", 1)[0] ?? "";
  return byPath.find(([ending]) => ending.test(plain))?.[1] ?? null;
}

function isKnown(operation: string): operation is keyof typeof byOperation {
  return Object.hasOwn(byOperation, operation);
}
