/** What was done, and by whom, in the words of the conventions and in LiteLLM's. */
interface OperationNames {
  readonly genAi: string;
  /** LiteLLM's call type. */
  readonly litellm: string;
  /** The route that asks for it; others lead to it too. */
  readonly route: string;
}

const operations: Readonly<Record<string, OperationNames>> = {
  chat: { genAi: "chat", litellm: "acompletion", route: "/v1/chat/completions" },
  messages: { genAi: "chat", litellm: "anthropic_messages", route: "/v1/messages" },
  responses: { genAi: "chat", litellm: "aresponses", route: "/v1/responses" },
  ollama_chat: { genAi: "chat", litellm: "acompletion", route: "/api/chat" },
  ollama_generate: { genAi: "text_completion", litellm: "atext_completion", route: "/api/generate" },
  completion: { genAi: "text_completion", litellm: "atext_completion", route: "/v1/completions" },
  embedding: { genAi: "embeddings", litellm: "aembedding", route: "/v1/embeddings" },
  count_tokens: { genAi: "count_tokens", litellm: "acount_tokens", route: "/v1/messages/count_tokens" },
  image_generation: { genAi: "image_generation", litellm: "aimage_generation", route: "/v1/images/generations" },
  image_edit: { genAi: "image_edit", litellm: "aimage_edit", route: "/v1/images/edits" },
  speech: { genAi: "speech", litellm: "aspeech", route: "/v1/audio/speech" },
  transcription: { genAi: "transcription", litellm: "atranscription", route: "/v1/audio/transcriptions" },
  translation: { genAi: "translation", litellm: "atranslation", route: "/v1/audio/translations" },
  moderation: { genAi: "moderation", litellm: "amoderation", route: "/v1/moderations" },
  rerank: { genAi: "rerank", litellm: "arerank", route: "/v1/rerank" },
  pass_through: { genAi: "pass_through", litellm: "pass_through_endpoint", route: "/{provider}/{path}" },
};

export function namesOfOperation(operation: string): OperationNames {
  return operations[operation] ?? { genAi: operation, litellm: operation, route: operation };
}

/** Where the conventions have their own word for a provider; others go by their prefix in `model`. */
const providers: Readonly<Record<string, string>> = {
  azure: "azure.ai.openai",
  azure_ai: "azure.ai.inference",
  bedrock: "aws.bedrock",
  cohere_chat: "cohere",
  gemini: "gcp.gemini",
  hosted_vllm: "vllm",
  mistral: "mistral_ai",
  moonshot: "moonshot_ai",
  ollama_chat: "ollama",
  "text-completion-openai": "openai",
  vertex_ai: "gcp.vertex_ai",
  watsonx: "ibm.watsonx.ai",
  xai: "x_ai",
};

export function genAiProvider(provider: string): string {
  return providers[provider] ?? provider;
}
