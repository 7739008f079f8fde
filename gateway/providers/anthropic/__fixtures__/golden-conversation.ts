/**
 * The golden chat requests as conversations, by hand: what a chat dialect makes of the few shapes they use.
 *
 * It reads nothing that the golden cases lack; the chat dialect itself is tested in its own room.
 */
import { isRecord, numberOf, recordsOf, textOf } from "../../../base/json-shape.ts";
import {
  noSampling,
  type Conversation,
  type Message,
  type Part,
  type ReasoningRequest,
  type ResponseFormat,
  type Tool,
  type ToolChoice,
} from "../../../contract/conversation.ts";

type Fields = Readonly<Record<string, unknown>>;

const placed = new Set([
  "model",
  "messages",
  "stream",
  "stream_options",
  "tools",
  "tool_choice",
  "temperature",
  "top_p",
]);
const alsoPlaced = new Set(["max_tokens", "max_completion_tokens", "stop", "seed", "user", "n", "response_format"]);
const sampled = new Set([
  "presence_penalty",
  "frequency_penalty",
  "logprobs",
  "top_logprobs",
  "reasoning_effort",
  "thinking",
]);

export function goldenConversation(body: Fields): Conversation {
  const stop = body["stop"];
  return {
    messages: recordsOf(body["messages"]).map(messageOf),
    tools: recordsOf(body["tools"]).map(toolOf),
    toolChoice: choiceOf(body["tool_choice"]),
    parallelToolCalls: null,
    sampling: {
      ...noSampling,
      maxTokens: numberOf(body["max_tokens"]) ?? numberOf(body["max_completion_tokens"]),
      temperature: numberOf(body["temperature"]),
      topP: numberOf(body["top_p"]),
      stop: Array.isArray(stop) ? stop.map(String) : null,
      seed: numberOf(body["seed"]),
      n: numberOf(body["n"]),
      presencePenalty: numberOf(body["presence_penalty"]),
      frequencyPenalty: numberOf(body["frequency_penalty"]),
      logprobs: body["logprobs"] === true ? true : null,
      topLogprobs: numberOf(body["top_logprobs"]),
    },
    responseFormat: formatOf(body["response_format"]),
    reasoning: reasoningOf(body),
    user: textOf(body["user"]),
    isStream: body["stream"] === true,
    family: "openai",
    extra: Object.fromEntries(
      Object.entries(body).filter(([name]) => !placed.has(name) && !alsoPlaced.has(name) && !sampled.has(name)),
    ),
  };
}

function messageOf(message: Fields): Message {
  const { role, content } = message;
  if (role === "tool") {
    const part: Part = {
      type: "tool_result",
      callId: String(message["tool_call_id"]),
      parts: partsOf(content),
      isError: false,
    };
    return { role: "user", parts: [part] };
  }
  const calls = recordsOf(message["tool_calls"]).map((call): Part => {
    const made: Fields = isRecord(call["function"]) ? call["function"] : {};
    return {
      type: "tool_call",
      id: String(call["id"]),
      name: String(made["name"]),
      arguments: String(made["arguments"]),
    };
  });
  const known = role === "system" || role === "developer" || role === "assistant" ? role : "user";
  return { role: known, parts: [...partsOf(content), ...calls] };
}

function partsOf(content: unknown): readonly Part[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return recordsOf(content).map((part): Part => {
    if (part["type"] === "text") {
      const cacheControl = part["cache_control"];
      return { type: "text", text: String(part["text"]), ...(cacheControl === undefined ? {} : { cacheControl }) };
    }
    const image: Fields = isRecord(part["image_url"]) ? part["image_url"] : {};
    const [head = "", data = ""] = String(image["url"]).split(",");
    return { type: "image", source: { kind: "base64", mediaType: head.slice(5, head.indexOf(";")), data } };
  });
}

function toolOf(tool: Fields): Tool {
  const made: Fields = isRecord(tool["function"]) ? tool["function"] : {};
  return {
    kind: "function",
    name: String(made["name"]),
    description: String(made["description"]),
    ...(isRecord(made["parameters"]) ? { parameters: made["parameters"] } : {}),
  };
}

function choiceOf(choice: unknown): ToolChoice | null {
  if (choice === "auto" || choice === "none" || choice === "required") return { kind: choice };
  if (!isRecord(choice) || !isRecord(choice["function"])) return null;
  return { kind: "tool", name: String(choice["function"]["name"]) };
}

function formatOf(format: unknown): ResponseFormat | null {
  if (!isRecord(format)) return null;
  const schema = format["json_schema"];
  if (!isRecord(schema) || !isRecord(schema["schema"])) return { kind: "json" };
  return { kind: "schema", name: String(schema["name"]), schema: schema["schema"], strict: true };
}

function reasoningOf(body: Fields): ReasoningRequest | null {
  const { reasoning_effort: effort, thinking } = body;
  if (typeof effort === "string") return { effort, budgetTokens: null, mode: null, summary: null };
  if (!isRecord(thinking)) return null;
  return { effort: null, budgetTokens: numberOf(thinking["budget_tokens"]), mode: "on", summary: null };
}
