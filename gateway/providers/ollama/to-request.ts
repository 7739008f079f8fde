/**
 * A conversation as Ollama's request: /api/chat, or /api/generate for the `ollama/` prefix.
 *
 * Tools always go native: /api/generate has no place for them, so an `ollama/` chat that has tools, calls or results
 * goes over /api/chat of the same server (LiteLLM asks for JSON in the prompt instead and returns no call).
 * LiteLLM's rule for what a chat client may ask stands in `chatParams`; other clients get all that Ollama can do.
 * @source golden cases chat-oll-*, chat-ollgen-*, messages-oll-*, responses-oll-*
 */
import type { Conversation, FunctionTool, Tool } from "../../contract/conversation.ts";
import { GatewayError } from "../../contract/errors.ts";
import { admitParams } from "../shared/admit-params.ts";
import type { TranslatedInput, TranslatedRequest } from "../provider.ts";
import { bodyParams, type BodyParams } from "./body-params.ts";
import { chatMessages, type MessagesResult } from "./chat-messages.ts";
import { requestTo, type OllamaPath } from "./endpoint.ts";
import { promptText } from "./prompt-text.ts";

const chatParams: readonly string[] = [
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "top_k",
  "stop",
  "seed",
  "frequency_penalty",
  "tools",
  "tool_choice",
  "response_format",
  "reasoning_effort",
  "user",
];
const ofChatClients = new Set(chatParams);
const ofOthers = new Set([...chatParams, "presence_penalty", "logprobs", "top_logprobs", "thinking"]);

/** @throws GatewayError `unsupported_params`, `invalid_request` */
export function toChatRequest(input: TranslatedInput): TranslatedRequest {
  return build(input, "/api/chat");
}

/** @throws GatewayError `unsupported_params`, `invalid_request` */
export function toGenerateRequest(input: TranslatedInput): TranslatedRequest {
  return build(input, usesTools(input.conversation) ? "/api/chat" : "/api/generate");
}

function usesTools({ tools, messages }: Conversation): boolean {
  return (
    tools.length > 0 ||
    messages.some(({ parts }) => parts.some(({ type }) => type === "tool_call" || type === "tool_result"))
  );
}

function build(input: TranslatedInput, path: OllamaPath): TranslatedRequest {
  const { deployment, upstreamModel } = input;
  const admitted = admitParams(input, input.conversation.family === "openai" ? ofChatClients : ofOthers);
  const conversation = believed(admitted.conversation, input);
  const passed = conversation.family === "ollama" ? ownExtras(input) : admitted.passed;
  const params = bodyParams(conversation, passed, deployment, upstreamModel);
  const written = chatMessages(conversation.messages);
  const tools = toolsOf(conversation, input);
  const subject = path === "/api/chat" ? chatSubject(written, tools) : generateSubject(written, params);
  const body = {
    model: upstreamModel,
    ...subject,
    options: params.options,
    stream: conversation.isStream,
    ...params.top,
  };
  return {
    request: requestTo(path, deployment, Buffer.from(JSON.stringify(body))),
    dropped: [...admitted.dropped, ...withoutPlace(conversation, input.conversation), ...written.dropped],
  };
}

/** What an Ollama client wrote and the form has no word for is Ollama's own. */
function ownExtras({ conversation, deployment }: TranslatedInput): Readonly<Record<string, unknown>> {
  const gone = new Set(deployment.additionalDropParams);
  return Object.fromEntries(Object.entries(conversation.extra).filter(([name]) => !gone.has(name)));
}

/** A model that the file says cannot think refuses `think: true`; clients that always ask for it shall still be served. */
function believed(conversation: Conversation, { deployment }: TranslatedInput): Conversation {
  const isAsked = conversation.reasoning !== null && conversation.family !== "openai";
  if (!isAsked || deployment.modelInfo["supports_reasoning"] !== false) return conversation;
  return { ...conversation, reasoning: null };
}

function chatSubject({ messages }: MessagesResult, tools: readonly object[]): Record<string, unknown> {
  return { messages, ...(tools.length === 0 ? {} : { tools }) };
}

function generateSubject({ messages }: MessagesResult, { top }: BodyParams): Record<string, unknown> {
  const { prompt, images } = promptText(messages, top["raw"] === true || typeof top["suffix"] === "string");
  const shown = images.length === 0 ? {} : { images };
  return { prompt, ...shown };
}

function toolsOf({ tools, toolChoice, family }: Conversation, input: TranslatedInput): readonly object[] {
  const foreign = tools.find(isForeign);
  const isRefused = tools.every(isForeign) && family !== "responses" && !input.dropParams;
  if (foreign?.kind === "native" && isRefused) throw foreignTool(foreign.value, input);
  if (toolChoice?.kind === "none") return [];
  return tools.flatMap((tool) => {
    if (tool.kind === "function") return [functionTool(tool)];
    return tool.family === "ollama" ? [tool.value] : [];
  });
}

function isForeign(tool: Tool): boolean {
  return tool.kind === "native" && tool.family !== "ollama";
}

function functionTool({ name, description, parameters, strict }: FunctionTool): object {
  return {
    type: "function",
    function: {
      name,
      ...(description === undefined ? {} : { description }),
      parameters: parameters ?? { type: "object", properties: {} },
      ...(strict === undefined ? {} : { strict }),
    },
  };
}

/**
 * Left out, the only tool would make the model answer from memory as if it had searched: LiteLLM's 400 stands. Beside
 * tools of the client's own it is left out and noted, or no coding agent could work here; of a Responses client always,
 * as LiteLLM does it.
 */
function foreignTool(
  value: Readonly<Record<string, unknown>>,
  { deployment, upstreamModel }: TranslatedInput,
): GatewayError {
  const type = typeof value["type"] === "string" ? value["type"] : "unknown";
  return new GatewayError("unsupported_params", {
    message: `litellm.UnsupportedParamsError: ${deployment.provider} does not support parameters: ['${type}'], for model=${upstreamModel}.`,
    param: "tools",
    hint: "Leave the server tool out, or set `drop_params: true` to have it left out.",
  });
}

function foreignType(tool: Tool): string {
  return tool.kind === "native" && typeof tool.value["type"] === "string" ? tool.value["type"] : "native";
}

function withoutPlace({ toolChoice, tools, user, reasoning }: Conversation, asked: Conversation): readonly string[] {
  const names: string[] = [];
  if (toolChoice !== null && toolChoice.kind !== "auto" && toolChoice.kind !== "none") names.push("tool_choice");
  if (user !== null) names.push("user");
  if (reasoning === null && asked.reasoning !== null) names.push("thinking");
  for (const tool of tools) if (isForeign(tool)) names.push(`tools.${foreignType(tool)}`);
  return names;
}
