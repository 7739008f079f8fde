/** The official `@google/genai` against the pass-through of Gemini's own API, as a client under test. */
import {
  ApiError,
  GoogleGenAI,
  type Content,
  type GenerateContentParameters,
  type GenerateContentResponse,
  type Part,
} from "@google/genai";
import {
  placeSchema,
  question,
  weatherSchema,
  type Ask,
  type ClientHeard,
  type ClientUnderTest,
} from "./client-under-test.ts";

const tools = [
  { functionDeclarations: [{ name: "weather", description: "The weather.", parametersJsonSchema: weatherSchema }] },
];

export function genaiClient(origin: string, apiKey: string): ClientUnderTest {
  const sdk = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: `${origin}/gemini` } });
  return {
    ask: async (ask) => {
      if (ask.stream) return streamed(sdk, ask);
      const answer = await sdk.models.generateContent(paramsOf(ask));
      return heard(answer, answer.candidates?.[0]?.content?.parts ?? [], 1);
    },
    readError: (error) => ({
      name: error instanceof Error ? error.name : "",
      status: error instanceof ApiError ? error.status : null,
    }),
  };
}

function paramsOf(ask: Ask): GenerateContentParameters {
  return {
    model: "gemini-3-pro-preview",
    contents: contentsOf(ask),
    config: {
      ...(ask.tools === true ? { tools } : {}),
      ...(ask.thinks === true ? { thinkingConfig: { includeThoughts: true } } : {}),
      ...(ask.schema === true ? { responseMimeType: "application/json", responseJsonSchema: placeSchema } : {}),
      ...(ask.signal === undefined ? {} : { abortSignal: ask.signal }),
    },
  };
}

function contentsOf({ after }: Ask): Content[] {
  const asked: Content = { role: "user", parts: [{ text: question }] };
  if (after === undefined) return [asked];
  const results: Part[] = after.results.map(({ text, image }) => ({
    functionResponse: {
      name: "weather",
      response: { content: text },
      ...(image === undefined ? {} : { parts: [{ inlineData: { mimeType: "image/png", data: image } }] }),
    },
  }));
  const history = after.heard.history as Part[]; // what `heard` kept
  return [asked, { role: "model", parts: history }, { role: "user", parts: results }];
}

async function streamed(sdk: GoogleGenAI, ask: Ask): Promise<ClientHeard> {
  const parts: Part[] = [];
  let last: GenerateContentResponse | null = null;
  let pieces = 0;
  for await (const chunk of await sdk.models.generateContentStream(paramsOf(ask))) {
    ask.onFirst?.();
    last = chunk;
    const more = chunk.candidates?.[0]?.content?.parts ?? [];
    parts.push(...more);
    if (more.some(({ text, thought }) => text !== undefined && text !== "" && thought !== true)) pieces++;
  }
  if (last === null) throw new Error("the stream was empty");
  return heard(last, parts, pieces);
}

function heard(answer: GenerateContentResponse, parts: readonly Part[], pieces: number): ClientHeard {
  const texts = (isThought: boolean): string =>
    parts.map(({ text, thought }) => ((thought === true) === isThought ? (text ?? "") : "")).join("");
  const usage = answer.usageMetadata;
  return {
    text: texts(false),
    reasoning: texts(true),
    calls: parts.flatMap(({ functionCall }) =>
      functionCall === undefined ? [] : [{ id: "", name: functionCall.name ?? "", arguments: functionCall.args }],
    ),
    finish: answer.candidates?.[0]?.finishReason ?? null,
    usage: {
      prompt: usage?.promptTokenCount ?? null,
      completion: (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0),
      cached: usage?.cachedContentTokenCount ?? null,
      reasoning: usage?.thoughtsTokenCount ?? null,
    },
    pieces,
    history: parts,
  };
}
