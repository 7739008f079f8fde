/** The fake upstream's OpenAI chat completions and legacy completions: text, reasoning, two tool calls, log probabilities. */
import { at, list, type Json, type JsonObject } from "../json.ts";
import { json, sse, type Asked, type Reply, type Speaker, type StreamParts } from "./reply.ts";

const usage = {
  prompt_tokens: 11,
  completion_tokens: 3,
  total_tokens: 14,
  prompt_tokens_details: { cached_tokens: 4 },
  completion_tokens_details: { reasoning_tokens: 1 },
};
const headers = { "x-ratelimit-remaining-requests": "99", "x-up": "1" };

function base(asked: Asked, object: string): JsonObject {
  return {
    id: object === "text_completion" ? "cmpl-up1" : "chatcmpl-up1",
    object,
    created: 1_700_000_000,
    model: at(asked.body, "model") ?? "m",
    system_fingerprint: "fp_1",
  };
}

function usageFor(asked: Asked): Json {
  return at(asked.body, "usage", "include") === true ? { ...usage, cost: 0.000123 } : usage;
}

/** Tools are called when they are offered, allowed and not yet answered. */
export function calledTool(asked: Asked): string | null {
  if (at(asked.body, "tool_choice") === "none") return null;
  if (at(asked.body, "messages", list(at(asked.body, "messages")).length - 1, "role") === "tool") return null;
  const name = at(asked.body, "tools", 0, "function", "name");
  return typeof name === "string" ? name : null;
}

function call(id: string, name: string, value: number): JsonObject {
  return { id, type: "function", function: { name, arguments: `{"a":${value}}` } };
}

const logprobs = { content: [{ token: "Hello", logprob: -0.1, bytes: null, top_logprobs: [] }], refusal: null };

function message(asked: Asked): JsonObject {
  const tool = calledTool(asked);
  if (tool !== null)
    return { role: "assistant", content: null, tool_calls: [call("call_1", tool, 1), call("call_2", tool, 2)] };
  const said: JsonObject = { role: "assistant", content: asked.fault === "json" ? '{"a":1}' : "Hello", refusal: null };
  return asked.fault === "reason" ? { ...said, reasoning_content: "think" } : said;
}

function answer(asked: Asked): Reply {
  const finish = calledTool(asked) === null ? (asked.fault === "length" ? "length" : "stop") : "tool_calls";
  const count = Number(at(asked.body, "n") ?? 1);
  const choices = Array.from({ length: count }, (_, index) => ({
    index,
    message: message(asked),
    finish_reason: finish,
    logprobs: at(asked.body, "logprobs") === true ? logprobs : null,
  }));
  return json({ ...base(asked, "chat.completion"), choices, usage: usageFor(asked) }, headers);
}

function stream(asked: Asked): StreamParts {
  const chunk = (delta: JsonObject, finish: string | null = null): string =>
    sse({ ...base(asked, "chat.completion.chunk"), choices: [{ index: 0, delta, finish_reason: finish }] });
  const tool = calledTool(asked);
  const thoughts = asked.fault === "reason" ? [chunk({ reasoning_content: "think" })] : [];
  const content = tool === null ? ["Hel", "lo"].map((part) => chunk({ content: part })) : toolChunks(tool, chunk);
  const finish = tool === null ? (asked.fault === "length" ? "length" : "stop") : "tool_calls";
  const wantsUsage = at(asked.body, "stream_options", "include_usage") === true;
  return {
    type: "text/event-stream",
    start: [chunk({ role: "assistant", content: "" }), ...thoughts],
    content,
    finish: [chunk({}, finish)],
    usage: wantsUsage ? [sse({ ...base(asked, "chat.completion.chunk"), choices: [], usage: usageFor(asked) })] : [],
    done: ["data: [DONE]\n\n"],
    error: sse({ error: { message: "upstream broke", type: "server_error", code: 502, param: null } }),
  };
}

function toolChunks(name: string, chunk: (delta: JsonObject) => string): string[] {
  return [0, 1].flatMap((index) => [
    chunk({ tool_calls: [{ index, id: `call_${index + 1}`, type: "function", function: { name, arguments: "" } }] }),
    chunk({ tool_calls: [{ index, function: { arguments: '{"a":' } }] }),
    chunk({ tool_calls: [{ index, function: { arguments: `${index + 1}}` } }] }),
  ]);
}

/** OpenAI's own codes of the two failures that have one. */
function codeOf(message: string): string | null {
  if (message.includes("safety system")) return "content_policy_violation";
  return message.includes("maximum context length") ? "context_length_exceeded" : null;
}

export function openaiFailure(status: number, message: string): JsonObject {
  const code = codeOf(message);
  const type = status === 429 ? "rate_limit_error" : code === null ? "upstream_error" : "invalid_request_error";
  return { error: { message, type, code, param: null } };
}

export const openaiChat: Speaker = { answer, stream, failure: openaiFailure };

export const openaiCompletions: Speaker = {
  answer: (asked) =>
    json({
      ...base(asked, "text_completion"),
      choices: [{ index: 0, text: "Hello", logprobs: null, finish_reason: "stop" }],
      usage,
    }),
  stream: (asked) => {
    const chunk = (words: string, finish: string | null = null): string =>
      sse({
        ...base(asked, "text_completion"),
        choices: [{ index: 0, text: words, logprobs: null, finish_reason: finish }],
      });
    const wantsUsage = at(asked.body, "stream_options", "include_usage") === true;
    return {
      type: "text/event-stream",
      start: [],
      content: [chunk("Hel"), chunk("lo")],
      finish: [chunk("", "stop")],
      usage: wantsUsage ? [sse({ ...base(asked, "text_completion"), choices: [], usage })] : [],
      done: ["data: [DONE]\n\n"],
      error: sse({ error: { message: "upstream broke", type: "server_error", code: 502, param: null } }),
    };
  },
  failure: openaiFailure,
};
