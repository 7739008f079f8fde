/**
 * Reads `{data: [{id, ...}]}`, the list that nearly everyone has, and what some add to it.
 *
 * @source OpenRouter's Models API: `context_length`, `architecture`, `pricing` in USD per token, `supported_parameters`
 * @source vLLM `max_model_len`, Groq `context_window`, Mistral `max_context_length` and `capabilities`, Together a bare
 *   list with `context_length` and prices per million, llama.cpp `meta.n_ctx_train`
 */
import { countOf, isRecord, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import type { Ability, ModelPrice } from "../../contract/model-catalog.ts";
import { millionTimes, noPrice, plainDecimal } from "../../pricing/price-per-million.ts";
import { ability, type AbilityName } from "../catalog/known-abilities.ts";
import { listed, type ListedModel } from "./listed-model.ts";

type Fields = Readonly<Record<string, unknown>>;

/** @returns null when it is no such list */
export function readOpenaiList(body: unknown): ListedModel[] | null {
  const list = Array.isArray(body) ? body : isRecord(body) ? body["data"] : null;
  if (!Array.isArray(list)) return null;
  const models = recordsOf(list).flatMap(readModel);
  return models.length === 0 && list.length > 0 ? null : models;
}

function readModel(fields: Fields): ListedModel[] {
  const id = textOf(fields["id"]);
  if (id === null || id === "") return [];
  const architecture = recordOf(fields["architecture"]) ?? {};
  const inputs = texts(architecture["input_modalities"]);
  return [
    listed(id, {
      title: textOf(fields["name"]) ?? textOf(fields["display_name"]),
      contextTokens: contextIn(fields),
      inputModalities: inputs,
      abilities: [
        ...parameterAbilities(fields),
        ...modalityAbilities(inputs, architecture),
        ...mistralAbilities(fields),
      ],
      price: priceIn(recordOf(fields["pricing"])),
      ownedBy: textOf(fields["owned_by"]),
    }),
  ];
}

function contextIn(fields: Fields): number | null {
  const places = [
    fields["context_length"],
    fields["max_model_len"],
    fields["context_window"],
    fields["max_context_length"],
  ];
  const found = [...places, recordOf(fields["meta"])?.["n_ctx_train"]].map(countOf).find((count) => (count ?? 0) > 0);
  return found ?? null;
}

const byParameter = {
  tools: ["tools"],
  json_schema: ["structured_outputs", "json_schema"],
  reasoning: ["reasoning", "include_reasoning", "reasoning_effort"],
  web_search: ["web_search_options"],
} as const satisfies Partial<Record<AbilityName, readonly string[]>>;

/** A list that names parameters names them all: what is missing is not there. */
function parameterAbilities(fields: Fields): Ability[] {
  const supported = fields["supported_parameters"];
  if (!Array.isArray(supported)) return [];
  const names = new Set(texts(supported));
  return Object.entries(byParameter).map(([name, parameters]) =>
    ability(
      name as keyof typeof byParameter, // its own keys
      parameters.some((parameter) => names.has(parameter)),
      "provider",
    ),
  );
}

const byModality = { vision: "image", audio_input: "audio", pdf_input: "file" } as const;

function modalityAbilities(inputs: readonly string[], architecture: Fields): Ability[] {
  if (inputs.length === 0) return [];
  const seen = Object.entries(byModality).map(
    ([name, modality]) => ability(name as keyof typeof byModality, inputs.includes(modality), "provider"), // its own keys
  );
  const isEmbedding = texts(architecture["output_modalities"]).some((name) => /^embeddings?$/.test(name));
  return isEmbedding ? [...seen, ability("embedding", true, "provider")] : seen;
}

function mistralAbilities(fields: Fields): Ability[] {
  const capabilities = recordOf(fields["capabilities"]);
  if (capabilities === null) return [];
  const named = { tools: "function_calling", vision: "vision", reasoning: "reasoning" } as const;
  return Object.entries(named).flatMap(([name, key]) => {
    const can = capabilities[key];
    return typeof can === "boolean" ? [ability(name as keyof typeof named, can, "provider")] : []; // its own keys
  });
}

/** OpenRouter writes a token's price as text, Together a million's as a number; -1 means that it depends. */
function priceIn(pricing: Fields | null): ModelPrice {
  if (pricing === null) return noPrice;
  const price = {
    inputPerMillion: perToken(pricing["prompt"]) ?? perMillion(pricing["input"]),
    outputPerMillion: perToken(pricing["completion"]) ?? perMillion(pricing["output"]),
    cacheReadPerMillion: perToken(pricing["input_cache_read"]) ?? perMillion(pricing["cached_input"]),
  };
  return price.inputPerMillion === null && price.outputPerMillion === null ? noPrice : { ...price, source: "provider" };
}

function perToken(value: unknown): string | null {
  return millionTimes(textOf(value));
}

function perMillion(value: unknown): string | null {
  return typeof value === "number" && value >= 0 && value < 1e6 ? plainDecimal(value) : null;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
