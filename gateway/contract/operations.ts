/**
 * What a client can ask for, by the route it came in on: the operation also names the dialect it is written in.
 *
 * Generations have a client dialect each and can be answered by any provider; the others go to providers that know them.
 */
export const generationOperations = [
  "chat", // OpenAI chat completions
  "completion", // OpenAI's legacy text completions
  "messages", // Anthropic Messages
  "responses", // OpenAI Responses
  "ollama_chat",
  "ollama_generate",
] as const;

const otherOperations = [
  "embedding",
  "count_tokens", // Anthropic's body, counted instead of answered
  "image_generation",
  "image_edit",
  "speech",
  "transcription",
  "translation",
  "moderation",
  "rerank",
  "pass_through", // a provider's own API, relayed as it is
] as const;

/** Every operation, generations first. */
export const operations = [...generationOperations, ...otherOperations] as const;

export type GenerationOperation = (typeof generationOperations)[number];
export type Operation = (typeof operations)[number];

const generations: ReadonlySet<string> = new Set(generationOperations);

export function isGeneration(operation: Operation): operation is GenerationOperation {
  return generations.has(operation);
}
