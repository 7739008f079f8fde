/** The official `openai` SDK's chat completions as a client under test. */
import OpenAI, { APIError } from "openai";
import type {
  ChatCompletionCreateParams,
  ChatCompletionMessageParam,
} from "openai/resources/chat/completions/completions";
import type { Ask, ClientHeard, ClientUnderTest } from "./client-under-test.ts";
import { recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import { placeSchema, question, weatherSchema } from "./client-under-test.ts";

const tools = [
  { type: "function" as const, function: { name: "weather", description: "The weather.", parameters: weatherSchema } },
];
const format = { type: "json_schema" as const, json_schema: { name: "place", schema: placeSchema, strict: true } };

export function chatClient(baseURL: string, apiKey: string): ClientUnderTest {
  const sdk = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
  return {
    ask: async (ask) => {
      const params: ChatCompletionCreateParams = {
        model: ask.alias,
        messages: messagesOf(ask),
        ...(ask.tools === true ? { tools } : {}),
        ...(ask.thinks === true ? { reasoning_effort: "low" as const } : {}),
        ...(ask.schema === true ? { response_format: format } : {}),
      };
      return ask.stream ? streamed(sdk, params, ask) : whole(sdk, params, ask);
    },
    readError: (error) => ({
      name: error instanceof Error ? error.constructor.name : "",
      status: error instanceof APIError ? (error.status ?? null) : null,
    }),
  };
}

function messagesOf({ after }: Ask): ChatCompletionMessageParam[] {
  const asked: ChatCompletionMessageParam = { role: "user", content: question };
  if (after === undefined) return [asked];
  const results = after.results.map(({ text, image }, index) => ({
    role: "tool" as const,
    tool_call_id: after.heard.calls[index]?.id ?? "",
    content:
      image === undefined
        ? text
        : [
            { type: "text", text },
            { type: "image_url", image_url: { url: `data:image/png;base64,${image}` } },
          ],
  }));
  // The history is the SDK's own message; pictures in results are LiteLLM's extension of OpenAI's dialect.
  return [asked, after.heard.history, ...results] as ChatCompletionMessageParam[];
}

type Loose = Record<string, unknown>;

async function whole(sdk: OpenAI, params: ChatCompletionCreateParams, ask: Ask): Promise<ClientHeard> {
  const answer = await sdk.chat.completions.create({ ...params, stream: false }, { signal: ask.signal });
  const choice = answer.choices[0];
  const message = recordOf(choice?.message) ?? {};
  return heard({ message, finish: choice?.finish_reason ?? null, usage: answer.usage ?? null, pieces: 1 });
}

async function streamed(sdk: OpenAI, params: ChatCompletionCreateParams, ask: Ask): Promise<ClientHeard> {
  const stream = await sdk.chat.completions.create(
    { ...params, stream: true, stream_options: { include_usage: true } },
    { signal: ask.signal },
  );
  const message: Loose = { role: "assistant" };
  let finish: string | null = null;
  let usage: OpenAI.CompletionUsage | null = null;
  let pieces = 0;
  for await (const chunk of stream) {
    ask.onFirst?.();
    const choice = chunk.choices[0];
    finish = choice?.finish_reason ?? finish;
    usage = chunk.usage ?? usage;
    const delta = recordOf(choice?.delta) ?? {};
    if (typeof delta["content"] === "string" && delta["content"] !== "") pieces++;
    addDelta(message, delta);
  }
  return heard({ message, finish, usage, pieces });
}

/** As agents do: texts grow, calls grow by their index, proofs pile up. */
function addDelta(message: Loose, delta: Loose): void {
  for (const key of ["content", "reasoning", "reasoning_content"]) {
    if (typeof delta[key] === "string") message[key] = textIn(message, key) + delta[key];
  }
  for (const key of ["reasoning_details", "thinking_blocks"]) {
    const more = recordsOf(delta[key]);
    if (more.length > 0) message[key] = [...recordsOf(message[key]), ...more];
  }
  for (const piece of recordsOf(delta["tool_calls"])) addCall(message, piece);
}

function addCall(message: Loose, { index, function: called, ...rest }: Loose): void {
  const calls = [...recordsOf(message["tool_calls"])];
  const open = calls[Number(index)] ?? {};
  const before = recordOf(open["function"]) ?? {};
  const more = recordOf(called) ?? {};
  const text = textIn(before, "arguments") + textIn(more, "arguments");
  calls[Number(index)] = { ...open, ...rest, function: { ...before, ...more, arguments: text } };
  message["tool_calls"] = calls;
}

function textIn(fields: Loose, key: string): string {
  return textOf(fields[key]) ?? "";
}

interface Gathered {
  readonly message: Loose;
  readonly finish: string | null;
  readonly usage: OpenAI.CompletionUsage | null;
  readonly pieces: number;
}

function heard({ message, finish, usage, pieces }: Gathered): ClientHeard {
  return {
    text: textIn(message, "content"),
    reasoning: textIn(message, "reasoning_content") || textIn(message, "reasoning"),
    calls: recordsOf(message["tool_calls"]).map((call) => {
      const called = recordOf(call["function"]) ?? {};
      const given: unknown = JSON.parse(textIn(called, "arguments"));
      return { id: textIn(call, "id"), name: textIn(called, "name"), arguments: given };
    }),
    finish,
    usage: {
      prompt: usage?.prompt_tokens ?? null,
      completion: usage?.completion_tokens ?? null,
      cached: usage?.prompt_tokens_details?.cached_tokens ?? null,
      reasoning: usage?.completion_tokens_details?.reasoning_tokens ?? null,
    },
    pieces,
    history: message,
  };
}
