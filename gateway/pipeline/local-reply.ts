/**
 * Answers that need no provider: a deployment's `mock_response`, and a token count that nobody upstream offers.
 *
 * A mock's usage is an estimate by length, as LiteLLM's is; its cost is 0 because no provider was called.
 */
import type { Answer, AnswerEvent } from "../contract/answer.ts";
import { GatewayError } from "../contract/errors.ts";
import { isGeneration, type GenerationOperation } from "../contract/operations.ts";
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import type { RenderContext } from "../dialects/client-dialect.ts";
import { loadAnswer } from "../dialects/ollama-chat/load-answer.ts";
import { dialectFor } from "../dialects/registry.ts";
import { estimateTokens } from "../policy/token-estimate.ts";
import { providerFor } from "../providers/registry.ts";
import type { AnswerStream } from "./answer-wire.ts";
import type { Routed } from "./exchange.ts";
import { shownModelOf } from "./shown-model.ts";
import { StreamReader, type StreamReply } from "./stream-reader.ts";
import type { JsonReply, UpstreamReply } from "./send.ts";

const charactersPerToken = 4;
const nothing = Buffer.alloc(0);

/** @returns null when a provider must be asked */
export function localReply(routed: Routed, requestId: string, startedAtMs: number): UpstreamReply | null {
  const { operation, deployment } = routed;
  if (operation === "count_tokens" && mustEstimate(routed)) return estimated(routed);
  const loaded = ollamaLoad(routed, startedAtMs);
  if (loaded !== null) return jsonReply(loaded, freeOfCharge);
  if (deployment.mockResponse === null) return null;
  if (operation === "embedding") return jsonReply(mockEmbedding(routed), promptUsage(routed));
  if (!isGeneration(operation)) throw cannotMock(routed);
  const context: RenderContext = {
    requestId,
    model: shownModelOf(routed) ?? routed.upstreamModel,
    createdAt: Math.floor(startedAtMs / 1000),
    wantsUsage: routed.wantsUsage,
    mergesReasoning: false,
    fields: routed.fields,
  };
  const usage = mockUsage(routed, deployment.mockResponse);
  if (routed.isStream) return mockStream(operation, deployment.mockResponse, usage, context);
  return jsonReply(
    dialectFor(operation).renderAnswer(mockAnswer(deployment.mockResponse, usage, context), context),
    usage,
  );
}

const freeOfCharge: TokenUsage = { ...unknownUsage, reportedCostUsd: "0" };

/** Only an Ollama has something to load. */
function ollamaLoad({ operation, deployment, fields }: Routed, startedAtMs: number): string | null {
  if (operation !== "ollama_chat" && operation !== "ollama_generate") return null;
  if (deployment.mockResponse === null && providerFor(deployment.providerRow).native(operation, deployment) !== null) {
    return null;
  }
  return loadAnswer(operation, fields, new Date(startedAtMs).toISOString());
}

function mustEstimate({ operation, deployment }: Routed): boolean {
  const provider = providerFor(deployment.providerRow);
  const hasCounter = provider.counter !== null || provider.native(operation, deployment) !== null;
  return deployment.mockResponse !== null || !hasCounter;
}

/** The answer says that it is an estimate; Anthropic's SDKs pass over fields they do not know. */
function estimated(routed: Routed): JsonReply {
  const tokens = estimateTokens(dialectFor("messages").toConversation(routed.fields));
  return jsonReply(JSON.stringify({ input_tokens: tokens, estimated: true }), {
    ...unknownUsage,
    reportedCostUsd: "0",
  });
}

function mockUsage(routed: Routed, text: string): TokenUsage {
  return { ...promptUsage(routed), completionTokens: Math.max(1, Math.ceil(text.length / charactersPerToken)) };
}

function promptUsage(routed: Routed): TokenUsage {
  return {
    ...unknownUsage,
    promptTokens: Math.max(1, promptEstimate(routed)),
    completionTokens: 0,
    reportedCostUsd: "0",
  };
}

/** What the client says counts, not the JSON around it. */
function promptEstimate({ operation, fields, body }: Routed): number {
  if (isGeneration(operation)) return estimateTokens(dialectFor(operation).toConversation(fields));
  return Math.ceil(body.length / charactersPerToken);
}

function mockAnswer(text: string, usage: TokenUsage, { requestId, model }: RenderContext): Answer {
  const choice = {
    index: 0,
    parts: [{ type: "text", text } as const],
    finish: "stop",
    stopSequence: null,
    logprobs: null,
  } as const;
  return { id: mockId(requestId), model, choices: [choice], usage };
}

function mockId(requestId: string): string {
  return `chatcmpl-mock-${requestId}`;
}

function mockStream(
  operation: GenerationOperation,
  text: string,
  usage: TokenUsage,
  context: RenderContext,
): StreamReply {
  const dialect = dialectFor(operation);
  const encoder = dialect.openEncoder(context);
  const written = Buffer.from(encoder.encode([...mockEvents(text, usage, context)]) + encoder.end());
  const reader = new StreamReader({
    headers: {},
    contentType: dialect.streamContentType,
    ping: null,
    framing: "bytes",
    stream: new WrittenStream(usage),
    exchange: { pause: () => {}, resume: () => {}, abort: () => {} },
  });
  reader.push(written);
  reader.end();
  return reader;
}

function* mockEvents(text: string, usage: TokenUsage, { requestId, model }: RenderContext): Generator<AnswerEvent> {
  yield { type: "start", id: mockId(requestId), model };
  for (const piece of text.match(/\S+\s*|\s+/g) ?? []) yield { type: "text", choice: 0, text: piece };
  yield { type: "finish", choice: 0, reason: "stop", stopSequence: null };
  yield { type: "usage", usage };
}

/** A stream that was written at once. */
class WrittenStream implements AnswerStream {
  readonly hasStarted = true;
  readonly hasContent = true;
  readonly isComplete = true;
  readonly malformedEvents = 0;
  readonly error = null;
  readonly usage: TokenUsage;

  constructor(usage: TokenUsage) {
    this.usage = usage;
  }

  feed(run: Buffer): Buffer {
    return run;
  }

  flush(): Buffer {
    return nothing;
  }

  end(): Buffer {
    return nothing;
  }

  fail(): null {
    return null;
  }
}

function mockEmbedding(routed: Routed): string {
  const input = routed.fields["input"];
  const inputs = Array.isArray(input) && typeof input[0] !== "number" ? input : [input];
  const data = inputs.map((_, index) => ({ object: "embedding", index, embedding: [0, 0, 0] }));
  const tokens = promptUsage(routed).promptTokens ?? 0;
  const usage = { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens };
  return JSON.stringify({ object: "list", data, model: shownModelOf(routed) ?? routed.upstreamModel, usage });
}

function jsonReply(text: string, usage: TokenUsage): JsonReply {
  return { kind: "json", headers: {}, contentType: "application/json", body: Buffer.from(text), usage };
}

function cannotMock({ operation, deployment }: Routed): GatewayError {
  return new GatewayError("unsupported_operation", {
    message: `The built-in answer of alias "${deployment.alias}" cannot answer ${operation.replaceAll("_", " ")} requests.`,
    hint: "`mock_response` holds a text: use it for chat.",
  });
}
