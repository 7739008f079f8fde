/**
 * Sends one attempt upstream and resolves when the answer is worth relaying: a judged JSON body, or a stream whose
 * first usable event arrived.
 *
 * Until then nothing reaches the client, so every fault up to here can still be retried elsewhere without loss.
 */
import { startDeadline, type Deadline } from "../base/deadline.ts";
import { GatewayError } from "../contract/errors.ts";
import type { TokenUsage } from "../contract/usage.ts";
import type { ClassifiedError, UpstreamRequest } from "../providers/provider.ts";
import type { UpstreamClient, UpstreamExchange, UpstreamHeaders, UpstreamSink } from "../upstream/client.ts";
import type { UpstreamFailure } from "../upstream/failure.ts";
import type { AnswerFraming, AnswerWire } from "./answer-wire.ts";
import { StreamReader, type StreamReply } from "./stream-reader.ts";
import type { WireTap } from "./wire-evidence.ts";
import { toGatewayError, type FailureNames } from "./upstream-error.ts";

const maxErrorBodyBytes = 65_536;
/** A JSON answer above this is refused: it would have to be held whole to be judged. */
export const maxJsonBytes = 64 * 1024 * 1024;

export interface JsonReply {
  readonly kind: "json";
  readonly headers: UpstreamHeaders;
  readonly contentType: string;
  readonly body: Buffer;
  readonly usage: TokenUsage;
}

export type UpstreamReply = JsonReply | StreamReply;

export interface SendInput {
  readonly client: UpstreamClient;
  readonly request: UpstreamRequest;
  readonly wire: AnswerWire;
  readonly isStream: boolean;
  /** Until the answer is worth relaying; a JSON answer has to be whole by then. */
  readonly timeoutMs: number;
  readonly names: FailureNames;
  /** Told what the wire looks like; null = nobody asks. */
  readonly tap: WireTap | null;
  /** Registers what to do when the client leaves. */
  readonly onClientLeave: (listener: () => void) => void;
}

/** @throws GatewayError any `upstream_*` code, `dns_error`, `tls_error`, `client_disconnected` */
export function send(input: SendInput): Promise<UpstreamReply> {
  return new Promise((resolve, reject) => {
    const reader = new ReplyReader(input, resolve, reject);
    input.onClientLeave(() => reader.clientLeft());
    reader.begin();
  });
}

class ReplyReader implements UpstreamSink {
  readonly #input: SendInput;
  readonly #resolve: (reply: UpstreamReply) => void;
  readonly #reject: (error: GatewayError) => void;
  readonly #deadline: Deadline;
  #exchange: UpstreamExchange | null = null;
  #status = 0;
  #headers: UpstreamHeaders = {};
  #parts: Buffer[] = [];
  #size = 0;
  #stream: StreamReader | null = null;
  #gathered: Buffer[] = [];
  #isSettled = false;

  constructor(input: SendInput, resolve: (reply: UpstreamReply) => void, reject: (error: GatewayError) => void) {
    this.#input = input;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#deadline = startDeadline(input.timeoutMs, () => this.#timeOut());
  }

