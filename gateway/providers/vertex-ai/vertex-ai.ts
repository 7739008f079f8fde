/**
 * Google Vertex AI: Gemini and Claude behind one address and one kind of credentials.
 *
 * The two dialects are handed in (a provider never imports another); which one a request takes follows from its model,
 * which one an answer is in from its shape: every object of Anthropic's has a `type`, none of Gemini's has.
 */
import { readValue } from "../../base/json-splice.ts";
import { isRecord } from "../../base/json-shape.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import type { Deployment } from "../../contract/deployment.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { Operation } from "../../contract/operations.ts";
import type {
  AnswerDecoder,
  ChatTranslator,
  ClassifiedError,
  ErrorReply,
  NativeRoute,
  Provider,
  TokenCounter,
} from "../provider.ts";
import { anthropicCount, anthropicNative, anthropicRequest } from "./anthropic-models.ts";
import { embeddingOver } from "./embedding.ts";
import { googleCount, googleRequest } from "./google-models.ts";

export interface VertexDialects {
  readonly gemini: Provider;
  readonly anthropic: Provider;
}

export function vertexAi(dialects: VertexDialects): Provider {
  const { gemini, anthropic } = dialects;
  const classifyError = (reply: ErrorReply): ClassifiedError =>
    (isAnthropic(reply.body) ? anthropic : gemini).classifyError(reply);
  return {
    classifyError,
    native: (operation, deployment) => nativeRoute(anthropic, operation, deployment),
    chat: chatOver(dialects),
    embedding: embeddingOver((reply) => gemini.classifyError(reply)),
    counter: counterOver(dialects),
  };
}

const isClaude = (model: string): boolean => model.startsWith("claude");

/** Behind `vertex_ai/*` the model is known too late for this: such requests are translated. */
function nativeRoute(anthropic: Provider, operation: Operation, deployment: Deployment): NativeRoute | null {
  if (operation !== "messages" && operation !== "count_tokens") return null;
  const route = isClaude(deployment.upstreamModel) ? anthropic.native(operation, deployment) : null;
  return route === null ? null : anthropicNative(route, operation === "count_tokens");
}

function chatOver({ gemini, anthropic }: VertexDialects): ChatTranslator {
  const google = required(gemini.chat);
  const claude = required(anthropic.chat);
  return {
    framing: "sse",
    toRequest: (input) =>
      isClaude(input.upstreamModel) ? anthropicRequest(claude, input) : googleRequest(google, input),
    readAnswer: (body) => (isAnthropic(body) ? claude : google).readAnswer(body),
    openDecoder: () => new EitherDecoder(google, claude),
  };
}

function counterOver({ gemini, anthropic }: VertexDialects): TokenCounter {
  const google = required(gemini.counter);
  const claude = anthropic.counter;
  return {
    toRequest: (input) => {
      if (!isClaude(input.upstreamModel)) return googleCount(google, input);
      if (claude !== null) return anthropicCount(claude, input);
      throw new GatewayError("unsupported_operation", { message: "This model's tokens cannot be counted on Vertex." });
    },
    readAnswer: (body) => google.readAnswer(body) ?? claude?.readAnswer(body) ?? null,
  };
}

/** Takes the dialect of the first event for the whole stream. */
class EitherDecoder implements AnswerDecoder {
  readonly #google: ChatTranslator;
  readonly #claude: ChatTranslator;
  #decoder: AnswerDecoder | null = null;

  constructor(google: ChatTranslator, claude: ChatTranslator) {
    this.#google = google;
    this.#claude = claude;
  }

  get error(): ClassifiedError | null {
    return this.#decoder?.error ?? null;
  }

  decode(value: unknown, name: string | null): readonly AnswerEvent[] {
    this.#decoder ??= (
      isRecord(value) && typeof value["type"] === "string" ? this.#claude : this.#google
    ).openDecoder();
    return this.#decoder.decode(value, name);
  }

  end(): readonly AnswerEvent[] {
    return this.#decoder?.end() ?? [];
  }
}

/** Total: a body that is no JSON object is nobody's, and Gemini's reader says so. */
function isAnthropic(body: Buffer): boolean {
  if (!body.subarray(0, 64).toString("latin1").trimStart().startsWith("{")) return false;
  try {
    return readValue(body, "type") !== null;
  } catch {
    return false;
  }
}

function required<T>(part: T | null): T {
  if (part === null) throw new Error("Vertex AI was built on a dialect that cannot generate.");
  return part;
}
