/**
 * A translated request over Responses, as far as every provider that serves the API has it in common: what is admitted,
 * the body, and what the deployment's own parameters add to it.
 */
import { recordOf } from "../../../base/json-shape.ts";
import type { Conversation } from "../../../contract/conversation.ts";
import type { Deployment } from "../../../contract/deployment.ts";
import type { TranslatedInput } from "../../provider.ts";
import { admitParams } from "../admit-params.ts";
import { writeBody, type WrittenBody } from "./write-body.ts";

type Fields = Readonly<Record<string, unknown>>;

/** OpenAI chat's names of what Responses can express. */
const supported: ReadonlySet<string> = new Set([
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "logprobs",
  "top_logprobs",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "response_format",
  "reasoning_effort",
  "thinking",
  "user",
  "verbosity",
  "store",
  "service_tier",
  "prompt_cache_key",
  "safety_identifier",
]);

/** @throws GatewayError `unsupported_params` */
export function translateToResponses(input: TranslatedInput): WrittenBody {
  const { deployment, upstreamModel } = input;
  const admitted = admitParams({ ...input, conversation: oneChoice(input.conversation) }, supported);
  const { body, dropped } = writeBody(admitted.conversation, extraOf(admitted.passed, input));
  return {
    body: { model: upstreamModel, ...body, ...defaultsOf(deployment, body), ...deployment.extraBody },
    dropped: [...admitted.dropped, ...dropped],
  };
}

/** One choice is what this API gives anyway. */
function oneChoice(conversation: Conversation): Conversation {
  const { sampling } = conversation;
  return sampling.n === 1 ? { ...conversation, sampling: { ...sampling, n: null } } : conversation;
}

/** A client of this very dialect wrote its extras for it. */
function extraOf(passed: Fields, { conversation, deployment }: TranslatedInput): Fields {
  if (conversation.family !== "responses") return passed;
  const dropped = new Set(deployment.additionalDropParams);
  return Object.fromEntries(Object.entries(conversation.extra).filter(([name]) => !dropped.has(name)));
}

/** Parameters of a deployment are written in chat's words. */
const chatNames: Readonly<Record<string, string>> = {
  max_tokens: "max_output_tokens",
  max_completion_tokens: "max_output_tokens",
};

/** What the deployment sends when the client did not say it. */
function defaultsOf({ defaultParams }: Deployment, body: Fields): Fields {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(defaultParams)) {
    if (value === undefined || value === null) continue;
    if (name === "reasoning_effort") {
      const reasoning = recordOf(body["reasoning"]);
      if (reasoning?.["effort"] === undefined) found["reasoning"] = { ...reasoning, effort: value };
      continue;
    }
    const own = chatNames[name] ?? name;
    if (body[own] === undefined) found[own] = value;
  }
  return found;
}
