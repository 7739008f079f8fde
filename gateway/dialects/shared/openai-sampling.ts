/** Reads OpenAI's sampling parameters, as chat and legacy completions share them. */
import { noSampling, type Sampling } from "../../contract/conversation.ts";
import type { Fields } from "../client-dialect.ts";
import { numberField, recordField, wrongType } from "./openai-fields.ts";

/** Names that `readSampling` takes out of the body. */
export const samplingFields: readonly string[] = [
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "top_k",
  "stop",
  "seed",
  "n",
  "frequency_penalty",
  "presence_penalty",
  "logit_bias",
];

/**
 * Log probabilities are left to the caller: chat says them with a boolean, legacy completions with a count.
 *
 * @throws GatewayError `invalid_request`
 */
export function readSampling(fields: Fields): Sampling {
  return {
    ...noSampling,
    maxTokens: numberField(fields, "max_completion_tokens") ?? numberField(fields, "max_tokens"),
    temperature: numberField(fields, "temperature"),
    topP: numberField(fields, "top_p"),
    topK: numberField(fields, "top_k"),
    stop: readStop(fields["stop"]),
    seed: numberField(fields, "seed"),
    n: numberField(fields, "n"),
    frequencyPenalty: numberField(fields, "frequency_penalty"),
    presencePenalty: numberField(fields, "presence_penalty"),
    logitBias: recordField(fields, "logit_bias"),
  };
}

function readStop(stop: unknown): readonly string[] | null {
  if (stop === undefined || stop === null) return null;
  if (typeof stop === "string") return [stop];
  if (!Array.isArray(stop)) throw wrongType("stop", "a string or a list of strings");
  const list = stop.filter((item) => typeof item === "string");
  if (list.length < stop.length) throw wrongType("stop", "a string or a list of strings");
  return list.length === 0 ? null : list;
}
