/**
 * Providers and local servers whose models can be listed, each at the host that its own documentation names.
 *
 * Addresses and key variables are the provider table's; what stands here is how a list is read and what it is called.
 * Law: a provider's key goes to no other host (see known-sources.test.ts, which holds the hosts a second time).
 */
import { providerTable } from "../../contract/providers.ts";

/** In which words a server lists its models. */
export type ListDialect = "openai" | "anthropic" | "gemini" | "ollama" | "lm_studio";

export interface KnownSource {
  readonly id: string;
  /** Prefix of what is added from here. */
  readonly provider: string;
  readonly title: string;
  readonly dialect: ListDialect;
  /** What a deployment calls. */
  readonly apiBase: string;
  /** Where the list is, when it is not under `apiBase`. */
  readonly listBase: string | null;
  /** Best first: the first one is asked for when none is set. */
  readonly keyVariables: readonly string[];
  readonly isLocal: boolean;
  /** Variables that move it elsewhere; of local servers only. */
  readonly baseVariables: readonly string[];
}

interface Init {
  readonly dialect?: ListDialect;
  readonly provider?: string;
  readonly apiBase?: string;
  readonly listBase?: string;
  readonly keyVariable?: string;
  readonly isLocal?: boolean;
}

const local = { isLocal: true } as const;

export const knownSources: readonly KnownSource[] = [
  source("openrouter", "OpenRouter"),
  source("openai", "OpenAI"),
  source("anthropic", "Anthropic", { dialect: "anthropic" }),
  source("gemini", "Google Gemini", { dialect: "gemini", keyVariable: "GEMINI_API_KEY" }),
  source("ollama", "Ollama", { ...local, dialect: "ollama", provider: "ollama_chat" }),
  source("lm_studio", "LM Studio", { ...local, dialect: "lm_studio" }),
  source("vllm", "vLLM", { ...local, provider: "hosted_vllm", apiBase: "http://127.0.0.1:8000/v1" }),
  source("llama_cpp", "llama.cpp", { ...local, provider: "llamafile" }),
  source("groq", "Groq"),
  source("deepseek", "DeepSeek", { listBase: "https://api.deepseek.com" }),
  source("mistral", "Mistral", { keyVariable: "MISTRAL_API_KEY" }),
  source("xai", "xAI"),
  source("together_ai", "Together AI"),
  source("fireworks_ai", "Fireworks AI"),
  source("cerebras", "Cerebras"),
  source("nvidia_nim", "NVIDIA NIM"),
  source("sambanova", "SambaNova"),
  source("deepinfra", "DeepInfra"),
  source("moonshot", "Moonshot AI"),
  source("dashscope", "DashScope"),
  source("vercel_ai_gateway", "Vercel AI Gateway"),
  source("nebius", "Nebius"),
  source("novita", "Novita AI"),
  source("hyperbolic", "Hyperbolic"),
  source("lambda_ai", "Lambda"),
];

function source(id: string, title: string, init: Init = {}): KnownSource {
  const provider = init.provider ?? id;
  const row = providerTable.get(provider);
  const apiBase = init.apiBase ?? row?.baseUrl;
  if (row === undefined || apiBase == null) throw new Error(`the provider table knows no address of ${provider}`);
  const { keyVariable = row.keyEnv[0] } = init;
  const others = row.keyEnv.filter((name) => name !== keyVariable);
  return {
    id,
    provider,
    title,
    dialect: init.dialect ?? "openai",
    apiBase,
    listBase: init.listBase ?? null,
    keyVariables: keyVariable === undefined ? [] : [keyVariable, ...others],
    isLocal: init.isLocal ?? false,
    baseVariables: init.isLocal === true ? row.baseEnv : [],
  };
}
