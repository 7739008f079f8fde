/** Vercel's `ai` over `@ai-sdk/openai-compatible` as a client under test. */
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, jsonSchema, Output, streamText, tool, type ModelMessage, type ToolSet } from "ai";
import {
  placeSchema,
  question,
  weatherSchema,
  type Ask,
  type ClientHeard,
  type ClientUnderTest,
} from "./client-under-test.ts";

const tools: ToolSet = {
  weather: tool({
    description: "The weather.",
    inputSchema: jsonSchema<{ city: string }>({ ...weatherSchema, required: ["city"] }),
  }),
};

export function vercelClient(baseURL: string, apiKey: string): ClientUnderTest {
  const provider = createOpenAICompatible({
    name: "portico",
    baseURL,
    apiKey,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  return {
    ask: async (ask) => {
      const params = {
        model: provider(ask.alias),
        messages: messagesOf(ask),
        maxRetries: 0,
        ...(ask.tools === true ? { tools } : {}),
        ...(ask.thinks === true ? { providerOptions: { portico: { reasoningEffort: "low" } } } : {}),
        ...(ask.schema === true
          ? {
              output: Output.object({
                schema: jsonSchema({ ...placeSchema, required: [...placeSchema.required] }),
                name: "place",
              }),
            }
          : {}),
        ...(ask.signal === undefined ? {} : { abortSignal: ask.signal }),
      };
      return ask.stream ? streamed(params, ask) : whole(params);
    },
    readError: (error) => ({
      name: error instanceof Error ? error.name : "",
      status: APICallError.isInstance(error) ? (error.statusCode ?? null) : null,
    }),
  };
}

type Params = Parameters<typeof generateText>[0] & Parameters<typeof streamText>[0];

function messagesOf({ after }: Ask): ModelMessage[] {
  const asked: ModelMessage = { role: "user", content: question };
  if (after === undefined) return [asked];
  const results = after.results.map(({ text, image }, index) => ({
    type: "tool-result" as const,
    toolCallId: after.heard.calls[index]?.id ?? "",
    toolName: "weather",
    output:
      image === undefined
        ? { type: "text" as const, value: text }
        : {
            type: "content" as const,
            value: [
              { type: "text" as const, text },
              { type: "media" as const, data: image, mediaType: "image/png" },
            ],
          },
  }));
  const history = after.heard.history as ModelMessage[]; // what the SDK itself gave for the next turn
  return [asked, ...history, { role: "tool", content: results } as ModelMessage]; // `media` parts are older than its types
}

async function whole(params: Params): Promise<ClientHeard> {
  const result = await generateText(params);
  return heard(result, 1, result.response.messages);
}

async function streamed(params: Params, ask: Ask): Promise<ClientHeard> {
  let failure: unknown = null;
  let pieces = 0;
  const result = streamText({ ...params, onError: ({ error }) => void (failure = error) });
  for await (const part of result.fullStream) {
    if (part.type === "text-delta" || part.type === "reasoning-delta") ask.onFirst?.();
    if (part.type === "text-delta") pieces++;
    if (part.type === "abort") throw new DOMException("aborted", "AbortError");
  }
  if (failure !== null) throw failure;
  const [text, reasoningText, toolCalls, finishReason, usage, response] = await Promise.all([
    result.text,
    result.reasoningText,
    result.toolCalls,
    result.finishReason,
    result.usage,
    result.response,
  ]);
  return heard({ text, reasoningText, toolCalls, finishReason, usage }, pieces, response.messages);
}

interface Gathered {
  readonly text: string;
  readonly reasoningText: string | undefined;
  readonly toolCalls: readonly { toolCallId: string; toolName: string; input: unknown }[];
  readonly finishReason: string;
  readonly usage: Awaited<ReturnType<typeof generateText>>["usage"];
}

function heard(
  { text, reasoningText, toolCalls, finishReason, usage }: Gathered,
  pieces: number,
  history: unknown,
): ClientHeard {
  return {
    text,
    reasoning: reasoningText ?? "",
    calls: toolCalls.map(({ toolCallId: id, toolName: name, input }) => ({ id, name, arguments: input })),
    finish: finishReason,
    usage: {
      prompt: usage.inputTokens ?? null,
      completion: usage.outputTokens ?? null,
      cached: usage.inputTokenDetails.cacheReadTokens ?? null,
      reasoning: usage.outputTokenDetails.reasoningTokens ?? null,
    },
    pieces,
    history,
  };
}
