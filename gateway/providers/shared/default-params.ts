/**
 * A deployment's own parameters (`temperature`, `max_tokens`, ... beside the model in the file), for what the client
 * did not say. Names are LiteLLM's; what the form has no word for goes on under its own name.
 */
import { booleanOf, isRecord, numberOf, textOf } from "../../base/json-shape.ts";
import type { Conversation, ReasoningRequest, Sampling } from "../../contract/conversation.ts";

type Params = Readonly<Record<string, unknown>>;

const inForm = new Set([
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
  "reasoning_effort",
  "thinking",
  "parallel_tool_calls",
  "user",
]);

export function withDefaults(
  conversation: Conversation,
  params: Params,
): { readonly conversation: Conversation; readonly rest: Params } {
  if (Object.keys(params).length === 0) return { conversation, rest: {} };
  const isSaid = conversation.reasoning !== null || conversation.extra["thinking"] !== undefined;
  return {
    conversation: {
      ...conversation,
      sampling: samplingWith(conversation.sampling, params),
      reasoning: isSaid ? conversation.reasoning : reasoningOf(params),
      parallelToolCalls: conversation.parallelToolCalls ?? booleanOf(params["parallel_tool_calls"]),
      user: conversation.user ?? textOf(params["user"]),
    },
    rest: Object.fromEntries(Object.entries(params).filter(([name]) => !inForm.has(name))),
  };
}

function samplingWith(sampling: Sampling, params: Params): Sampling {
  const { stop } = params;
  const stops = typeof stop === "string" ? [stop] : stop;
  return {
    ...sampling,
    maxTokens: sampling.maxTokens ?? numberOf(params["max_completion_tokens"]) ?? numberOf(params["max_tokens"]),
    temperature: sampling.temperature ?? numberOf(params["temperature"]),
    topP: sampling.topP ?? numberOf(params["top_p"]),
    topK: sampling.topK ?? numberOf(params["top_k"]),
    seed: sampling.seed ?? numberOf(params["seed"]),
    n: sampling.n ?? numberOf(params["n"]),
    frequencyPenalty: sampling.frequencyPenalty ?? numberOf(params["frequency_penalty"]),
    presencePenalty: sampling.presencePenalty ?? numberOf(params["presence_penalty"]),
    stop: sampling.stop ?? (Array.isArray(stops) ? stops.filter((text) => typeof text === "string") : null),
  };
}

/** @returns what `reasoning_effort` or `thinking` ask for; null when neither does */
export function reasoningOf(params: Params): ReasoningRequest | null {
  const effort = textOf(params["reasoning_effort"]);
  if (effort !== null) return { effort, budgetTokens: null, mode: null, summary: null };
  const { thinking } = params;
  if (!isRecord(thinking)) return null;
  const { type } = thinking;
  const mode = type === "disabled" ? "off" : type === "adaptive" ? "adaptive" : "on";
  return { effort: null, budgetTokens: numberOf(thinking["budget_tokens"]), mode, summary: null };
}
