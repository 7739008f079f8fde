/**
 * The providers this gateway knows, from one table: prefix, base URL, key variables, quirks.
 *
 * Source: LiteLLM's prefix table (v1.80.0), checked rows. `dialect` says which adapter speaks to it;
 * null = LiteLLM knows the prefix and this gateway does not (yet), so that a file's finding can say so by name.
 */
export type ProviderDialect =
  | "openai"
  | "anthropic"
  | "gemini"
  | "ollama"
  | "ollama_chat"
  | "azure"
  | "cohere"
  | "bedrock"
  | "vertex_ai";

export interface ProviderRow {
  readonly prefix: string;
  /** Name in error texts, e.g. `Openrouter` in `OpenrouterException`. */
  readonly label: string;
  readonly dialect: ProviderDialect | null;
  /** Default base URL, null when `api_base` must be written. */
  readonly baseUrl: string | null;
  /** Variables that override the base, first found wins. */
  readonly baseEnv: readonly string[];
  /** Variables that hold the key, first found wins. */
  readonly keyEnv: readonly string[];
  /** True when the server may run without a key (local servers). */
  readonly keyOptional: boolean;
  /** Asks for `usage: {include: true}` and returns `usage.cost`. */
  readonly reportsCost: boolean;
  /** Variables whose values become extra request headers, with their defaults. */
  readonly headerEnv: Readonly<Record<string, { readonly env: string; readonly fallback: string }>>;
  /** Serves OpenAI's `/responses`; others get a Responses request over chat completions. */
  readonly speaksResponses: boolean;
  /** Body fields the provider refuses, dropped always. */
  readonly dropsAlways: readonly string[];
}

interface RowInit {
  base?: string;
  baseEnv?: readonly string[];
  keyEnv: readonly string[];
  keyOptional?: boolean;
  reportsCost?: boolean;
  speaksResponses?: boolean;
  headerEnv?: ProviderRow["headerEnv"];
  dropsAlways?: readonly string[];
}

function openai(prefix: string, label: string, init: RowInit): ProviderRow {
  return row("openai", prefix, label, init);
}

function row(dialect: ProviderDialect | null, prefix: string, label: string, init: RowInit): ProviderRow {
  return {
    prefix,
    label,
    dialect,
    baseUrl: init.base ?? null,
    baseEnv: init.baseEnv ?? [`${prefix.toUpperCase()}_API_BASE`],
    keyEnv: init.keyEnv,
    keyOptional: init.keyOptional ?? false,
    reportsCost: init.reportsCost ?? false,
    speaksResponses: init.speaksResponses ?? false,
    headerEnv: init.headerEnv ?? {},
    dropsAlways: init.dropsAlways ?? [],
  };
}

function later(prefix: string, keyEnv: readonly string[] = []): ProviderRow {
  return row(null, prefix, prefix.charAt(0).toUpperCase() + prefix.slice(1), { keyEnv, baseEnv: [] });
}

/** Both prefixes speak to the same server, over /api/generate and /api/chat. */
const ollamaBase = "http://localhost:11434";
const ollamaEnv = ["OLLAMA_API_BASE"];
const ollamaKey = ["OLLAMA_API_KEY"];

