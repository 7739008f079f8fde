/** Plausible finished requests: who asked which alias, how long it took, what it cost, and the bodies of both sides. */
import { newRequestId } from "../gateway/base/ids.ts";
import type { RequestIntent, RequestOutcome } from "../gateway/contract/spend-log.ts";
import type { TextMaker } from "./seed-text.ts";

export interface SeededRow {
  readonly intent: RequestIntent;
  readonly outcome: RequestOutcome;
}

interface Model {
  readonly alias: string;
  readonly provider: string;
  readonly model: string;
  /** USD nanos a token, in and out; null = not known. */
  readonly price: readonly [number, number] | null;
  readonly speed: number;
}

const models: readonly Model[] = [
  { alias: "qwen-235b", provider: "openrouter", model: "qwen/qwen3-235b-a22b", price: [200, 600], speed: 60 },
  { alias: "gpt-4o", provider: "openai", model: "gpt-4o", price: [2500, 10_000], speed: 90 },
  { alias: "gpt-4o-mini", provider: "openai", model: "gpt-4o-mini", price: [150, 600], speed: 120 },
  { alias: "claude-sonnet", provider: "anthropic", model: "claude-sonnet-4-5", price: [3000, 15_000], speed: 70 },
  { alias: "claude-haiku", provider: "anthropic", model: "claude-haiku-4-5", price: [1000, 5000], speed: 140 },
  { alias: "gemini-flash", provider: "gemini", model: "gemini-2.5-flash", price: [300, 2500], speed: 180 },
  { alias: "local-llama", provider: "ollama", model: "llama3.1:8b", price: null, speed: 35 },
  { alias: "local-qwen", provider: "hosted_vllm", model: "Qwen/Qwen3-32B", price: null, speed: 45 },
  { alias: "deepseek-r1", provider: "deepseek", model: "deepseek-reasoner", price: [550, 2190], speed: 40 },
  { alias: "embed-small", provider: "openai", model: "text-embedding-3-small", price: [20, 0], speed: 900 },
];
const clients: readonly string[] = [
  "OpenAI/JS 7.55.0",
  "OpenAI/Python 1.99.9",
  "open-webui/0.6.18",
  "langflow/1.5.0",
  "Flowise/3.0.4",
  "claude-cli/2.0.14",
  "codex_cli_rs/0.46.0",
  "python-httpx/0.28.1",
  "curl/8.9.1",
  "ai-sdk/openai-compatible/3.0.92",
];
const teams: readonly string[] = [
  "team:search",
  "team:billing",
  "env:prod",
  "env:staging",
  "feature:요약",
  "feature:번역",
];
const keyNames = ["master key", "open-webui", "langflow", "ci", "지현", "민수", "batch"];
const failures = [
  {
    state: "upstream_error",
    status: 429,
    code: "upstream_rate_limit",
    message: "Rate limit reached for model, retry in",
  },
  { state: "upstream_error", status: 500, code: "upstream_error", message: "The provider failed: internal error" },
  {
    state: "upstream_error",
    status: 408,
    code: "upstream_timeout",
    message: "The provider sent nothing for 60 s after",
  },
  { state: "rejected", status: 401, code: "invalid_api_key", message: "The key is not the master key" },
  { state: "partial", status: 200, code: "upstream_disconnected", message: "The provider ended the stream after" },
  {
    state: "client_abort",
    status: 200,
    code: "client_disconnected",
    message: "The client closed the connection after",
  },
] as const;

type PickOne = <Item>(items: readonly Item[]) => Item;

export function seedRow(startedAt: number, random: () => number, texts: TextMaker): SeededRow {
  const pick: PickOne = <Item>(items: readonly Item[]) => items[Math.floor(random() * random() * items.length)] as Item; // within it
  const id = newRequestId(startedAt);
  const model = pick(models);
  const isChat = model.alias !== "embed-small";
  const stream = isChat && random() < 0.4;
  const failure = random() < 0.05 ? pick(failures) : null;
  const said = { prompt: texts.text(length(random)), answer: failure === null ? texts.text(length(random)) : "" };
  const request = requestText(model, said.prompt, stream, texts);
  return {
    intent: {
      ...asked(id, startedAt, random, pick),
      operation: operationOf(model, random),
      alias: model.alias,
      stream,
    },
    outcome: {
      ...ended(id, model, failure, random),
      ...measured(model, said, failure === null, random),
      requestBody: Buffer.from(request),
      responseBody: Buffer.from(failure === null ? answerText(id, said.answer, stream) : '{"error":{}}'),
      requestBytes: Buffer.byteLength(request),
      responseBytes: Buffer.byteLength(said.answer),
    },
  };
}

