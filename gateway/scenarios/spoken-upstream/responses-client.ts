/** The official `openai` SDK's Responses as a client under test, keeping nothing on the server (as Codex does). */
import OpenAI, { APIError } from "openai";
import type { Response, ResponseCreateParams, ResponseInputItem } from "openai/resources/responses/responses";
import {
  placeSchema,
  question,
  weatherSchema,
  type Ask,
  type ClientHeard,
  type ClientUnderTest,
} from "./client-under-test.ts";

const tools = [
  { type: "function" as const, name: "weather", description: "The weather.", parameters: weatherSchema, strict: false },
];
const format = { type: "json_schema" as const, name: "place", schema: placeSchema, strict: true };

export function responsesClient(baseURL: string, apiKey: string): ClientUnderTest {
  const sdk = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
  return {
    ask: async (ask) => {
      const params = paramsOf(ask);
      if (ask.stream) return streamed(sdk, params, ask);
      return heard(await sdk.responses.create({ ...params, stream: false }, { signal: ask.signal }), 1);
    },
    readError: (error) => ({
      name: error instanceof Error ? error.constructor.name : "",
      status: error instanceof APIError ? (error.status ?? null) : null,
    }),
  };
}

function paramsOf(ask: Ask): ResponseCreateParams {
  return {
    model: ask.alias,
    input: inputOf(ask),
    store: false,
    include: ["reasoning.encrypted_content"],
    ...(ask.tools === true ? { tools } : {}),
    ...(ask.thinks === true ? { reasoning: { effort: "low" as const, summary: "auto" as const } } : {}),
    ...(ask.schema === true ? { text: { format } } : {}),
  };
}

function inputOf({ after }: Ask): ResponseInputItem[] {
  const asked: ResponseInputItem = { role: "user", content: question };
  if (after === undefined) return [asked];
  const results = after.results.map(({ text, image }, index) => ({
    type: "function_call_output" as const,
    call_id: after.heard.calls[index]?.id ?? "",
    output:
      image === undefined
        ? text
        : [
            { type: "input_text" as const, text },
            { type: "input_image" as const, image_url: `data:image/png;base64,${image}`, detail: "auto" as const },
          ],
  }));
  const history = after.heard.history as ResponseInputItem[]; // what `heard` kept: output items are input items
  return [asked, ...history, ...results];
}

async function streamed(sdk: OpenAI, params: ResponseCreateParams, ask: Ask): Promise<ClientHeard> {
  const stream = await sdk.responses.create({ ...params, stream: true }, { signal: ask.signal });
  let last: Response | null = null;
  let pieces = 0;
  for await (const event of stream) {
    if (event.type.endsWith(".delta")) ask.onFirst?.();
    if (event.type === "response.output_text.delta") pieces++;
    if (event.type === "response.completed" || event.type === "response.incomplete") last = event.response;
    if (event.type === "response.failed") throw new ResponseFailed(event.response.error?.message);
  }
  if (last === null) throw new Error("the stream ended without its end");
  return heard(last, pieces);
}

/** OpenAI's word for an answer that broke; the SDK hands the event on. */
class ResponseFailed extends Error {}

function heard(response: Response, pieces: number): ClientHeard {
  const { output, usage } = response;
  const texts = output.flatMap((item) => (item.type === "message" ? item.content : []));
  return {
    text: texts.map((part) => (part.type === "output_text" ? part.text : "")).join(""),
    reasoning: output
      .flatMap((item) => (item.type === "reasoning" ? item.summary.map(({ text }) => text) : []))
      .join(""),
    calls: output.flatMap((item) =>
      item.type === "function_call"
        ? [{ id: item.call_id, name: item.name, arguments: JSON.parse(item.arguments) as unknown }]
        : [],
    ),
    finish: response.incomplete_details?.reason ?? response.status ?? null,
    usage: {
      prompt: usage?.input_tokens ?? null,
      completion: usage?.output_tokens ?? null,
      cached: usage?.input_tokens_details?.cached_tokens ?? null,
      reasoning: usage?.output_tokens_details?.reasoning_tokens ?? null,
    },
    pieces,
    history: output,
  };
}