  begin(): void {
    this.#input.tap?.sent(this.#input.request);
    this.#exchange = this.#input.client.start(this.#input.request, this);
    if (this.#isSettled) this.#exchange.abort();
  }

  onHead(status: number, headers: UpstreamHeaders): void {
    this.#status = status;
    this.#headers = headers;
    this.#input.tap?.head(status, headers);
    const encoding = headers["content-encoding"];
    if (encoding !== undefined && encoding !== "identity") {
      return this.#refuse(`The provider compressed its answer (${String(encoding)}) though it was asked not to.`);
    }
    if (status === 200 && (this.#input.isStream || this.#input.wire.framing === "bytes")) this.#openStream();
  }

  onData(chunk: Buffer): void {
    if (this.#stream !== null) return this.#gather(chunk);
    const limit = this.#status === 200 ? maxJsonBytes : maxErrorBodyBytes;
    this.#size += chunk.length;
    if (this.#size <= limit) return void this.#parts.push(chunk);
    if (this.#status === 200) return this.#failAndAbort(this.#tooLarge());
    this.#exchange?.abort();
    this.#settleWhole(); // an error's first 64 KiB say enough
  }

  onEnd(): void {
    this.#feedGathered();
    if (this.#stream !== null) return this.#endStream();
    this.#settleWhole();
  }

  onFailure(failure: UpstreamFailure): void {
    this.#feedGathered();
    const error = toGatewayError(fromTransport(failure), this.#input.names, failure.cause);
    if (this.#isSettled) this.#stream?.fail(error);
    else this.#fail(error);
  }

  clientLeft(): void {
    if (this.#isSettled) return;
    this.#failAndAbort(
      new GatewayError("client_disconnected", { message: "The client closed the connection before the answer came." }),
    );
  }

  #openStream(): void {
    const { wire } = this.#input;
    const contentType = this.#headers["content-type"];
    if (!isStreamType(contentType, wire.framing)) return; // judged whole, as an error or a JSON answer
    if (this.#exchange === null) return;
    if (wire.isUntouched) this.#input.tap?.untouched();
    this.#stream = new StreamReader({
      headers: this.#headers,
      contentType: wire.streamContentType ?? String(contentType ?? "application/octet-stream"),
      ping: wire.ping,
      framing: wire.framing,
      stream: wire.openStream(),
      exchange: this.#exchange,
    });
  }

  /** One read of the socket often holds many events; they are framed, tapped and written together. */
  #gather(chunk: Buffer): void {
    this.#input.tap?.read(chunk);
    this.#gathered.push(chunk);
    if (this.#gathered.length === 1) process.nextTick(() => this.#feedGathered());
  }

  #feedGathered(): void {
    const stream = this.#stream;
    const [first] = this.#gathered;
    if (stream === null || first === undefined) return;
    const chunk = this.#gathered.length === 1 ? first : Buffer.concat(this.#gathered);
    this.#gathered = [];
    if (this.#reads(stream, () => stream.push(chunk))) this.#judgeStream(stream);
  }

  /** @returns false when the bytes could not be read; the answer has failed then */
  #reads(stream: StreamReader, step: () => void): boolean {
    try {
      step();
      return true;
    } catch (failure) {
      const error = this.#invalid(failure instanceof Error ? failure.message : String(failure));
      if (this.#isSettled) stream.failAndAbort(error);
      else this.#failAndAbort(error);
      return false;
    }
  }

  #judgeStream(stream: StreamReader): void {
    const { error, hasStarted, hasContent } = stream.stream;
    if (error !== null) {
      const failure = toGatewayError(error, this.#input.names);
      // Content that came in one read with the error is the client's, as if it had come alone.
      if (hasContent && !this.#isSettled) this.#succeed(stream);
      if (this.#isSettled) return stream.failAndAbort(failure);
      return this.#failAndAbort(failure);
    }
    if (hasStarted && !this.#isSettled) this.#succeed(stream);
  }

  #endStream(): void {
    const stream = this.#stream;
    if (stream === null) return;
    if (!this.#reads(stream, () => stream.flush())) return;
    this.#judgeStream(stream);
    if (this.#isSettled) return stream.end();
    this.#fail(this.#invalid("The stream ended before its first event."));
  }

  #settleWhole(): void {
    if (this.#isSettled) return;
    const body = this.#wholeBody();
    this.#input.tap?.whole(body);
    try {
      this.#judgeWhole(body);
    } catch (failure) {
      // Nested so deep that reading it overflows the stack: nothing else in a reader throws.
      this.#fail(this.#invalid(failure instanceof Error ? failure.message : String(failure)));
    }
  }

  #wholeBody(): Buffer {
    const [first] = this.#parts;
    return this.#parts.length === 1 && first !== undefined ? first : Buffer.concat(this.#parts);
  }

  #judgeWhole(body: Buffer): void {
    if (this.#status !== 200 && this.#status !== 201) return this.#settleError(body);
    if (this.#input.isStream) return this.#settleUnstreamed(body);
    const upstreamType = String(this.#headers["content-type"] ?? "application/json");
    const verdict = this.#input.wire.readWhole(body, upstreamType);
    if (verdict.kind === "ok") {
      const contentType = verdict.contentType ?? upstreamType;
      return this.#succeed({
        kind: "json",
        headers: this.#headers,
        contentType,
        body: verdict.body,
        usage: verdict.usage,
      });
    }
    if (verdict.kind === "error") return this.#fail(toGatewayError(verdict.error, this.#input.names));
    this.#fail(this.#invalid(verdict.reason));
  }

  /** A stream was asked for and something else came: an error in JSON, a captive portal's page, or nothing. */
  #settleUnstreamed(body: Buffer): void {
    const verdict = this.#input.wire.readWhole(body, "application/json");
    if (verdict.kind === "error") return this.#fail(toGatewayError(verdict.error, this.#input.names));
    this.#fail(
      this.#invalid(
        `The provider answered a stream request with ${String(this.#headers["content-type"] ?? "no type")}.`,
      ),
    );
  }

  #settleError(body: Buffer): void {
    const status = this.#status;
    if (status < 300)
      return this.#fail(this.#invalid(`The provider answered with status ${status} and no usable body.`));
    const classified = this.#input.wire.classifyError({ status, headers: this.#headers, body });
    this.#fail(toGatewayError(classified, this.#input.names));
  }

  #timeOut(): void {
    if (this.#isSettled) return;
    const text = `Timeout: no answer within ${this.#input.timeoutMs / 1000} s.`;
    this.#failAndAbort(
      toGatewayError(
        { code: "upstream_timeout", status: 408, className: "Timeout", text, retryAfterMs: null },
        this.#input.names,
      ),
    );
  }

  #refuse(text: string): void {
    this.#failAndAbort(this.#invalid(text));
  }

  #invalid(text: string): GatewayError {
    return toGatewayError(
      { code: "upstream_invalid_response", status: 502, className: "InternalServerError", text, retryAfterMs: null },
      this.#input.names,
    );
  }

  #tooLarge(): GatewayError {
    const text = `The answer is larger than ${maxJsonBytes / 1024 / 1024} MiB.`;
    return toGatewayError(
      { code: "response_too_large", status: 502, className: "InternalServerError", text, retryAfterMs: null },
      this.#input.names,
    );
  }

  #succeed(reply: UpstreamReply): void {
    this.#isSettled = true;
    this.#deadline.dispose();
    this.#parts = [];
    this.#resolve(reply);
  }

  #failAndAbort(error: GatewayError): void {
    this.#exchange?.abort();
    this.#fail(error);
  }

