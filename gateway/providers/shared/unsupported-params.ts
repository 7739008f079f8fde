/**
 * Parameters that a provider of OpenAI's dialect certainly refuses, by prefix and model; everything else may pass.
 *
 * A row stands here only when the provider documents the refusal or was seen to refuse. OpenAI's models are known by
 * name, whatever the base URL: LiteLLM judges them so too. A name alone decides unless `harmless` says that a value
 * changes nothing.
 * @source LiteLLM 1.103.7's answers (golden data: gpt-4, hosted_vllm); OpenAI reasoning guide; console.groq.com/docs/openai;
 *   Mistral's 422 `extra_forbidden`
 */
const samplingOfReasoners = [
  "temperature",
  "top_p",
  "presence_penalty",
  "frequency_penalty",
  "logprobs",
  "top_logprobs",
  "logit_bias",
];

interface Row {
  readonly provider: string;
  /** Absent = every model. */
  readonly model?: RegExp;
  readonly names: readonly string[];
}

const rows: readonly Row[] = [
  { provider: "openai", model: /^(gpt-|chatgpt-|o\d)/, names: ["thinking"] },
  { provider: "openai", model: /^(gpt-3\.5|gpt-4|chatgpt-4o)/, names: ["reasoning_effort", "verbosity"] },
  { provider: "openai", model: /^o\d/, names: [...samplingOfReasoners, "verbosity"] },
  // gpt-5.1 and later take them when told not to think; gpt-5-chat does not think.
  { provider: "openai", model: /^gpt-5(-(mini|nano|pro|codex))?(-\d{4}-.*)?$/, names: samplingOfReasoners },
  { provider: "openai", model: /^(gpt-4(-0314|-0613|-32k.*)?|gpt-3\.5-turbo-16k.*)$/, names: ["response_format"] },
  { provider: "hosted_vllm", names: ["verbosity"] },
  { provider: "groq", names: ["logprobs", "top_logprobs", "logit_bias", "n"] },
  { provider: "mistral", names: ["logprobs", "top_logprobs", "logit_bias", "thinking", "top_k"] },
];

const harmless: Readonly<Record<string, unknown>> = { temperature: 1, top_p: 1, n: 1, logprobs: false };

/** @returns OpenAI's names of the parameters this model certainly refuses */
export function unsupportedParams(provider: string, model: string): ReadonlySet<string> {
  const name = model.replace(/^ft:/, "");
  const matching = rows.filter((row) => row.provider === provider && (row.model === undefined || row.model.test(name)));
  return new Set(matching.flatMap(({ names }) => names));
}

/** True when the value asks for nothing but the default. */
export function asksNothing(name: string, value: unknown): boolean {
  return value === null || value === undefined || (Object.hasOwn(harmless, name) && harmless[name] === value);
}

/** OpenAI's models that count thinking into `max_completion_tokens` and refuse `max_tokens`. */
export function isOpenaiReasoner(provider: string, model: string): boolean {
  return (provider === "openai" || provider === "azure") && /^(ft:)?(o\d|gpt-5(?!-chat))/.test(model);
}
