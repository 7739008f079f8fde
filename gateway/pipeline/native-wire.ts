/**
 * The untouched way: the client's dialect is the provider's, so bytes go through and only a tap reads along.
 */
import { replaceValue } from "../base/json-splice.ts";
import type { ClientDialect } from "../dialects/client-dialect.ts";
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import type { GatewayError } from "../contract/errors.ts";
import type { ClassifiedError, NativeRoute, Provider, StreamTap, StreamTapOptions } from "../providers/provider.ts";
import type { AnswerStream, AnswerWire } from "./answer-wire.ts";

const nothing = Buffer.alloc(0);

export interface NativeWireInput {
  readonly provider: Provider;
  readonly route: NativeRoute;
  /** null for operations without a dialect of their own: their errors are OpenAI's. */
  readonly dialect: ClientDialect | null;
  readonly options: StreamTapOptions;
  /** For a dialect whose error events name it. */
  readonly requestId: string;
}

export function nativeWire({ provider, route, dialect, options, requestId }: NativeWireInput): AnswerWire {
  return {
    isUntouched: true,
    framing: route.answers === "bytes" ? "bytes" : (route.framing ?? "sse"),
    streamContentType: dialect?.streamContentType ?? null,
    ping: dialect?.ping == null ? null : Buffer.from(dialect.ping),
    classifyError: (reply) => provider.classifyError(reply),
    readWhole: (body, contentType) => {
      const verdict = route.judge(body, contentType);
      if (verdict.kind !== "ok") return verdict;
      return {
        kind: "ok",
        body: restamped(body, contentType, options.shownModel),
        contentType: null,
        usage: verdict.usage,
      };
    },
    openStream: () =>
      route.openTap === undefined ? new ByteStream() : new TappedStream(route.openTap(options), dialect, requestId),
  };
}

function restamped(body: Buffer, contentType: string, shownModel: string | null): Buffer {
  if (shownModel === null || !/json/i.test(contentType)) return body;
  return replaceValue(body, "model", JSON.stringify(shownModel));
}

class TappedStream implements AnswerStream {
  readonly #tap: StreamTap;
  readonly #dialect: ClientDialect | null;
  readonly #requestId: string;

  constructor(tap: StreamTap, dialect: ClientDialect | null, requestId: string) {
    this.#requestId = requestId;
    this.#tap = tap;
    this.#dialect = dialect;
  }

  get hasStarted(): boolean {
    return this.#tap.hasStarted;
  }
  get hasContent(): boolean {
    return this.#tap.hasContent;
  }
  get isComplete(): boolean {
    return this.#tap.isComplete;
  }
  get usage(): TokenUsage {
    return this.#tap.usage;
  }
  get malformedEvents(): number {
    return this.#tap.malformedEvents;
  }
  get error(): ClassifiedError | null {
    return this.#tap.error;
  }

  feed(run: Buffer): Buffer {
    return this.#tap.feed(run);
  }

  flush(): Buffer {
    return nothing;
  }

  end(): Buffer {
    return this.#tap.end();
  }

  fail(error: GatewayError): Buffer | null {
    return this.#dialect === null ? null : Buffer.from(this.#dialect.errorEvent(error, this.#requestId));
  }
}

/** Speech and the like: started with its first byte, complete when the upstream says so. */
class ByteStream implements AnswerStream {
  hasStarted = false;
  readonly isComplete = true;
  readonly usage = unknownUsage;
  readonly malformedEvents = 0;
  readonly error = null;

  get hasContent(): boolean {
    return this.hasStarted;
  }

  feed(run: Buffer): Buffer {
    this.hasStarted = true;
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