function operationOf({ alias, provider }: Model, random: () => number): string {
  if (alias === "embed-small") return "embedding";
  return provider === "anthropic" && random() < 0.6 ? "messages" : "chat";
}

function asked(
  id: string,
  startedAt: number,
  random: () => number,
  pick: PickOne,
): Omit<RequestIntent, "operation" | "alias" | "stream"> {
  const key = Math.floor(random() * random() * keyNames.length);
  return {
    id,
    startedAt,
    keyDigest: `${key}a3f9c1d2b7e8`.slice(0, 12),
    keyName: keyNames[key] ?? null,
    userAgent: pick(clients),
    clientAddress: `192.168.0.${10 + Math.floor(random() * 20)}`,
    path: "/v1/chat/completions",
    catalogVersion: "seed",
    endUser: null,
    sessionId: random() < 0.2 ? `s-${Math.floor(random() * 5000)}` : null,
    traceparent: null,
    tracestate: null,
    tags: random() < 0.3 ? [pick(teams)] : [],
    metadata: {},
    callId: null,
    clientCertificate: null,
  };
}

type Ended = Pick<
  RequestOutcome,
  | "id"
  | "state"
  | "deploymentId"
  | "provider"
  | "upstreamModel"
  | "status"
  | "isEstimate"
  | "cost"
  | "route"
  | "attemptList"
  | "errorCode"
  | "errorMessage"
>;
type Measured = Pick<
  RequestOutcome,
  | "promptTokens"
  | "completionTokens"
  | "cachedTokens"
  | "cacheWriteTokens"
  | "reasoningTokens"
  | "costUsdNanos"
  | "firstTokenMs"
  | "totalMs"
>;

function ended(id: string, model: Model, failure: (typeof failures)[number] | null, random: () => number): Ended {
  return {
    id,
    state: failure?.state ?? "ok",
    deploymentId: `${model.provider}-${model.alias}-${Math.floor(random() * 3)}`,
    provider: model.provider,
    upstreamModel: model.model,
    status: failure?.status ?? 200,
    isEstimate: model.provider === "hosted_vllm",
    cost: null,
    route: null,
    attemptList: [],
    errorCode: failure?.code ?? null,
    errorMessage: failure === null ? null : `litellm.APIError: ${failure.message} ${Math.floor(random() * 90)} s`,
  };
}

function measured(
  { alias, price, speed }: Model,
  said: { prompt: string; answer: string },
  hasAnswer: boolean,
  random: () => number,
): Measured {
  const [prompt, completion] = [Math.ceil(said.prompt.length / 2.7), Math.ceil(said.answer.length / 2.7)];
  const firstTokenMs = 80 + random() * random() * 2500;
  return {
    promptTokens: hasAnswer ? prompt : null,
    completionTokens: hasAnswer ? completion : null,
    cachedTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
    costUsdNanos: price === null || !hasAnswer ? null : String(prompt * price[0] + completion * price[1]),
    firstTokenMs: hasAnswer && alias !== "embed-small" ? firstTokenMs : null,
    totalMs: firstTokenMs + (completion / speed) * 1000,
  };
}

function answerText(id: string, answer: string, stream: boolean): string {
  return stream ? streamText(id, answer) : jsonText(id, answer);
}

/** Mostly some hundred characters; one in fifty is a long document. */
function length(random: () => number): number {
  return random() < 0.02 ? 2000 + random() * 4000 : 40 + random() * random() * 700;
}

function requestText(model: Model, prompt: string, stream: boolean, texts: TextMaker): string {
  const messages = [
    { role: "system", content: texts.text(40) },
    { role: "user", content: prompt },
  ];
  return JSON.stringify({ model: model.alias, messages, stream, temperature: 0.2 });
}

function jsonText(id: string, answer: string): string {
  const choices = [{ index: 0, message: { role: "assistant", content: answer }, finish_reason: "stop" }];
  return JSON.stringify({ id: `chatcmpl-${id}`, object: "chat.completion", choices, usage: { total_tokens: 1 } });
}

/** A token is about five characters, as a provider sends them. */
function streamText(id: string, answer: string): string {
  const events: string[] = [];
  for (let at = 0; at < answer.length; at += 5) {
    const choices = [{ index: 0, delta: { content: answer.slice(at, at + 5) }, finish_reason: null }];
    events.push(`data: ${JSON.stringify({ id: `chatcmpl-${id}`, object: "chat.completion.chunk", choices })}\n\n`);
  }
  return `${events.join("")}data: [DONE]\n\n`;
}