const rows: readonly ProviderRow[] = [
  openai("openai", "OpenAI", {
    base: "https://api.openai.com/v1",
    baseEnv: ["OPENAI_BASE_URL", "OPENAI_API_BASE"],
    keyEnv: ["OPENAI_API_KEY"],
    speaksResponses: true,
  }),
  openai("text-completion-openai", "Text-completion-openai", {
    base: "https://api.openai.com/v1",
    baseEnv: ["OPENAI_BASE_URL", "OPENAI_API_BASE"],
    keyEnv: ["OPENAI_API_KEY"],
  }),
  openai("openrouter", "Openrouter", {
    base: "https://openrouter.ai/api/v1",
    keyEnv: ["OPENROUTER_API_KEY", "OR_API_KEY"],
    reportsCost: true,
    headerEnv: {
      "HTTP-Referer": { env: "OR_SITE_URL", fallback: "http://localhost:4000" },
      "X-Title": { env: "OR_APP_NAME", fallback: "Portico" },
    },
    dropsAlways: ["user"],
  }),
  openai("hosted_vllm", "Hosted_vllm", {
    keyEnv: ["HOSTED_VLLM_API_KEY"],
    keyOptional: true,
    speaksResponses: true,
    dropsAlways: ["user"],
  }),
  openai("vllm", "Vllm", { keyEnv: ["VLLM_API_KEY"], keyOptional: true }),
  openai("lm_studio", "Lm_studio", {
    base: "http://127.0.0.1:1234/v1",
    keyEnv: ["LM_STUDIO_API_KEY"],
    keyOptional: true,
    speaksResponses: true,
  }),
  openai("llamafile", "Llamafile", {
    base: "http://127.0.0.1:8080/v1",
    keyEnv: ["LLAMAFILE_API_KEY"],
    keyOptional: true,
  }),
  openai("litellm_proxy", "Litellm_proxy", { keyEnv: ["LITELLM_PROXY_API_KEY"], speaksResponses: true }),
  openai("groq", "Groq", { base: "https://api.groq.com/openai/v1", keyEnv: ["GROQ_API_KEY"] }),
  openai("mistral", "Mistral", {
    base: "https://api.mistral.ai/v1",
    keyEnv: ["MISTRAL_AZURE_API_KEY", "MISTRAL_API_KEY"],
    dropsAlways: ["user", "stream_options"], // a 422 there; usage comes unasked
  }),
  openai("deepseek", "Deepseek", { base: "https://api.deepseek.com/beta", keyEnv: ["DEEPSEEK_API_KEY"] }),
  openai("together_ai", "Together_ai", {
    base: "https://api.together.xyz/v1",
    keyEnv: ["TOGETHER_API_KEY", "TOGETHER_AI_API_KEY", "TOGETHERAI_API_KEY", "TOGETHER_AI_TOKEN"],
  }),
  openai("xai", "Xai", { base: "https://api.x.ai/v1", keyEnv: ["XAI_API_KEY"], speaksResponses: true }),
  openai("fireworks_ai", "Fireworks_ai", {
    base: "https://api.fireworks.ai/inference/v1",
    baseEnv: ["FIREWORKS_API_BASE"],
    keyEnv: ["FIREWORKS_API_KEY", "FIREWORKS_AI_API_KEY", "FIREWORKSAI_API_KEY"],
  }),
  openai("perplexity", "Perplexity", {
    base: "https://api.perplexity.ai",
    keyEnv: ["PERPLEXITYAI_API_KEY", "PERPLEXITY_API_KEY"],
  }),
  openai("nvidia_nim", "Nvidia_nim", { base: "https://integrate.api.nvidia.com/v1", keyEnv: ["NVIDIA_NIM_API_KEY"] }),
  openai("cerebras", "Cerebras", { base: "https://api.cerebras.ai/v1", keyEnv: ["CEREBRAS_API_KEY"] }),
  openai("sambanova", "Sambanova", { base: "https://api.sambanova.ai/v1", keyEnv: ["SAMBANOVA_API_KEY"] }),
  openai("github", "Github", { base: "https://models.inference.ai.azure.com", keyEnv: ["GITHUB_API_KEY"] }),
  openai("deepinfra", "Deepinfra", { base: "https://api.deepinfra.com/v1/openai", keyEnv: ["DEEPINFRA_API_KEY"] }),
  openai("moonshot", "Moonshot", { base: "https://api.moonshot.ai/v1", keyEnv: ["MOONSHOT_API_KEY"] }),
  openai("dashscope", "Dashscope", {
    base: "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
    keyEnv: ["DASHSCOPE_API_KEY"],
  }),
  openai("vercel_ai_gateway", "Vercel_ai_gateway", {
    base: "https://ai-gateway.vercel.sh/v1",
    keyEnv: ["VERCEL_AI_GATEWAY_API_KEY"],
  }),
  openai("nebius", "Nebius", { base: "https://api.studio.nebius.ai/v1", keyEnv: ["NEBIUS_API_KEY"] }),
  openai("novita", "Novita", { base: "https://api.novita.ai/v3/openai", keyEnv: ["NOVITA_API_KEY"] }),
  openai("hyperbolic", "Hyperbolic", { base: "https://api.hyperbolic.xyz/v1", keyEnv: ["HYPERBOLIC_API_KEY"] }),
  openai("lambda_ai", "Lambda_ai", { base: "https://api.lambda.ai/v1", keyEnv: ["LAMBDA_API_KEY"] }),
  openai("volcengine", "Volcengine", {
    base: "https://ark.cn-beijing.volces.com/api/v3",
    keyEnv: ["VOLCENGINE_API_KEY"],
  }),
  openai("codestral", "Codestral", { base: "https://codestral.mistral.ai/v1", keyEnv: ["CODESTRAL_API_KEY"] }),
  openai("meta_llama", "Meta_llama", { base: "https://api.llama.com/compat/v1", keyEnv: ["LLAMA_API_KEY"] }),
  row("azure", "azure", "Azure", { keyEnv: ["AZURE_OPENAI_API_KEY", "AZURE_API_KEY"], speaksResponses: true }),
  row("azure", "azure_ai", "Azure_ai", { keyEnv: ["AZURE_AI_API_KEY"] }),
  // Its keys, region and address: config/cloud-credentials-aws.ts.
  row("bedrock", "bedrock", "Bedrock", { baseEnv: [], keyEnv: [], keyOptional: true }),
  ...["cohere", "cohere_chat"].map((prefix) =>
    row("cohere", prefix, "Cohere", {
      base: "https://api.cohere.com",
      baseEnv: ["COHERE_API_BASE"],
      keyEnv: ["COHERE_API_KEY", "CO_API_KEY"],
    }),
  ),
  row("ollama", "ollama", "Ollama", { base: ollamaBase, baseEnv: ollamaEnv, keyEnv: ollamaKey, keyOptional: true }),
  row("ollama_chat", "ollama_chat", "Ollama_chat", {
    base: ollamaBase,
    baseEnv: ollamaEnv,
    keyEnv: ollamaKey,
    keyOptional: true,
  }),
  row("anthropic", "anthropic", "Anthropic", {
    base: "https://api.anthropic.com",
    baseEnv: ["ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"],
    keyEnv: ["ANTHROPIC_API_KEY"],
  }),
  row("gemini", "gemini", "Gemini", {
    base: "https://generativelanguage.googleapis.com",
    keyEnv: ["GOOGLE_API_KEY", "GEMINI_API_KEY"],
  }),
  // Its address follows from the location, its key is minted from credentials: config/vertex-cloud.ts.
  row("vertex_ai", "vertex_ai", "Vertex_ai", {
    baseEnv: ["VERTEXAI_API_BASE", "VERTEX_API_BASE"],
    keyEnv: [],
    keyOptional: true,
  }),
  ...[
    "watsonx",
    "replicate",
    "huggingface",
    "sagemaker",
    "cloudflare",
    "github_copilot",
    "friendliai",
    "featherless_ai",
  ].map((p) => later(p)),
  ...["baseten", "voyage", "zai", "auto_router", "custom_openai", "jina_ai", "databricks", "ai21"].map((p) => later(p)),
];

/** Prefix -> row. */
export const providerTable: ReadonlyMap<string, ProviderRow> = new Map(rows.map((entry) => [entry.prefix, entry]));
