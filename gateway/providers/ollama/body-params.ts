/**
 * Where each parameter stands in Ollama's body: sampling inside `options`, a few at the top, everything unknown in
 * `options` (the server knows its own).
 *
 * The deployment's own parameters come first and the client's win; `extra_body` wins over both. `frequency_penalty`
 * keeps its meaning (LiteLLM writes it as `repeat_penalty`, whose scale is another one). Without a place in Ollama:
 * `tool_choice` (but `none`, which leaves the tools out), `user`, and whatever `supportedParams` lacks.
 * @source golden cases chat-oll-params, chat-oll-unknown-param; Ollama 0.17.4 api/types.go
 */
import { isRecord, recordOf } from "../../base/json-shape.ts";
import type { Conversation, ReasoningRequest, ResponseFormat, Sampling } from "../../contract/conversation.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { thinkFor } from "./think.ts";

/** Members of the body beside model, messages and stream. */
export interface BodyParams {
  readonly options: Record<string, unknown>;
  readonly top: Record<string, unknown>;
}

const optionNames: Readonly<Partial<Record<keyof Sampling, string>>> = {
  maxTokens: "num_predict",
  temperature: "temperature",
  topP: "top_p",
  topK: "top_k",
  stop: "stop",
  seed: "seed",
  frequencyPenalty: "frequency_penalty",
  presencePenalty: "presence_penalty",
  n: "n",
  logitBias: "logit_bias",
};

const topNames = new Set([
  "keep_alive",
  "format",
  "think",
  "truncate",
  "shift",
  "logprobs",
  "top_logprobs",
  "suffix",
  "system",
  "template",
  "context",
  "raw",
]);

/** Parts of the request that stand elsewhere or have no meaning here. */
const placeless = new Set([
  "model",
  "messages",
  "prompt",
  "stream",
  "stream_options",
  "user",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
]);

export function bodyParams(
  conversation: Conversation,
  passed: Readonly<Record<string, unknown>>,
  deployment: Deployment,
  upstreamModel: string,
): BodyParams {
  const params: BodyParams = { options: {}, top: {} };
  const withheld = new Set(deployment.additionalDropParams);
  for (const [name, value] of Object.entries(deployment.defaultParams)) {
    if (!withheld.has(name)) place(params, name, value, upstreamModel);
  }
  for (const [name, value] of Object.entries(passed)) place(params, name, value, upstreamModel);
  placeSampling(params, conversation.sampling);
  placeFormat(params, conversation.responseFormat);
  placeThink(params, conversation.reasoning, upstreamModel);
  for (const [name, value] of Object.entries(deployment.extraBody)) placeAsIs(params, name, value);
  return params;
}

function placeSampling({ options, top }: BodyParams, sampling: Sampling): void {
  for (const [key, name] of Object.entries(optionNames)) {
    const value = sampling[key as keyof Sampling]; // keys of the table above
    if (value !== null) options[name] = value;
  }
  if (sampling.logprobs !== null) top["logprobs"] = sampling.logprobs;
  if (sampling.topLogprobs !== null) top["top_logprobs"] = sampling.topLogprobs;
}

function placeFormat({ top }: BodyParams, format: ResponseFormat | null): void {
  if (format === null) return;
  if (format.kind === "json") top["format"] = "json";
  else if (format.kind === "schema") top["format"] = format.schema;
  else delete top["format"];
}

function placeThink({ top }: BodyParams, reasoning: ReasoningRequest | null, model: string): void {
  const think = reasoning === null ? null : thinkFor(reasoning, model);
  if (think !== null) top["think"] = think;
}

/** One parameter by OpenAI's, LiteLLM's or Ollama's name. */
function place(params: BodyParams, name: string, value: unknown, model: string): void {
  if (placeless.has(name)) return;
  if (name === "max_tokens" || name === "max_completion_tokens") params.options["num_predict"] = value;
  else if (name === "stop" && typeof value === "string") params.options["stop"] = [value];
  else if (name === "response_format") placeWrittenFormat(params, value);
  else if (name === "reasoning_effort") placeThink(params, reasoningOf(value, null), model);
  else if (name === "thinking") placeThink(params, reasoningOf(null, value), model);
  else if (topNames.has(name)) params.top[name] = value;
  else if (name === "options") mergeOptions(params, value);
  else params.options[name] = value;
}

function placeAsIs(params: BodyParams, name: string, value: unknown): void {
  if (name === "options") mergeOptions(params, value);
  else params.top[name] = value;
}

function mergeOptions({ options }: BodyParams, value: unknown): void {
  if (isRecord(value)) Object.assign(options, value);
}

function placeWrittenFormat({ top }: BodyParams, value: unknown): void {
  const format = recordOf(value);
  if (format?.["type"] === "json_object") top["format"] = "json";
  const schema = recordOf(recordOf(format?.["json_schema"])?.["schema"]);
  if (format?.["type"] === "json_schema" && schema !== null) top["format"] = schema;
}

function reasoningOf(effort: unknown, thinking: unknown): ReasoningRequest | null {
  if (typeof effort === "string") return { effort, budgetTokens: null, mode: null, summary: null };
  const type = recordOf(thinking)?.["type"];
  if (type === undefined) return null;
  return { effort: null, budgetTokens: null, mode: type === "disabled" ? "off" : "on", summary: null };
}
