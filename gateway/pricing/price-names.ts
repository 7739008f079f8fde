/**
 * Under which names the price map may know a model, best first.
 *
 * The order is LiteLLM's: `base_model`, the name with its provider, the bare name, then what is left without a region, a
 * version or a fine-tune's owner. A bare name counts only when its entry is of the same provider: a model of that name on
 * one's own server is not billed by the company that trained it.
 */
import type { Deployment } from "../contract/deployment.ts";

export interface PriceName {
  readonly name: string;
  /** What `litellm_provider` of the entry must begin with; null = any. */
  readonly provider: string | null;
}

/** What of a deployment says which model it is. */
export type NamedDeployment = Pick<Deployment, "provider" | "modelInfo" | "shownParams">;

export interface PricedModel {
  readonly deployment: Deployment;
  /** What the provider is asked for, without `*`. */
  readonly upstreamModel: string;
  /** `quality/size`, `size` of an image request, as LiteLLM writes them before a name; [] = none. */
  readonly imageForms?: readonly string[];
}

/** Providers whose entries stand under another provider's name. @source LiteLLM 1.103.7's price file */
const families: Readonly<Record<string, readonly string[]>> = {
  openai: ["openai", "text-completion-openai"],
  "text-completion-openai": ["text-completion-openai", "openai"],
  azure_text: ["azure_text", "azure"],
  bedrock: ["bedrock"],
  bedrock_converse: ["bedrock"],
  gemini: ["gemini"],
  vertex_ai_beta: ["vertex_ai"],
  cohere_chat: ["cohere"],
};

export type NamedModel = Omit<PricedModel, "deployment"> & { readonly deployment: NamedDeployment };

export function priceNames({ deployment, upstreamModel, imageForms = [] }: NamedModel): readonly PriceName[] {
  const { provider } = deployment;
  const prefix = provider === "vertex_ai_beta" ? "vertex_ai" : provider;
  const family = families[provider] ?? [prefix];
  const base = baseModelOf(deployment);
  const names: PriceName[] = [];
  if (base !== null) names.push({ name: base, provider: null }, { name: `${prefix}/${base}`, provider: null });
  for (const model of [upstreamModel, ...withoutSuffixes(provider, upstreamModel)]) {
    for (const form of [...imageForms, ""]) {
      const named = form === "" ? model : `${form}/${model}`;
      names.push({ name: `${prefix}/${named}`, provider: null });
      for (const word of family) names.push({ name: named, provider: word });
    }
  }
  return names;
}

/** `model_info.base_model`, or LiteLLM's older place for it. */
export function baseModelOf({ modelInfo, shownParams }: Omit<NamedDeployment, "provider">): string | null {
  for (const value of [modelInfo["base_model"], shownParams["base_model"]]) {
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}

const bedrockRoute = /^(converse|invoke|converse_like|[a-z]{2}(-gov)?-[a-z]+-\d)\//;
const bedrockRegion = /^(us|eu|apac|jp|au|ca|us-gov|global)\./;

/** From the least to the most that is taken off. */
function withoutSuffixes(provider: string, model: string): readonly string[] {
  if (provider.startsWith("bedrock")) {
    const plain = model.replace(bedrockRoute, "");
    return [plain, plain.replace(bedrockRegion, ""), plain.replace(bedrockRegion, "").replace(/:\d+k?$/, "")];
  }
  // "ft:gpt-4o-mini-2024-07-18:my-org:name:id" is priced as "ft:gpt-4o-mini-2024-07-18"
  if (model.startsWith("ft:")) return [model.split(":", 2).join(":")];
  if (provider === "gemini" || provider.startsWith("vertex_ai"))
    return [model.replace(/^models\//, ""), model.replace(/-\d{3}$/, ""), model.replace(/@.*$/, "")];
  return [];
}
