/** The official `@anthropic-ai/sdk`'s Messages as a client under test; streams go through its own accumulator. */
import Anthropic, { APIError } from "@anthropic-ai/sdk";
import type {
  Message,
  MessageCreateParamsNonStreaming,
  MessageParam,
} from "@anthropic-ai/sdk/resources/messages/messages";
import {
  placeSchema,
  question,
  weatherSchema,
  type Ask,
  type ClientHeard,
  type ClientUnderTest,
} from "./client-under-test.ts";

const tools = [
  { name: "weather", description: "The weather.", input_schema: { ...weatherSchema, required: ["city"] } },
];

export function messagesClient(baseURL: string, apiKey: string): ClientUnderTest {
  const sdk = new Anthropic({ baseURL, apiKey, maxRetries: 0 });
  return {
    ask: async (ask) =>
      ask.stream ? streamed(sdk, ask) : heard(await sdk.messages.create(paramsOf(ask), { signal: ask.signal }), 1),
    readError: (error) => ({
      name: error instanceof Error ? error.constructor.name : "",
      status: error instanceof APIError ? (error.status ?? null) : null,
    }),
  };
}

function paramsOf(ask: Ask): MessageCreateParamsNonStreaming {
  return {
    model: ask.alias,
    max_tokens: 4096,
    messages: messagesOf(ask),
    ...(ask.tools === true ? { tools } : {}),
    ...(ask.thinks === true ? { thinking: { type: "enabled" as const, budget_tokens: 2048 } } : {}),
    ...(ask.schema === true
      ? { output_config: { format: { type: "json_schema" as const, schema: { ...placeSchema } } } }
      : {}),
  };
}

function messagesOf({ after }: Ask): MessageParam[] {
  const asked: MessageParam = { role: "user", content: question };
  if (after === undefined) return [asked];
  const results = after.results.map(({ text, image }, index) => ({
    type: "tool_result" as const,
    tool_use_id: after.heard.calls[index]?.id ?? "",
    content: [
      { type: "text" as const, text },
      ...(image === undefined
        ? []
        : [
            {
              type: "image" as const,
              source: { type: "base64" as const, media_type: "image/png" as const, data: image },
            },
          ]),
    ],
  }));
  const history = after.heard.history as Message["content"]; // what `heard` kept
  return [asked, { role: "assistant", content: history }, { role: "user", content: results }];
}

async function streamed(sdk: Anthropic, ask: Ask): Promise<ClientHeard> {
  const stream = sdk.messages.stream(paramsOf(ask), { signal: ask.signal });
  let pieces = 0;
  stream.on("streamEvent", (event) => {
    if (event.type === "content_block_delta") ask.onFirst?.();
  });
  stream.on("text", () => void pieces++);
  return heard(await stream.finalMessage(), pieces);
}

function heard({ content, stop_reason: finish, usage }: Message, pieces: number): ClientHeard {
  const { input_tokens: input, cache_read_input_tokens: read, cache_creation_input_tokens: written } = usage;
  return {
    text: content.map((block) => (block.type === "text" ? block.text : "")).join(""),
    reasoning: content.map((block) => (block.type === "thinking" ? block.thinking : "")).join(""),
    calls: content.flatMap((block) =>
      block.type === "tool_use" ? [{ id: block.id, name: block.name, arguments: block.input }] : [],
    ),
    finish,
    usage: {
      prompt: input + (read ?? 0) + (written ?? 0),
      completion: usage.output_tokens,
      cached: read ?? null,
      reasoning: null,
    },
    pieces,
    history: content,
  };
}
