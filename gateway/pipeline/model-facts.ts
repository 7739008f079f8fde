/**
 * What is known of a deployment's model: the file's `model_info` first, then the price map, then null.
 *
 * The names and the shape are those of LiteLLM's `/model/info`.
 */
import { numberOf } from "../base/json-shape.ts";
import type { Deployment } from "../contract/deployment.ts";
import { isPriceKey } from "../contract/prices.ts";
import type { PriceBook } from "../pricing/price-book.ts";
import { supportedParams } from "./supported-params.ts";

export type ModelFacts = Readonly<Record<string, unknown>>;

/** Always there, null where nobody knows: clients read them without asking whether they exist. */
const expected = (
  "max_tokens max_input_tokens max_output_tokens input_cost_per_token output_cost_per_token " +
  "cache_creation_input_token_cost cache_read_input_token_cost input_cost_per_character input_cost_per_query " +
  "input_cost_per_second input_cost_per_audio_token output_cost_per_character output_cost_per_audio_token " +
  "output_cost_per_reasoning_token output_cost_per_second output_cost_per_image output_vector_size tpm rpm " +
  "supports_system_messages supports_response_schema supports_vision supports_function_calling supports_tool_choice " +
  "supports_assistant_prefill supports_prompt_caching supports_audio_input supports_audio_output supports_pdf_input " +
  "supports_native_streaming supports_web_search supports_url_context supports_reasoning supports_computer_use"
).split(" ");
const listed = ["mode", "max_input_tokens", "max_output_tokens"];
const unknownFacts: ModelFacts = Object.fromEntries(expected.map((name) => [name, null]));

export function modelFacts(deployment: Deployment, prices: PriceBook): ModelFacts {
  const found = prices.entryOf({ deployment, upstreamModel: deployment.upstreamModel });
  return {
    ...unknownFacts,
    ...found?.entry,
    rpm: deployment.rpm,
    tpm: deployment.tpm,
    ...writtenPrices(deployment),
    ...deployment.modelInfo,
    id: deployment.id,
    db_model: false,
    key: found?.name ?? deployment.litellmModel,
    litellm_provider: deployment.provider,
    mode: deployment.modelInfo["mode"] ?? found?.entry["mode"] ?? null,
    supported_openai_params: supportedParams(deployment),
  };
}

/** The few facts that the list of models shows, without the rest being gathered. */
export function listedFacts(deployment: Deployment, prices: PriceBook): ModelFacts {
  const entry = prices.entryOf({ deployment, upstreamModel: deployment.upstreamModel })?.entry ?? {};
  const { modelInfo } = deployment;
  const pairs = listed.map((key) => [key, modelInfo[key] ?? entry[key] ?? null] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== null));
}

/** Prices in `litellm_params` win over everything; a price that YAML reads as text is a number all the same. */
function writtenPrices({ shownParams }: Deployment): ModelFacts {
  const pairs = Object.entries(shownParams).filter(([key, value]) => isPriceKey(key) && value !== null);
  return Object.fromEntries(pairs.map(([key, value]) => [key, numberOf(Number(value)) ?? value]));
}