  #fail(error: GatewayError): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#deadline.dispose();
    this.#parts = [];
    this.#reject(error);
  }
}

function fromTransport(failure: UpstreamFailure): ClassifiedError {
  const className = failure.code === "upstream_timeout" ? "Timeout" : "APIConnectionError";
  return { code: failure.code, status: statusOf(failure.code), className, text: failure.message, retryAfterMs: null };
}

function statusOf(code: UpstreamFailure["code"]): number {
  if (code === "upstream_timeout") return 408;
  return code === "upstream_invalid_response" || code === "tls_error" ? 502 : 500;
}

const streamTypes: Readonly<Record<Exclude<AnswerFraming, "bytes">, RegExp>> = {
  sse: /^(text\/event-stream|application\/octet-stream)\b/i,
  ndjson: /^application\/(x-ndjson|ndjson|jsonl|octet-stream)\b|^text\/plain\b/i,
  "aws-event-stream": /^application\/(vnd\.amazon\.eventstream|octet-stream)\b/i,
};

/** Some servers send a stream without naming its type. Plain bytes are anything but an error dressed as a 200. */
function isStreamType(contentType: string | string[] | undefined, framing: AnswerFraming): boolean {
  if (contentType === undefined) return true;
  if (framing === "bytes") return !/^application\/json\b/i.test(String(contentType));
  return streamTypes[framing].test(String(contentType));
}
