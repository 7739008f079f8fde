/**
 * Gemini's own request fields, which a client of OpenAI's dialect or the file's `litellm_params` may name, in either
 * spelling. Everything else that is unknown is left out: the API refuses a body that holds it.
 *
 * Law: one spelling for each field on the wire (the API refuses one field written twice).
 */
import { isRecord } from "../../base/json-shape.ts";

type Fields = Readonly<Record<string, unknown>>;

const topFields: ReadonlySet<string> = new Set(["safetySettings", "cachedContent", "toolConfig", "labels"]);
const configFields: ReadonlySet<string> = new Set(
  [
    "thinking_config response_modalities speech_config media_resolution image_config response_mime_type",
    "response_schema response_json_schema response_logprobs enable_enhanced_civic_answers audio_timestamp",
    "enable_affective_dialog routing_config model_selection_config max_output_tokens stop_sequences candidate_count",
    "top_p top_k",
  ]
    .join(" ")
    .split(" "),
);
/** Read elsewhere. */
const handled: ReadonlySet<string> = new Set(["modalities", "audio", "web_search_options"]);

export interface NativeFields {
  readonly top: Fields;
  readonly config: Fields;
  readonly unknown: readonly string[];
}

export function nativeFields(extras: Fields): NativeFields {
  const top: Record<string, unknown> = {};
  const config: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const [written, value] of Object.entries(extras)) {
    const camel = written.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
    if (topFields.has(camel)) top[camel] = value;
    else if (configFields.has(snake(written))) config[configName(written)] = value;
    else if (camel === "generationConfig" && isRecord(value)) Object.assign(config, namedConfig(value));
    else if (!handled.has(written)) unknown.push(written);
  }
  return { top, config, unknown };
}

/** `generationConfig` as anybody wrote it, under the names that are sent here. */
export function namedConfig(config: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [configName(name), value]));
}

function configName(written: string): string {
  const name = snake(written);
  return name === "thinking_config" ? "thinkingConfig" : name;
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
