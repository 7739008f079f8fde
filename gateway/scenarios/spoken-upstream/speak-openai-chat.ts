/** OpenAI's chat completions as OpenRouter and Azure serve them: thoughts with their proof in `reasoning_details`. */
import { isRecord, recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import {
  cutAfter,
  halves,
  newAnswerId,
  sse,
  spokenSignature,
  spokenUsage,
  type Body,
  type Heard,
  type Said,
  type Speaker,
  type SpokenStream,
} from "./said.ts";

const usage = {
  prompt_tokens: spokenUsage.prompt,
  completion_tokens: spokenUsage.completion,
  total_tokens: spokenUsage.prompt + spokenUsage.completion,
  prompt_tokens_details: { cached_tokens: spokenUsage.cached },
  completion_tokens_details: { reasoning_tokens: spokenUsage.reasoning },
};

function base(id: string, body: Body, object: string): Body {
  return { id, object, created: 1_700_000_000, model: body["model"] ?? "deployed" };
}

function thoughts(text: string | null): Body {
  if (text === null) return {};
  const detail = { type: "reasoning.text", text, signature: spokenSignature, format: "unknown", index: 0 };
  return { reasoning: text, reasoning_details: [detail] };
}

function whole(said: Said, body: Body): unknown {
  const id = newAnswerId("gen-");
  const calls = said.calls.map(({ id: callId, name, arguments: given }) => ({
    id: callId,
    type: "function",
    function: { name, arguments: JSON.stringify(given) },
  }));
  const message = {
    role: "assistant",
    content: said.text.length === 0 ? null : said.text.join(""),
    ...thoughts(said.reasoning),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
  const choices = [{ index: 0, message, finish_reason: said.finish, logprobs: null }];
  return { ...base(id, body, "chat.completion"), choices, usage };
}

function stream(said: Said, body: Body): SpokenStream {
  const id = newAnswerId("gen-");
  const chunk = (delta: Body, finish: string | null = null): string =>
    sse({ ...base(id, body, "chat.completion.chunk"), choices: [{ index: 0, delta, finish_reason: finish }] });
  const calls = said.calls.flatMap(({ id: callId, name, arguments: given }, index) => [
    chunk({ tool_calls: [{ index, id: callId, type: "function", function: { name, arguments: "" } }] }),
    ...halves(JSON.stringify(given)).map((part) => chunk({ tool_calls: [{ index, function: { arguments: part } }] })),
  ]);
  const wantsUsage = recordOf(body["stream_options"])?.["include_usage"] === true;
  return cutAfter(2, "text/event-stream", [
    chunk({ role: "assistant", content: "" }),
    ...(said.reasoning === null ? [] : [chunk(thoughts(said.reasoning))]),
    ...said.text.map((content) => chunk({ content })),
    ...calls,
    chunk({}, said.finish),
    ...(wantsUsage ? [sse({ ...base(id, body, "chat.completion.chunk"), choices: [], usage })] : []),
    "data: [DONE]\n\n",
  ]);
}

function hear(body: Body): Heard {
  const choice = body["tool_choice"];
  const forced = isRecord(choice) ? textOf(recordOf(choice["function"])?.["name"]) : null;
  const format = recordOf(recordOf(body["response_format"])?.["json_schema"]);
  return {
    tools: recordsOf(body["tools"]).flatMap((tool) => {
      const described = recordOf(tool["function"]);
      const name = textOf(described?.["name"]);
      return name === null ? [] : [{ name, schema: recordOf(described?.["parameters"]) ?? {} }];
    }),
    forcedTool: forced ?? (choice === "required" ? "*" : null),
    isAnswered: recordsOf(body["messages"]).at(-1)?.["role"] === "tool",
    schema: recordOf(format?.["schema"]),
    isStream: body["stream"] === true,
  };
}

export const openaiChatSpeaker: Speaker = {
  hear,
  whole,
  stream,
  failure: (status, message) => ({
    error: { message, type: status === 429 ? "rate_limit_error" : "api_error", code: null, param: null },
  }),
};
