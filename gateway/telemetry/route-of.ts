/** The path that an operation is asked on, as one word each: the path itself may hold a client's words. */
const routes: Readonly<Record<string, string>> = {
  chat: "/v1/chat/completions",
  completion: "/v1/completions",
  messages: "/v1/messages",
  responses: "/v1/responses",
  ollama_chat: "/api/chat",
  ollama_generate: "/api/generate",
  embedding: "/v1/embeddings",
  count_tokens: "/v1/messages/count_tokens",
  image_generation: "/v1/images/generations",
  image_edit: "/v1/images/edits",
  speech: "/v1/audio/speech",
  transcription: "/v1/audio/transcriptions",
  translation: "/v1/audio/translations",
  moderation: "/v1/moderations",
  rerank: "/v1/rerank",
  pass_through: "pass_through",
};

export function routeOf(operation: string): string {
  return routes[operation] ?? "";
}
