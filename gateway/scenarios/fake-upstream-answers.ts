/** What the fake provider says when it behaves: chat, completions and embeddings, whole and streamed, with tools. */
type Body = Readonly<Record<string, unknown>>;

const usage = {
  prompt_tokens: 11,
  completion_tokens: 3,
  total_tokens: 14,
  prompt_tokens_details: { cached_tokens: 4 },
  completion_tokens_details: { reasoning_tokens: 1 },
};

function usageFor(body: Body): Record<string, unknown> {
  const asked = body["usage"] as { include?: boolean } | undefined; // OpenRouter's own request field
  return asked?.include === true ? { ...usage, cost: 0.000123 } : usage;
}

function base(body: Body, object: string): Record<string, unknown> {
  return { id: "gen-1", provider: "DeepInfra", model: body["model"], object, created: 1_700_000_000 };
}

/** A tool is called when tools are offered and no tool has answered yet. */
function toolName(body: Body): string | null {
  const messages = Array.isArray(body["messages"]) ? (body["messages"] as { role?: string }[]) : [];
  const tools = Array.isArray(body["tools"]) ? (body["tools"] as { function?: { name?: string } }[]) : [];
  return messages.at(-1)?.role === "tool" ? null : (tools[0]?.function?.name ?? null);
}

const toolArguments = '{"city":"서울"}';

export function chatAnswer(body: Body): unknown {
  const tool = toolName(body);
  const call = { id: "call_1", type: "function", function: { name: tool, arguments: toolArguments } };
  const message =
    tool === null
      ? { role: "assistant", content: "Hello 안녕" }
      : { role: "assistant", content: null, tool_calls: [call] };
  const finish = tool === null ? "stop" : "tool_calls";
  return {
    ...base(body, "chat.completion"),
    choices: [{ index: 0, message, finish_reason: finish }],
    usage: usageFor(body),
  };
}

export function completionAnswer(body: Body): unknown {
  return {
    ...base(body, "text_completion"),
    choices: [{ index: 0, text: "Hello", finish_reason: "stop", logprobs: null }],
    usage,
  };
}

export function embeddingAnswer(body: Body): unknown {
  const inputs = Array.isArray(body["input"]) && typeof body["input"][0] !== "number" ? body["input"] : [body["input"]];
  const vector = body["encoding_format"] === "base64" ? "AACAPwAAAEA=" : [1, 2];
  const data = inputs.map((_: unknown, index: number) => ({ object: "embedding", index, embedding: vector }));
  return { object: "list", data, model: body["model"], usage: { prompt_tokens: 5, total_tokens: 5 } };
}

/** The chunks of a good stream; usage comes last and only when it was asked for. */
export function* chatEvents(body: Body, isChat: boolean): Generator<unknown> {
  const object = isChat ? "chat.completion.chunk" : "text_completion";
  const chunk = (choice: Record<string, unknown>, finish: string | null = null): unknown => ({
    ...base(body, object),
    choices: [{ index: 0, ...choice, finish_reason: finish }],
  });
  const options = body["stream_options"] as { include_usage?: boolean } | undefined; // OpenAI's own request field
  if (!isChat) {
    for (const text of ["Hel", "lo"]) yield chunk({ text });
    yield chunk({ text: "" }, "stop");
  } else {
    yield chunk({ delta: { role: "assistant", content: "" } });
    const tool = toolName(body);
    if (tool === null) {
      for (const content of ["Hel", "lo", " 안", "녕"]) yield chunk({ delta: { content } });
      yield chunk({ delta: {} }, "stop");
    } else {
      yield chunk({
        delta: { tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: tool, arguments: "" } }] },
      });
      for (const part of [toolArguments.slice(0, 6), toolArguments.slice(6)]) {
        yield chunk({ delta: { tool_calls: [{ index: 0, function: { arguments: part } }] } });
      }
      yield chunk({ delta: {} }, "tool_calls");
    }
  }
  if (options?.include_usage === true) yield { ...base(body, object), choices: [], usage: usageFor(body) };
}

export function eventText(event: unknown): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

export function contentEvent(content: string, finish: string | null = null): string {
  return eventText({
    id: "gen-1",
    model: "m",
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta: { content }, finish_reason: finish }],
  });
}
