/** The fake upstream's Ollama: chat, generate and embed as NDJSON, thinking, whole tool calls, and what it lists. */
import { at, list, text, type Json, type JsonObject } from "../json.ts";
import { json, type Asked, type Reply, type Speaker, type StreamParts } from "./reply.ts";

const end = {
  done: true,
  done_reason: "stop",
  total_duration: 5,
  load_duration: 1,
  prompt_eval_count: 11,
  prompt_eval_duration: 1,
  eval_count: 3,
  eval_duration: 1,
};

function head(asked: Asked): JsonObject {
  return { model: at(asked.body, "model") ?? "m", created_at: "2026-01-01T00:00:00Z" };
}

function chatMessages(asked: Asked): JsonObject[] {
  const name = at(asked.body, "tools", 0, "function", "name");
  const isAnswered = at(list(at(asked.body, "messages")).at(-1), "role") === "tool";
  const think = at(asked.body, "think");
  const thoughts =
    think === true || typeof think === "string" ? [{ role: "assistant", content: "", thinking: "hmm" }] : [];
  if (typeof name === "string" && !isAnswered)
    return [...thoughts, { role: "assistant", content: "", tool_calls: [{ function: { name, arguments: { a: 1 } } }] }];
  return [...thoughts, { role: "assistant", content: "Hel" }, { role: "assistant", content: "lo" }];
}

function merged(messages: readonly JsonObject[]): JsonObject {
  const all = (key: string): string => messages.map((message) => text(message[key])).join("");
  const calls = messages.flatMap((message) => list(message["tool_calls"]));
  return {
    role: "assistant",
    content: all("content"),
    ...(all("thinking") === "" ? {} : { thinking: all("thinking") }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

function stopReason(asked: Asked): JsonObject {
  return asked.fault === "length" ? { ...end, done_reason: "length" } : end;
}

function lines(asked: Asked, pieces: readonly JsonObject[], last: JsonObject): StreamParts {
  const line = (value: Json): string => `${JSON.stringify(value)}\n`;
  return {
    type: "application/x-ndjson",
    start: [],
    content: pieces.map((piece) => line({ ...head(asked), ...piece, done: false })),
    finish: [line({ ...head(asked), ...last, ...stopReason(asked) })],
    usage: [],
    done: [],
    error: line({ error: "upstream broke" }),
  };
}

/** Ollama streams unless told not to. */
function isStreamed(asked: Asked): boolean {
  return at(asked.body, "stream") !== false;
}

function chat(asked: Asked): Reply {
  return json({ ...head(asked), message: merged(chatMessages(asked)), ...stopReason(asked) });
}

const failure = (_status: number, message: string): JsonObject => ({ error: message });

export const ollamaChat: Speaker = {
  answer: chat,
  stream: (asked) =>
    isStreamed(asked)
      ? lines(
          asked,
          chatMessages(asked).map((message) => ({ message })),
          { message: { role: "assistant", content: "" } },
        )
      : null,
  failure,
};

export const ollamaGenerate: Speaker = {
  answer: (asked) => json({ ...head(asked), response: "Hello", ...stopReason(asked), context: [1, 2] }),
  stream: (asked) =>
    isStreamed(asked) ? lines(asked, [{ response: "Hel" }, { response: "lo" }], { response: "" }) : null,
  failure,
};

export const ollamaOthers: Speaker = {
  answer: (asked) => {
    if (asked.path.endsWith("/embed")) {
      const input = at(asked.body, "input");
      const count = Array.isArray(input) ? input.length : 1;
      return json({ ...head(asked), embeddings: Array.from({ length: count }, () => [1, 2]), prompt_eval_count: 5 });
    }
    if (asked.path.endsWith("/tags")) return json({ models: [{ name: "tiny", model: "tiny", size: 1, details: {} }] });
    if (asked.path.endsWith("/version")) return json({ version: "0.9.0" });
    return json({
      details: { family: "llama" },
      model_info: { "general.architecture": "llama", "llama.context_length": 4096 },
      capabilities: ["completion", "tools", "thinking", "vision"],
      template: "{{ .Prompt }}{{ .Tools }}",
    });
  },
  stream: () => null,
  failure,
};
