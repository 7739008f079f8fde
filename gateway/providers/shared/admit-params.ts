/**
 * Which of a client's parameters a translated target gets: supported ones, allowed ones, and the rule for the rest.
 *
 * LiteLLM's rule: a chat client that names an unsupported parameter gets a 400 that names it, unless `drop_params` says
 * to leave it out. A client of another dialect did not choose OpenAI's words, so what the target lacks is left out and
 * noted. Fields that are nobody's known parameter go on to the provider, which knows its own.
 */
import type { Conversation, Sampling } from "../../contract/conversation.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { TranslatedInput } from "../provider.ts";

export interface AdmittedParams {
  /** Without the parameters that were left out. */
  readonly conversation: Conversation;
  /** `extra` fields to send on under their own names. */
  readonly passed: Readonly<Record<string, unknown>>;
  /** Names that were left out, for the log. */
  readonly dropped: readonly string[];
}

const samplingNames: Readonly<Record<keyof Sampling, string>> = {
  maxTokens: "max_tokens",
  temperature: "temperature",
  topP: "top_p",
  topK: "top_k",
  stop: "stop",
  seed: "seed",
  n: "n",
  frequencyPenalty: "frequency_penalty",
  presencePenalty: "presence_penalty",
  logitBias: "logit_bias",
  logprobs: "logprobs",
  topLogprobs: "top_logprobs",
};

/** OpenAI's parameters that have no place in the intermediate form: known, so a target must name them to get them. */
const knownExtras = new Set([
  "audio",
  "function_call",
  "functions",
  "max_completion_tokens",
  "modalities",
  "prediction",
  "prompt_cache_key",
  "prompt_cache_retention",
  "safety_identifier",
  "service_tier",
  "store",
  "thinking",
  "verbosity",
  "web_search_options",
]);

/**
 * @param supported  OpenAI's names of what the target can express, of `samplingNames`, `tools`, `tool_choice`,
 *   `parallel_tool_calls`, `response_format`, `reasoning_effort`, `thinking`, `user` and the known extras
 * @throws GatewayError `unsupported_params`
 */
export function admitParams(input: TranslatedInput, supported: ReadonlySet<string>): AdmittedParams {
  const { deployment, conversation } = input;
  const alwaysDropped = new Set(deployment.additionalDropParams);
  const allowed = new Set(deployment.allowedOpenaiParams);
  const lacking = askedParams(conversation).filter((name) => !supported.has(name) && !allowed.has(name));
  const refused = lacking.filter((name) => !alwaysDropped.has(name));
  if (refused.length > 0 && conversation.family === "openai" && !input.dropParams) throw unsupported(refused, input);
  const gone = new Set([...lacking, ...alwaysDropped]);
  return {
    conversation: without(conversation, gone),
    passed: passedExtras(conversation, gone, supported, allowed),
    dropped: [...new Set([...lacking, ...askedParams(conversation).filter((name) => gone.has(name))])],
  };
}

/** @returns OpenAI's names of everything the client set, in a stable order */
function askedParams(conversation: Conversation): string[] {
  const { sampling, extra } = conversation;
  const sampled = Object.entries(samplingNames).filter(
    // LangChain always says `n: 1`, which asks for nothing; the cast: keys of the table.
    ([key]) => sampling[key as keyof Sampling] !== null && !(key === "n" && sampling.n === 1),
  );
  const rest: readonly (readonly [string, boolean])[] = [
    ["tools", conversation.tools.length > 0],
    ["tool_choice", conversation.toolChoice !== null],
    ["parallel_tool_calls", conversation.parallelToolCalls !== null],
    ["response_format", conversation.responseFormat !== null],
    ["reasoning_effort", conversation.reasoning !== null && conversation.reasoning.effort !== null],
    ["thinking", conversation.reasoning !== null && conversation.reasoning.effort === null],
    ["user", conversation.user !== null],
  ];
  const set = rest.filter(([, isSet]) => isSet).map(([name]) => name);
  return [...sampled.map(([, name]) => name), ...set, ...Object.keys(extra).filter((name) => knownExtras.has(name))];
}

function without(conversation: Conversation, gone: ReadonlySet<string>): Conversation {
  if (gone.size === 0) return conversation;
  const kept = Object.entries(conversation.sampling).map(([key, value]) => [
    key,
    gone.has(samplingNames[key as keyof Sampling]) ? null : value, // keys of the table
  ]);
  const isReasoningGone = gone.has(conversation.reasoning?.effort == null ? "thinking" : "reasoning_effort");
  return {
    ...conversation,
    sampling: Object.fromEntries(kept) as Sampling, // the same keys, each with its value or null
    tools: gone.has("tools") ? [] : conversation.tools,
    toolChoice: gone.has("tools") || gone.has("tool_choice") ? null : conversation.toolChoice,
    parallelToolCalls: gone.has("parallel_tool_calls") ? null : conversation.parallelToolCalls,
    responseFormat: gone.has("response_format") ? null : conversation.responseFormat,
    reasoning: isReasoningGone ? null : conversation.reasoning,
    user: gone.has("user") ? null : conversation.user,
  };
}

/** A client of another family wrote its extras for that family alone. */
function passedExtras(
  { extra, family }: Conversation,
  gone: ReadonlySet<string>,
  supported: ReadonlySet<string>,
  allowed: ReadonlySet<string>,
): Record<string, unknown> {
  if (family !== "openai") return {};
  const passes = (name: string): boolean =>
    !gone.has(name) && (!knownExtras.has(name) || supported.has(name) || allowed.has(name));
  return Object.fromEntries(Object.entries(extra).filter(([name]) => passes(name)));
}

/** @param names  the parameters, as the client named them */
export function unsupported(
  names: readonly string[],
  { deployment, upstreamModel }: Pick<TranslatedInput, "deployment" | "upstreamModel">,
): GatewayError {
  const list = `[${names.map((name) => `'${name}'`).join(", ")}]`;
  return new GatewayError("unsupported_params", {
    message: `litellm.UnsupportedParamsError: ${deployment.provider} does not support parameters: ${list}, for model=${upstreamModel}.`,
    ...(names.length === 1 && names[0] !== undefined ? { param: names[0] } : {}),
    hint: "Leave them out, set `drop_params: true`, or list them in the alias's `allowed_openai_params` to send them anyway.",
  });
}
