/** The official `ollama` client as a client under test: it knows no signatures and no cached tokens. */
import { Ollama, type ChatResponse, type Message } from "ollama";
import { isRecord } from "../../base/json-shape.ts";
import {
  placeSchema,
  question,
  weatherSchema,
  type Ask,
  type ClientHeard,
  type ClientUnderTest,
} from "./client-under-test.ts";

const tools = [
  {
    type: "function",
    function: { name: "weather", description: "The weather.", parameters: { ...weatherSchema, required: ["city"] } },
  },
];

export function ollamaClient(host: string, apiKey: string): ClientUnderTest {
  const headers = { authorization: `Bearer ${apiKey}` };
  return {
    ask: async (ask) => {
      // The client aborts streams only as a whole; a signal on its fetch aborts a single call.
      const { signal } = ask;
      const sdk = new Ollama({
        host,
        headers,
        fetch: (input, init) => fetch(input, { ...init, ...(signal ? { signal } : {}) }),
      });
      return ask.stream ? streamed(sdk, ask) : heard(await sdk.chat({ ...requestOf(ask), stream: false }), 1);
    },
    readError: (error) => ({
      name: error instanceof Error ? error.name : "",
      status: isRecord(error) && typeof error["status_code"] === "number" ? error["status_code"] : null,
    }),
  };
}

function requestOf(ask: Ask): { model: string; messages: Message[] } & Record<string, unknown> {
  return {
    model: ask.alias,
    messages: messagesOf(ask),
    ...(ask.tools === true ? { tools } : {}),
    ...(ask.thinks === true ? { think: true } : {}),
    ...(ask.schema === true ? { format: placeSchema } : {}),
  };
}

function messagesOf({ after }: Ask): Message[] {
  const asked: Message = { role: "user", content: question };
  if (after === undefined) return [asked];
  const results = after.results.map(({ text, image }, index) => {
    const call = after.heard.calls[index];
    return {
      role: "tool",
      content: text,
      tool_name: call?.name ?? "",
      ...(image === undefined ? {} : { images: [image] }),
    };
  });
  return [asked, after.heard.history as Message, ...results]; // what `heard` kept
}

async function streamed(sdk: Ollama, ask: Ask): Promise<ClientHeard> {
  const message: Message = { role: "assistant", content: "" };
  let last: ChatResponse | null = null;
  let pieces = 0;
  for await (const line of await sdk.chat({ ...requestOf(ask), stream: true })) {
    ask.onFirst?.();
    last = line;
    message.content += line.message.content;
    if (line.message.content !== "") pieces++;
    if (line.message.thinking) message.thinking = (message.thinking ?? "") + line.message.thinking;
    if (line.message.tool_calls) message.tool_calls = [...(message.tool_calls ?? []), ...line.message.tool_calls];
  }
  if (last === null) throw new Error("the stream was empty");
  return heard({ ...last, message }, pieces);
}

function heard(
  { message, done_reason: finish, prompt_eval_count: prompt, eval_count: completion }: ChatResponse,
  pieces: number,
): ClientHeard {
  return {
    text: message.content,
    reasoning: message.thinking ?? "",
    calls: (message.tool_calls ?? []).map(({ function: called }) => ({
      id: "",
      name: called.name,
      arguments: called.arguments,
    })),
    finish,
    usage: { prompt: prompt ?? null, completion: completion ?? null, cached: null, reasoning: null },
    pieces,
    history: message,
  };
}
