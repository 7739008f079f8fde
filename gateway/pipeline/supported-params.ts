/**
 * OpenAI's parameters that reach a deployment's provider: asked of its own translator, so that the list cannot differ
 * from what is done with a request.
 */
import type { Deployment } from "../contract/deployment.ts";
import { dialectFor } from "../dialects/registry.ts";
import { providerFor } from "../providers/registry.ts";

/** A value that asks for something, for each parameter. LiteLLM's list, in its order. */
const samples: Readonly<Record<string, unknown>> = {
  frequency_penalty: 0.5,
  logit_bias: { "1": 1 },
  logprobs: true,
  top_logprobs: 2,
  max_tokens: 1024,
  modalities: ["text"],
  prediction: { type: "content", content: "x" },
  n: 2,
  presence_penalty: 0.5,
  seed: 1,
  stop: ["x"],
  temperature: 0.5,
  top_p: 0.5,
  tools: [{ type: "function", function: { name: "f", parameters: { type: "object", properties: {} } } }],
  tool_choice: "auto",
  parallel_tool_calls: true,
  audio: { voice: "alloy", format: "mp3" },
  web_search_options: {},
  service_tier: "auto",
  safety_identifier: "x",
  prompt_cache_key: "x",
  prompt_cache_retention: "24h",
  store: false,
  response_format: { type: "json_schema", json_schema: { name: "x", schema: { type: "object", properties: {} } } },
  user: "x",
};
/** Apart: thinking changes what else may be said, and the words before `tools` do not stand beside them. */
const otherSamples: readonly Readonly<Record<string, unknown>>[] = [
  { reasoning_effort: "low" },
  { functions: [{ name: "f", parameters: { type: "object", properties: {} } }], function_call: "auto" },
];
/** The gateway's own to keep. */
const always = ["stream", "stream_options", "max_completion_tokens", "max_retries", "extra_headers"];
const messages = [{ role: "user", content: "x" }];

/** By what the answer depends on: thousands of aliases share a few models. */
const known = new Map<string, readonly string[]>();
const keptAnswers = 1000;

/** @returns [] where the provider generates nothing or its deployment cannot be asked */
export function supportedParams(deployment: Deployment): readonly string[] {
  const { provider, upstreamModel, allowedOpenaiParams, additionalDropParams } = deployment;
  const key = JSON.stringify([provider, upstreamModel, allowedOpenaiParams, additionalDropParams]);
  let names = known.get(key);
  if (names === undefined) {
    if (known.size >= keptAnswers) known.clear();
    names = supportedBy(deployment);
    known.set(key, names);
  }
  return names;
}

function supportedBy(deployment: Deployment): readonly string[] {
  const kept = [samples, ...otherSamples].map((asked) => keptOf(deployment, asked));
  const names = kept.flatMap((part) => part ?? []);
  return names.length === 0 ? [] : [...names, ...always];
}

function keptOf(deployment: Deployment, asked: Readonly<Record<string, unknown>>): readonly string[] | null {
  const { chat } = providerFor(deployment.providerRow);
  if (chat === null) return null;
  try {
    const { upstreamModel } = deployment;
    const conversation = dialectFor("chat").toConversation({ model: upstreamModel, messages, ...asked });
    const { dropped } = chat.toRequest({ deployment, upstreamModel, conversation, dropParams: true, headers: {} });
    return Object.keys(asked).filter((name) => !dropped.includes(name));
  } catch {
    return null; // a deployment that lacks its project, region or the like cannot be asked
  }
}
