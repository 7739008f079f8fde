/**
 * Lists of models as servers send them, cut to a few entries.
 *
 * @source openrouter.ai/docs/models, platform.claude.com/docs/en/api/models/list, ai.google.dev/api/models,
 *   docs.ollama.com/api/tags and /api-reference/show-model-details, lmstudio.ai/docs/developer/rest/endpoints,
 *   docs.vllm.ai (ModelCard), llama.cpp's server README
 */
export const openrouterPage = {
  data: [
    {
      id: "qwen/qwen3-235b-a22b-2507",
      canonical_slug: "qwen/qwen3-235b-a22b-07-25",
      name: "Qwen: Qwen3 235B A22B Instruct 2507",
      created: 1753119555,
      description: "A mixture-of-experts model.",
      context_length: 262144,
      architecture: {
        modality: "text->text",
        input_modalities: ["text"],
        output_modalities: ["text"],
        tokenizer: "Qwen3",
        instruct_type: null,
      },
      pricing: { prompt: "0.000000078", completion: "0.000000312", request: "0", image: "0" },
      top_provider: { context_length: 262144, max_completion_tokens: null, is_moderated: false },
      per_request_limits: null,
      supported_parameters: [
        "max_tokens",
        "response_format",
        "structured_outputs",
        "temperature",
        "tools",
        "tool_choice",
      ],
    },
    {
      id: "google/gemini-2.5-flash",
      name: "Google: Gemini 2.5 Flash",
      context_length: 1048576,
      architecture: { input_modalities: ["file", "image", "text", "audio"], output_modalities: ["text"] },
      pricing: { prompt: "0.0000003", completion: "0.0000025", input_cache_read: "0.000000075" },
      supported_parameters: ["include_reasoning", "max_tokens", "reasoning", "tools"],
    },
    {
      id: "openrouter/auto",
      name: "Auto Router",
      context_length: 2000000,
      architecture: { input_modalities: ["text"], output_modalities: ["text"] },
      pricing: { prompt: "-1", completion: "-1" },
      supported_parameters: [],
    },
  ],
} as const;

export const anthropicPage = {
  data: [
    {
      type: "model",
      id: "claude-opus-4-6",
      display_name: "Claude Opus 4.6",
      created_at: "2026-02-04T00:00:00Z",
      max_input_tokens: 200000,
      max_tokens: 64000,
      capabilities: {
        batch: { supported: true },
        image_input: { supported: true },
        pdf_input: { supported: true },
        structured_outputs: { supported: true },
        thinking: { supported: true, types: { enabled: { supported: true } } },
      },
    },
  ],
  has_more: false,
  first_id: "claude-opus-4-6",
  last_id: "claude-opus-4-6",
} as const;

export const geminiPage = {
  models: [
    {
      name: "models/gemini-2.5-flash",
      version: "001",
      displayName: "Gemini 2.5 Flash",
      inputTokenLimit: 1048576,
      outputTokenLimit: 65536,
      supportedGenerationMethods: ["generateContent", "countTokens"],
      thinking: true,
    },
    { name: "models/aqa", displayName: "AQA", inputTokenLimit: 7168, supportedGenerationMethods: ["generateAnswer"] },
    { name: "models/text-embedding-004", inputTokenLimit: 2048, supportedGenerationMethods: ["embedContent"] },
  ],
} as const;

export const ollamaTags = {
  models: [
    {
      name: "llama3.2:latest",
      model: "llama3.2:latest",
      modified_at: "2026-05-04T17:37:44.706015396-07:00",
      size: 2019393189,
      digest: "a80c4f17acd5",
      details: { format: "gguf", family: "llama", parameter_size: "3.2B", quantization_level: "Q4_K_M" },
    },
  ],
} as const;

export const ollamaShow = {
  details: { family: "llama", parameter_size: "3.2B" },
  model_info: { "general.architecture": "llama", "llama.context_length": 131072 },
  capabilities: ["completion", "tools"],
} as const;

export const ollamaOpenaiList = {
  object: "list",
  data: [{ id: "llama3.2:latest", object: "model", created: 1714870664, owned_by: "library" }],
} as const;

export const vllmList = {
  object: "list",
  data: [
    { id: "Qwen/Qwen3-8B", object: "model", created: 1, owned_by: "vllm", root: "Qwen/Qwen3-8B", max_model_len: 40960 },
  ],
} as const;

export const llamaCppList = {
  object: "list",
  data: [
    { id: "gemma-3-4b", object: "model", owned_by: "llamacpp", meta: { n_ctx_train: 131072, n_params: 3880263168 } },
  ],
} as const;

export const lmStudioList = {
  object: "list",
  data: [
    { id: "qwen2-vl-7b-instruct", object: "model", type: "vlm", state: "not-loaded", max_context_length: 32768 },
    { id: "nomic-embed-text", object: "model", type: "embeddings", state: "not-loaded", max_context_length: 2048 },
  ],
} as const;
