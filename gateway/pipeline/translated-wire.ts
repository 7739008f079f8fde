/**
 * The translated way: the provider's answer is decoded into the intermediate form and encoded in the client's dialect,
 * event by event as it comes.
 */
import { eventFrames, type Frame } from "./event-frames.ts";
import type { Answer, AnswerEvent } from "../contract/answer.ts";
import type { WireFamily } from "../contract/conversation.ts";
import type { GatewayError } from "../contract/errors.ts";
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import type { AnswerEncoder, ClientDialect, RenderContext } from "../dialects/client-dialect.ts";
import type { AnswerDecoder, ChatTranslator, ClassifiedError, Provider, StreamFraming } from "../providers/provider.ts";
import { forClient } from "./client-status.ts";
import type { ResumableAnswer } from "./resumable-answer.ts";
import type { AnswerStream, AnswerWire, WholeVerdict } from "./answer-wire.ts";
import type { ProofNamer } from "./proof-owner.ts";

/** More broken events than this in a row and the stream is given up; the same bound as for untouched streams. */
const maxMalformedInRow = 3;
const nothing = Buffer.alloc(0);
const jsonType = "application/json";

export interface TranslatedWireInput {
  readonly provider: Provider;
  readonly chat: ChatTranslator;
  readonly dialect: ClientDialect;
  readonly context: RenderContext;
  readonly proofs: ProofNamer | null;
  /** null = nobody goes on with a broken answer. */
  readonly resumable: ResumableAnswer | null;
}

export function translatedWire(input: TranslatedWireInput): AnswerWire {
  const { provider, chat, dialect, context, proofs, resumable } = input;
  return {
    isUntouched: false,
    framing: chat.framing,
    streamContentType: dialect.streamContentType,
    ping: dialect.ping === null ? null : Buffer.from(dialect.ping),
    classifyError: (reply) => forClient(provider.classifyError(reply), dialect.family),
    readWhole: (body) => {
      const verdict = chat.readAnswer(body);
      if (verdict.kind === "ok") return rendered(proofs?.answer(verdict.answer) ?? verdict.answer, dialect, context);
      if (verdict.kind === "error") return { kind: "error", error: forClient(verdict.error, dialect.family) };
      return verdict;
    },
    openStream: () => {
      const decoder = chat.openDecoder();
      const open = (): AnswerEncoder => dialect.openEncoder(context);
      return new TranslatedStream({
        decoder: resumable?.decoder(decoder) ?? decoder,
        encoder: resumable?.encoder(open) ?? open(),
        framing: chat.framing,
        family: dialect.family,
        proofs,
      });
    },
  };
}

function rendered(answer: Answer, dialect: ClientDialect, context: RenderContext): WholeVerdict {
  const body = Buffer.from(dialect.renderAnswer(answer, context));
  return { kind: "ok", body, contentType: jsonType, usage: answer.usage };
}

export interface TranslatedStreamInput {
  readonly decoder: AnswerDecoder;
  readonly encoder: AnswerEncoder;
  readonly framing: StreamFraming;
  readonly family: WireFamily;
  readonly proofs: ProofNamer | null;
}

export class TranslatedStream implements AnswerStream {
  readonly #decoder: AnswerDecoder;
  readonly #encoder: AnswerEncoder;
  readonly #framing: StreamFraming;
  readonly #family: WireFamily;
  readonly #proofs: ProofNamer | null;
  hasStarted = false;
  hasContent = false;
  isComplete = false;
  usage: TokenUsage = unknownUsage;
  malformedEvents = 0;
  error: ClassifiedError | null = null;
  #malformedInRow = 0;

  constructor({ decoder, encoder, framing, family, proofs }: TranslatedStreamInput) {
    this.#family = family;
    this.#proofs = proofs;
    this.#decoder = decoder;
    this.#encoder = encoder;
    this.#framing = framing;
  }

  feed(run: Buffer): Buffer {
    let text = "";
    for (const frame of eventFrames(run, this.#framing)) {
      text += this.#read(frame);
      if (this.error !== null) break;
    }
    return text === "" ? nothing : Buffer.from(text);
  }

  flush(): Buffer {
    return Buffer.from(this.#pass(this.#decoder.end()));
  }

  end(): Buffer {
    return Buffer.from(this.#encoder.end());
  }

  fail(error: GatewayError): Buffer {
    return Buffer.from(this.#encoder.fail(error));
  }

  #read(frame: Frame): string {
    if (frame.kind === "end") {
      this.isComplete = true;
      return "";
    }
    if (frame.kind === "broken") return this.#dropMalformed(frame.text);
    this.#malformedInRow = 0;
    const text = this.#pass(this.#decoder.decode(frame.value, frame.name));
    const { error } = this.#decoder;
    if (error !== null) this.error = forClient(error, this.#family);
    return text;
  }

  #pass(events: readonly AnswerEvent[]): string {
    if (events.length === 0) return "";
    for (const event of events) this.#note(event);
    return this.#encoder.encode(this.#proofs?.events(events) ?? events);
  }

  #note(event: AnswerEvent): void {
    switch (event.type) {
      case "usage":
        this.usage = event.usage;
        return;
      case "start":
        this.hasStarted = true;
        return;
      case "finish":
        this.hasStarted = true;
        this.isComplete = true;
        return;
      default:
        this.hasStarted = true;
        this.hasContent = true;
    }
  }

  #dropMalformed(text: string): "" {
    this.malformedEvents++;
    if (!this.hasStarted || ++this.#malformedInRow > maxMalformedInRow) {
      this.error = {
        code: "upstream_invalid_response",
        status: 502,
        className: "APIError",
        text: `The stream holds an event that is not JSON: ${text.slice(0, 200)}`,
        retryAfterMs: null,
      };
    }
    return "";
  }
}
