/**
 * What a Claude model can be asked for: its longest answer, how it is told to think, whether it takes a JSON schema and
 * sampling parameters. A name that no row begins is some other server that speaks this API: the cautious row.
 *
 * @source LiteLLM 1.103.7's model price file (max_output_tokens, supports_*), read 2026-11-24;
 *   https://docs.claude.com/en/docs/about-claude/models/overview, .../build-with-claude/adaptive-thinking
 */
export interface ModelTraits {
  /** Tokens. Sent as `max_tokens` when the client names none. */
  readonly maxOutput: number;
  /** `budget`: enabled with a token budget; `adaptive`: by effort alone; `both`; `none`. */
  readonly thinking: "none" | "budget" | "both" | "adaptive";
  /** Takes a JSON schema for its answer; else a forced tool stands in for it. */
  readonly takesSchema: boolean;
  /** Takes `temperature`, `top_p` and `top_k`. */
  readonly takesSampling: boolean;
  /** Knows the effort `xhigh`. */
  readonly knowsXhigh: boolean;
}

const modern: ModelTraits = {
  maxOutput: 128_000,
  thinking: "adaptive",
  takesSchema: true,
  takesSampling: false,
  knowsXhigh: true,
};
const fourSix: ModelTraits = { ...modern, thinking: "both", takesSampling: true, knowsXhigh: false };
const fourFive: ModelTraits = { ...fourSix, maxOutput: 64_000, thinking: "budget" };
const four: ModelTraits = { ...fourFive, takesSchema: false };
const three: ModelTraits = { ...four, maxOutput: 4096, thinking: "none" };
/** LiteLLM's default answer length; budgets and forced tools work with every server that copies this API. */
const unknown: ModelTraits = { ...four, maxOutput: 4096 };

/** First match wins: longer names stand before their beginnings. */
const rows: readonly (readonly [name: string, traits: ModelTraits])[] = [
  ["claude-mythos", modern],
  ["claude-fable", modern],
  ["claude-opus-5", modern],
  ["claude-sonnet-5", modern],
  ["claude-haiku-5", modern],
  ["claude-opus-4-8", modern],
  ["claude-opus-4-7", modern],
  ["claude-opus-4-6", fourSix],
  ["claude-sonnet-4-6", fourSix],
  ["claude-opus-4-5", fourFive],
  ["claude-sonnet-4-5", fourFive],
  ["claude-haiku-4-5", fourFive],
  ["claude-opus-4-1", { ...fourFive, maxOutput: 32_000 }],
  ["claude-opus-4", { ...four, maxOutput: 32_000 }],
  ["claude-sonnet-4", four],
  ["claude-3-7", four],
  ["claude-3-5", { ...three, maxOutput: 8192 }],
  ["claude-3", three],
];

/** @param model  as the provider is asked for it; a cloud's prefix and suffix around the name do not matter */
export function traitsOf(model: string): ModelTraits {
  const at = model.indexOf("claude-");
  if (at === -1) return unknown;
  const name = model.slice(at).replaceAll(".", "-");
  return rows.find(([start]) => name.startsWith(start))?.[1] ?? unknown;
}
