/**
 * A conversation as a chat completions body, for clients of other dialects and for answers that must be re-encoded.
 *
 * Parameters follow the same rule as untouched requests (shared/native-params.ts); a client of another dialect never
 * gets the 400, because it did not choose OpenAI's words. Tools of other families are left out, but Anthropic's web
 * search becomes `web_search_options` where the server has it. The order of precedence is LiteLLM's: the client, then
 * the deployment's defaults; its `extra_body` over all.
 */
import type { Conversation, ResponseFormat, Sampling, Tool, ToolChoice } from "../../contract/conversation.ts";
import type { TranslatedInput, TranslatedRequest } from "../provider.ts";
import { nativeParams } from "../shared/native-params.ts";
import { addressOf, headersFor } from "./address.ts";
import { renderMessages } from "./render-messages.ts";
import { reasoningParams } from "./render-reasoning.ts";
import { traitsOf, type TargetTraits } from "./target-traits.ts";

type Body = Record<string, unknown>;

/** OpenAI's bound for an end user's id; Claude Code's are longer and differ before it. */
const maxUserLength = 64;

/** @throws GatewayError `unsupported_params` */
export function toRequest(input: TranslatedInput): TranslatedRequest {
  const { deployment } = input;
  const dropped: string[] = [];
  const body = bodyFor(input, dropped);
  return {
    request: {
      ...addressOf(deployment, "/chat/completions"),
      method: "POST",
      headers: headersFor(deployment),
      body: Buffer.from(JSON.stringify(body)),
    },
    dropped,
  };
}

function bodyFor(input: TranslatedInput, dropped: string[]): Body {
  const { deployment, upstreamModel, conversation } = input;
  const { defaultParams, extraBody, providerRow } = deployment;
  const asked: Body = { ...defaultParams, ...clientBody(input, dropped) };
  const ruled = nativeParams({
    deployment,
    upstreamModel,
    fields: asked,
    dropParams: input.dropParams || conversation.family !== "openai",
  });
  dropped.push(...ruled.dropped);
  const body: Body = { ...asked, ...ruled.added };
  if (conversation.isStream) body["stream_options"] = { include_usage: true };
  if (providerRow.reportsCost) body["usage"] = { include: true };
  for (const name of ruled.removed) delete body[name];
  return { ...body, ...extraBody };
}

function clientBody({ conversation, deployment, upstreamModel }: TranslatedInput, dropped: string[]): Body {
  const traits = traitsOf(deployment, upstreamModel);
  const { isStream, responseFormat } = conversation;
  const user =
    conversation.family === "openai" ? conversation.user : (conversation.user?.slice(0, maxUserLength) ?? null);
  return {
    model: upstreamModel,
    messages: renderMessages(conversation, traits, upstreamModel, dropped),
    ...(isStream ? { stream: true } : {}),
    ...samplingParams(conversation, traits, dropped),
    ...toolParams(conversation, traits, dropped),
    ...(responseFormat === null ? {} : { response_format: renderFormat(responseFormat) }),
    ...reasoningParams(conversation, traits, dropped),
    ...(user === null ? {} : { user }),
    ...extraParams(conversation, traits, dropped),
  };
}

/** A client of another dialect wrote its own fields for that dialect, but for those that both have. */
function extraParams({ family, extra }: Conversation, traits: TargetTraits, dropped: string[]): Body {
  if (family === "openai") return extra;
  const params: Body = {};
  for (const [name, value] of Object.entries(extra)) {
    if (family === "responses" && traits.sharedExtras.includes(name)) params[name] = value;
    else dropped.push(name);
  }
  return params;
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

function samplingParams({ sampling, family }: Conversation, traits: TargetTraits, dropped: string[]): Body {
  const params: Body = {};
  for (const [key, name] of Object.entries(samplingNames)) {
    const value = sampling[key as keyof Sampling]; // keys of the table
    if (value === null) continue;
    if (name === "top_k" && family !== "openai" && !traits.takesTopK) dropped.push(name);
    else params[name] = value;
  }
  return params;
}

function toolParams(conversation: Conversation, traits: TargetTraits, dropped: string[]): Body {
  const { toolChoice, parallelToolCalls } = conversation;
  const tools: Body[] = [];
  let webSearch: Body = {};
  for (const [index, tool] of conversation.tools.entries()) {
    const rendered = renderTool(tool, conversation.family, traits);
    if (rendered !== null) tools.push(rendered);
    else if (isWebSearch(tool) && traits.takesWebSearch) webSearch = { web_search_options: {} };
    else dropped.push(`tools[${index}]`);
  }
  if (tools.length === 0) return webSearch; // a choice without tools is refused
  return {
    ...webSearch,
    tools,
    ...(toolChoice === null ? {} : { tool_choice: renderChoice(toolChoice) }),
    ...(parallelToolCalls === null ? {} : { parallel_tool_calls: parallelToolCalls }),
  };
}

function renderTool(tool: Tool, family: Conversation["family"], traits: TargetTraits): Body | null {
  if (tool.kind === "native") return family === "openai" || tool.family === "openai" ? { ...tool.value } : null;
  const { name, description, parameters, strict, cacheControl } = tool;
  const keepsCache = cacheControl !== undefined && (family === "openai" || traits.takesCacheControl);
  return {
    type: "function",
    function: {
      name,
      ...(description === undefined ? {} : { description }),
      ...(parameters === undefined ? {} : { parameters }),
      ...(strict === undefined ? {} : { strict }),
    },
    ...(keepsCache ? { cache_control: cacheControl } : {}),
  };
}

function isWebSearch(tool: Tool): boolean {
  return (
    tool.kind === "native" && typeof tool.value["type"] === "string" && tool.value["type"].startsWith("web_search")
  );
}

function renderChoice(choice: ToolChoice): unknown {
  return choice.kind === "tool" ? { type: "function", function: { name: choice.name } } : choice.kind;
}

function renderFormat(format: ResponseFormat): Body {
  if (format.kind === "text") return { type: "text" };
  if (format.kind === "json") return { type: "json_object" };
  const { name, schema, strict, description } = format;
  return {
    type: "json_schema",
    json_schema: {
      name,
      ...(description === undefined ? {} : { description }),
      schema,
      ...(strict === null ? {} : { strict }),
    },
  };
}
