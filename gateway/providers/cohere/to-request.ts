/**
 * A conversation as a call of Cohere's v2 chat.
 *
 * Rules: a choice of one tool becomes that tool alone, required, because Cohere has no choice by name. An effort becomes
 * a token budget, LiteLLM's figures. `user` has no place. Fields beyond OpenAI's are Cohere's own and go on.
 * @source https://docs.cohere.com/reference/chat, https://docs.cohere.com/docs/reasoning
 */
import type { Conversation, FunctionTool, ReasoningRequest, ResponseFormat } from "../../contract/conversation.ts";
import { admitParams } from "../shared/admit-params.ts";
import { withDefaults } from "../shared/default-params.ts";
import type { TranslatedInput, TranslatedRequest } from "../provider.ts";
import { cohereRequest } from "./endpoint.ts";
import { writeMessages } from "./write-messages.ts";

type Fields = Readonly<Record<string, unknown>>;

const supported: ReadonlySet<string> = new Set([
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "top_k",
  "stop",
  "seed",
  "frequency_penalty",
  "presence_penalty",
  "logprobs",
  "tools",
  "tool_choice",
  "response_format",
  "reasoning_effort",
  "thinking",
  "user",
]);
const budgets: Readonly<Record<string, number>> = { minimal: 128, low: 1024, medium: 2048, high: 4096 };

/** @throws GatewayError `unsupported_params` */
export function toRequest(input: TranslatedInput): TranslatedRequest {
  const { deployment, upstreamModel } = input;
  const defaulted = withDefaults(input.conversation, deployment.defaultParams);
  const admitted = admitParams({ ...input, conversation: defaulted.conversation }, supported);
  const { conversation } = admitted;
  const written = writeMessages(conversation.messages);
  const dropped = [...admitted.dropped, ...written.dropped, ...(conversation.user === null ? [] : ["user"])];
  const body = {
    model: upstreamModel,
    messages: written.messages,
    stream: conversation.isStream,
    ...(written.documents.length === 0 ? {} : { documents: written.documents }),
    ...toolFields(conversation, dropped),
    ...samplingFields(conversation),
    ...formatField(conversation.responseFormat),
    ...thinkingField(conversation.reasoning),
    ...defaulted.rest,
    ...admitted.passed,
    ...deployment.extraBody,
  };
  return { request: cohereRequest(deployment, "/v2/chat", Buffer.from(JSON.stringify(body))), dropped };
}

function samplingFields({ sampling }: Conversation): Fields {
  const { maxTokens, temperature, topP, topK, stop, seed, frequencyPenalty, presencePenalty, logprobs } = sampling;
  const fields = {
    max_tokens: maxTokens,
    temperature,
    p: topP,
    k: topK,
    stop_sequences: stop,
    seed,
    frequency_penalty: frequencyPenalty,
    presence_penalty: presencePenalty,
    logprobs,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function toolFields({ tools, toolChoice }: Conversation, dropped: string[]): Fields {
  const functions: FunctionTool[] = [];
  const natives: Fields[] = [];
  for (const [index, tool] of tools.entries()) {
    if (tool.kind === "function") functions.push(tool);
    else if (tool.family === "cohere") natives.push(tool.value);
    else dropped.push(`tools[${index}]`);
  }
  const wanted = toolChoice?.kind === "tool" ? functions.filter(({ name }) => name === toolChoice.name) : functions;
  if (wanted.length + natives.length === 0) return {};
  const choice = { required: "REQUIRED", tool: "REQUIRED", none: "NONE", auto: null }[toolChoice?.kind ?? "auto"];
  return {
    tools: [...wanted.map(toolField), ...natives],
    ...(choice === null ? {} : { tool_choice: choice }),
    ...(wanted.length > 0 && wanted.every(({ strict }) => strict === true) ? { strict_tools: true } : {}),
  };
}

function toolField({ name, description, parameters }: FunctionTool): Fields {
  return {
    type: "function",
    function: {
      name,
      ...(description === undefined ? {} : { description }),
      parameters: parameters ?? { type: "object", properties: {} },
    },
  };
}

function formatField(format: ResponseFormat | null): Fields {
  if (format === null || format.kind === "text") return {};
  const schema = format.kind === "schema" ? { json_schema: format.schema } : {};
  return { response_format: { type: "json_object", ...schema } };
}

function thinkingField(reasoning: ReasoningRequest | null): Fields {
  if (reasoning === null) return {};
  const { effort, budgetTokens, mode } = reasoning;
  if (mode === "off" || effort === "none") return { thinking: { type: "disabled" } };
  const budget = budgetTokens ?? (effort === null ? undefined : budgets[effort]);
  return { thinking: { type: "enabled", ...(budget === undefined ? {} : { token_budget: budget }) } };
}
