/** Cohere's v2 chat: typed events, thoughts before calls as a plan. */
import { recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import {
  cutAfter,
  halves,
  newAnswerId,
  sse,
  spokenUsage,
  type Body,
  type Heard,
  type Said,
  type Speaker,
  type SpokenStream,
} from "./said.ts";

const usage = {
  billed_units: { input_tokens: spokenUsage.prompt - spokenUsage.cached, output_tokens: spokenUsage.completion },
  tokens: { input_tokens: spokenUsage.prompt, output_tokens: spokenUsage.completion },
  cached_tokens: spokenUsage.cached,
};
const reasons = {
  stop: "COMPLETE",
  length: "MAX_TOKENS",
  tool_calls: "TOOL_CALL",
  content_filter: "ERROR_TOXIC",
} as const;

function whole(said: Said): unknown {
  const isPlan = said.calls.length > 0;
  const content = [
    ...(said.reasoning === null || isPlan ? [] : [{ type: "thinking", thinking: said.reasoning }]),
    ...(said.text.length === 0 ? [] : [{ type: "text", text: said.text.join("") }]),
  ];
  const message = {
    role: "assistant",
    ...(isPlan && said.reasoning !== null ? { tool_plan: said.reasoning } : {}),
    ...(content.length === 0 ? {} : { content }),
    ...(isPlan ? { tool_calls: said.calls.map(toolCall) } : {}),
  };
  return { id: newAnswerId("co-"), finish_reason: reasons[said.finish], message, usage };
}

function toolCall({ id, name, arguments: given }: Said["calls"][number]): Body {
  return { id, type: "function", function: { name, arguments: JSON.stringify(given) } };
}

function stream(said: Said): SpokenStream {
  const send = (type: string, fields: Body): string => sse({ type, ...fields }, type);
  const isPlan = said.calls.length > 0;
  const content = (index: number, kind: "text" | "thinking", texts: readonly string[]): string[] => [
    send("content-start", { index, delta: { message: { content: { type: kind, [kind]: "" } } } }),
    ...texts.map((text) => send("content-delta", { index, delta: { message: { content: { [kind]: text } } } })),
    send("content-end", { index }),
  ];
  const thoughts = said.reasoning === null ? [] : [said.reasoning];
  const opening = [
    send("message-start", {
      id: newAnswerId("co-"),
      delta: { message: { role: "assistant", content: [], tool_calls: [] } },
    }),
    ...(isPlan
      ? thoughts.map((plan) => send("tool-plan-delta", { delta: { message: { tool_plan: plan } } }))
      : thoughts.flatMap((thought) => content(0, "thinking", [thought]))),
  ];
  const delta = { finish_reason: reasons[said.finish], usage };
  return cutAfter(isPlan ? 2 : 3, "text/event-stream", [
    ...opening,
    ...(said.text.length === 0 ? [] : content(thoughts.length, "text", said.text)),
    ...said.calls.flatMap((call, index) => callEvents(call, index, send)),
    send("message-end", { delta }),
  ]);
}

function callEvents(
  call: Said["calls"][number],
  index: number,
  send: (type: string, fields: Body) => string,
): string[] {
  const { id, name, arguments: given } = call;
  const opened = { id, type: "function", function: { name, arguments: "" } };
  return [
    send("tool-call-start", { index, delta: { message: { tool_calls: opened } } }),
    ...halves(JSON.stringify(given)).map((text) =>
      send("tool-call-delta", { index, delta: { message: { tool_calls: { function: { arguments: text } } } } }),
    ),
    send("tool-call-end", { index }),
  ];
}

function hear(body: Body): Heard {
  return {
    tools: recordsOf(body["tools"]).flatMap((tool) => {
      const described = recordOf(tool["function"]);
      const name = textOf(described?.["name"]);
      return name === null ? [] : [{ name, schema: recordOf(described?.["parameters"]) ?? {} }];
    }),
    forcedTool: body["tool_choice"] === "REQUIRED" ? "*" : null,
    isAnswered: recordsOf(body["messages"]).at(-1)?.["role"] === "tool",
    schema: recordOf(recordOf(body["response_format"])?.["json_schema"]),
    isStream: body["stream"] === true,
  };
}

export const cohereSpeaker: Speaker = { hear, whole, stream, failure: (_status, message) => ({ message }) };
