/** Ollama's /api/chat and /api/generate: lines of JSON, calls whole, thoughts without a proof, no cache in its counts. */
import { recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import { cutAfter, spokenUsage, type Body, type Heard, type Said, type Speaker, type SpokenStream } from "./said.ts";

function head(body: Body): Body {
  return { model: body["model"], created_at: "2026-01-01T00:00:00Z" };
}

function end(said: Said): Body {
  return {
    done: true,
    done_reason: said.finish === "length" ? "length" : "stop",
    total_duration: 5_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: spokenUsage.prompt,
    prompt_eval_duration: 1_000_000,
    eval_count: spokenUsage.completion,
    eval_duration: 2_000_000,
  };
}

/** Where the dialect puts thoughts, text and calls. */
type Place = (fields: Body) => Body;

const inMessage: Place = (fields) => ({ message: { role: "assistant", content: "", ...fields } });
const inResponse: Place = ({ content, ...fields }) => ({ response: content ?? "", ...fields });

function calls(said: Said): Body {
  if (said.calls.length === 0) return {};
  return {
    tool_calls: said.calls.map(({ id, name, arguments: given }) => ({ id, function: { name, arguments: given } })),
  };
}

function speaker(place: Place): Speaker {
  const line = (value: Body): string => `${JSON.stringify(value)}\n`;
  const stream = (said: Said, body: Body): SpokenStream => {
    const pieces = [
      ...(said.reasoning === null ? [] : [{ thinking: said.reasoning }]),
      ...said.text.map((content) => ({ content })),
      ...(said.calls.length === 0 ? [] : [calls(said)]),
    ];
    return cutAfter(1, "application/x-ndjson", [
      ...pieces.map((piece) => line({ ...head(body), ...place(piece), done: false })),
      line({ ...head(body), ...place({}), ...end(said) }),
    ]);
  };
  return {
    hear,
    whole: (said, body) => {
      const thinking = said.reasoning === null ? {} : { thinking: said.reasoning };
      return { ...head(body), ...place({ content: said.text.join(""), ...thinking, ...calls(said) }), ...end(said) };
    },
    stream,
    failure: (_status, error) => ({ error }),
  };
}

function hear(body: Body): Heard {
  return {
    tools: recordsOf(body["tools"]).flatMap((tool) => {
      const described = recordOf(tool["function"]);
      const name = textOf(described?.["name"]);
      return name === null ? [] : [{ name, schema: recordOf(described?.["parameters"]) ?? {} }];
    }),
    forcedTool: null,
    isAnswered: recordsOf(body["messages"]).at(-1)?.["role"] === "tool",
    schema: recordOf(body["format"]),
    isStream: body["stream"] !== false,
  };
}

export const ollamaChatSpeaker = speaker(inMessage);
export const ollamaGenerateSpeaker = speaker(inResponse);
