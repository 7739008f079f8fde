/** LangChain's `ChatOpenAI` as a client under test. */
import {
  AIMessage,
  AIMessageChunk,
  HumanMessage,
  ToolMessage,
  type BaseMessage,
  type UsageMetadata,
} from "@langchain/core/messages";
import { ChatOpenAI } from "@langchain/openai";
import { isRecord, textOf } from "../../base/json-shape.ts";
import {
  placeSchema,
  question,
  weatherSchema,
  type Ask,
  type ClientHeard,
  type ClientUnderTest,
} from "./client-under-test.ts";

const tools = [
  { type: "function" as const, function: { name: "weather", description: "The weather.", parameters: weatherSchema } },
];
const format = { type: "json_schema" as const, json_schema: { name: "place", schema: placeSchema, strict: true } };

export function langchainClient(baseURL: string, apiKey: string): ClientUnderTest {
  return {
    ask: async (ask) => {
      const model = new ChatOpenAI({ model: ask.alias, apiKey, maxRetries: 0, configuration: { baseURL } });
      const options = {
        ...(ask.tools === true ? { tools } : {}),
        ...(ask.schema === true ? { response_format: format } : {}),
        ...(ask.signal === undefined ? {} : { signal: ask.signal }),
      };
      if (!ask.stream) return heard(await model.invoke(messagesOf(ask), options), 1);
      let message: AIMessageChunk | null = null;
      let pieces = 0;
      for await (const chunk of await model.stream(messagesOf(ask), options)) {
        ask.onFirst?.();
        if (chunk.text !== "") pieces++;
        message = message === null ? chunk : message.concat(chunk);
      }
      if (message === null) throw new Error("the stream was empty");
      return heard(message, pieces);
    },
    readError: (error) => ({
      name: error instanceof Error ? error.constructor.name : "",
      status: isRecord(error) && typeof error["status"] === "number" ? error["status"] : null,
    }),
  };
}

function messagesOf({ after }: Ask): BaseMessage[] {
  const asked = new HumanMessage(question);
  if (after === undefined) return [asked];
  const results = after.results.map(
    ({ text, image }, index) =>
      new ToolMessage({
        tool_call_id: after.heard.calls[index]?.id ?? "",
        content:
          image === undefined
            ? text
            : [
                { type: "text", text },
                { type: "image_url", image_url: { url: `data:image/png;base64,${image}` } },
              ],
      }),
  );
  return [asked, after.heard.history as AIMessage, ...results]; // the SDK's own message
}

function heard(message: AIMessage, pieces: number): ClientHeard {
  const usage = message.usage_metadata as UsageMetadata | undefined; // its generic type hides what it documents
  const extra = message.additional_kwargs;
  return {
    text: message.text,
    reasoning: textOf(extra["reasoning_content"]) ?? "",
    calls: (message.tool_calls ?? []).map(({ id, name, args }) => ({ id: id ?? "", name, arguments: args })),
    finish: textOf(message.response_metadata["finish_reason"]),
    usage: {
      prompt: usage?.input_tokens ?? null,
      completion: usage?.output_tokens ?? null,
      cached: usage?.input_token_details?.cache_read ?? null,
      reasoning: usage?.output_token_details?.reasoning ?? null,
    },
    pieces,
    history: message,
  };
}
