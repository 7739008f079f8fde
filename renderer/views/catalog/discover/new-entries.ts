/** From chosen models to entries of `model_list`: LiteLLM's own keys, a reference instead of a key, nothing that is default. */
import type { ConfigEdit, JsonValue } from "../../../../gateway/contract/config-edit.ts";
import type { Ability, DiscoveredModel } from "../../../../gateway/contract/model-catalog.ts";
import { providerTable } from "../../../../gateway/contract/providers.ts";

export interface ChosenModel {
  readonly model: DiscoveredModel;
  readonly alias: string;
}

export interface EntryTerms {
  readonly provider: string;
  readonly apiBase: string;
  /** The variable that holds the key; null = none is needed. */
  readonly keyVariable: string | null;
  /** Context, prices and abilities go into `model_info`. */
  readonly writesFacts: boolean;
}

type Entry = Record<string, JsonValue>;

export function newEntries(chosen: readonly ChosenModel[], terms: EntryTerms): ConfigEdit[] {
  return chosen.map((one) => ({ op: "insert", path: ["model_list"], value: entryOf(one, terms) }));
}

function entryOf({ model, alias }: ChosenModel, { provider, apiBase, keyVariable, writesFacts }: EntryTerms): Entry {
  const params: Entry = { model: model.model };
  if (!isUsual(provider, apiBase)) params["api_base"] = apiBase;
  if (keyVariable !== null) params["api_key"] = `os.environ/${keyVariable}`;
  const info = { ...modeOf(model), ...(writesFacts ? factsOf(model) : {}) };
  const entry: Entry = { model_name: alias.trim(), litellm_params: params };
  return Object.keys(info).length === 0 ? entry : { ...entry, model_info: info };
}

/** A local server's address is written out: not every gateway has the same idea of it. */
function isUsual(provider: string, apiBase: string): boolean {
  return apiBase.startsWith("https:") && providerTable.get(provider)?.baseUrl === apiBase;
}

function modeOf({ abilities }: DiscoveredModel): Entry {
  return abilities.some(({ name, state }) => name === "embedding" && state === "yes") ? { mode: "embedding" } : {};
}

const infoKeys: Readonly<Partial<Record<Ability["name"], string>>> = {
  tools: "supports_function_calling",
  vision: "supports_vision",
  json_schema: "supports_response_schema",
  reasoning: "supports_reasoning",
  audio_input: "supports_audio_input",
  pdf_input: "supports_pdf_input",
  web_search: "supports_web_search",
};

/** Only what the provider's own list says: the price map is there anyway, and stays newer than a copy of it. */
function factsOf({ contextTokens, price, abilities }: DiscoveredModel): Entry {
  const facts: Entry = contextTokens === null ? {} : { max_input_tokens: contextTokens };
  for (const { name, state, source } of abilities) {
    const key = infoKeys[name];
    if (key !== undefined && source === "provider" && state === "yes") facts[key] = true;
  }
  if (price.source !== "provider") return facts;
  const prices = {
    input_cost_per_token: price.inputPerMillion,
    output_cost_per_token: price.outputPerMillion,
    cache_read_input_token_cost: price.cacheReadPerMillion,
  };
  for (const [key, perMillion] of Object.entries(prices))
    if (perMillion !== null) facts[key] = Number(`${perMillion}e-6`);
  return facts;
}

/** `qwen/qwen3-8b` -> `qwen3-8b`, `llama3.2:latest` -> `llama3.2` */
export function usualAlias({ model }: DiscoveredModel): string {
  const id = model.slice(model.indexOf("/") + 1);
  return (id.split("/").at(-1) ?? id).replace(/:latest$/, "");
}

export type AliasRemark = "aliasEmpty" | "aliasUsed" | "aliasTwice";

/** What is to be said about a name beside its field; null = nothing. */
export function aliasRemark(alias: string, all: readonly string[], used: ReadonlySet<string>): AliasRemark | null {
  const name = alias.trim();
  if (name === "") return "aliasEmpty";
  if (used.has(name)) return "aliasUsed";
  return all.filter((other) => other.trim() === name).length > 1 ? "aliasTwice" : null;
}
