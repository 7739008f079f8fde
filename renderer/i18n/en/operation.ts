/** The panel's words in English: operation. */
export const operation = {
  chat: "Chat",
  completion: "Completion",
  messages: "Messages",
  responses: "Responses",
  ollama_chat: "Ollama chat",
  ollama_generate: "Ollama generate",
  embedding: "Embedding",
  count_tokens: "Token count",
  image_generation: "Image",
  image_edit: "Image edit",
  speech: "Speech",
  transcription: "Transcription",
  translation: "Translation",
  moderation: "Moderation",
  rerank: "Rerank",
  pass_through: "Pass-through",
} as const;
