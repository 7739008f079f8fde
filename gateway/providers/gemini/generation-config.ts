/**
 * Sampling, output format and thinking as `generationConfig`.
 *
 * A schema goes as it is written where the model takes JSON Schema, else cleaned; its `name` and `strict` have no place.
 * @source https://ai.google.dev/api/generate-content#generationconfig
 */
import { isRecord, textOf } from "../../base/json-shape.ts";
import type { Conversation, ResponseFormat } from "../../contract/conversation.ts";
import { cleanSchema } from "./clean-schema.ts";
import { modelTraits } from "./model-traits.ts";
import { thinkingConfig } from "./thinking-config.ts";

type Fields = Readonly<Record<string, unknown>>;

export function generationConfig(conversation: Conversation, extras: Fields, model: string): Record<string, unknown> {
  const { sampling } = conversation;
  const config: Record<string, unknown> = {
    temperature: sampling.temperature,
    top_p: sampling.topP,
    top_k: sampling.topK,
    max_output_tokens: sampling.maxTokens,
    stop_sequences: sampling.stop,
    candidate_count: sampling.n,
    presence_penalty: sampling.presencePenalty,
    frequency_penalty: sampling.frequencyPenalty,
    seed: sampling.seed,
    responseLogprobs: sampling.logprobs,
    logprobs: sampling.topLogprobs,
    ...formatFields(conversation.responseFormat, model),
    ...outputFields(extras),
  };
  if (conversation.reasoning !== null) config["thinkingConfig"] = thinkingConfig(conversation.reasoning, model);
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null && value !== undefined));
}

function formatFields(format: ResponseFormat | null, model: string): Fields {
  if (format === null || format.kind === "text") return {};
  const json = { response_mime_type: "application/json" };
  if (format.kind === "json") return json;
  return modelTraits(model).takesJsonSchema
    ? { ...json, response_json_schema: format.schema }
    : { ...json, response_schema: cleanSchema(format.schema) };
}

/** OpenAI's `modalities` and `audio.voice`. */
function outputFields({ modalities, audio }: Fields): Fields {
  const kinds = Array.isArray(modalities) ? modalities.filter((kind) => typeof kind === "string") : [];
  const voice = isRecord(audio) ? textOf(audio["voice"]) : null;
  return {
    response_modalities: kinds.length === 0 ? null : kinds.map((kind) => kind.toUpperCase()),
    speech_config: voice === null ? null : { voice_config: { prebuilt_voice_config: { voice_name: voice } } },
  };
}
