/**
 * What one request's wire looked like, on both sides: heads, bodies and the times of a stream's pieces.
 *
 * On the hot path it copies bytes up to the cap and writes two numbers per piece; nothing is parsed, and everything else
 * waits for the end of the request or is the log's own thread's.
 */
import { ByteCapture } from "../base/byte-capture.ts";
import { ChunkTrack } from "../base/chunk-track.ts";
import { untouchedStreamBytes, type AttemptHeads, type RequestEvidence } from "../contract/request-wire.ts";
import type { HeaderValues } from "../providers/provider.ts";
import type { UpstreamCall, UpstreamHeaders } from "../upstream/client.ts";
import type { Authenticated } from "./exchange.ts";
import { keptHeaders, keptInTurn, keptUrl } from "./kept-headers.ts";

export interface BodyPolicy {
  readonly keepsBodies: boolean;
  readonly maxBytes: number;
}

/** The client's side, read at the end. */
export type ClientSide = Pick<Authenticated, "headers" | "reply"> & { readonly keyHeaderName: string | null };

/** What a call upstream tells of itself. */
export interface WireTap {
  sent(call: UpstreamCall): void;
  head(status: number, headers: UpstreamHeaders): void;
  /** The stream that follows goes to the client as it comes. */
  untouched(): void;
  /** A read of a streamed answer. */
  read(chunk: Buffer): void;
  /** An answer that was gathered whole. */
  whole(body: Buffer): void;
}

/** Further attempts are in the list of attempts, without their wire. */
const mostAttempts = 16;

export class WireEvidence {
  readonly #client: ClientSide;
  readonly #elapsedMs: () => number;
  readonly #attempts: AttemptEvidence[] = [];
  #policy: BodyPolicy;
  #fromProvider: ChunkTrack | null = null;
  #toClient: ChunkTrack | null = null;
  #waits: ChunkTrack | null = null;
  #waitingSince: number | null = null;

  constructor(client: ClientSide, policy: BodyPolicy, elapsedMs: () => number) {
    this.#client = client;
    this.#policy = policy;
    this.#elapsedMs = elapsedMs;
  }

  /** Holds for attempts that begin after it. */
  set policy(policy: BodyPolicy) {
    this.#policy = policy;
  }

  /** @returns what the next attempt tells; null when there were too many */
  begin(index: number): WireTap | null {
    if (this.#attempts.length === mostAttempts) return null;
    const attempt = new AttemptEvidence(index, this.#policy, (bytes) => {
      this.#fromProvider ??= new ChunkTrack();
      this.#fromProvider.add(this.#elapsedMs(), bytes);
    });
    this.#attempts.push(attempt);
    return attempt;
  }

  /** From here on the answer goes out piece by piece. */
  streams(): void {
    this.#toClient ??= new ChunkTrack();
  }

  relayed(bytes: number): void {
    if (bytes > 0) this.#toClient?.add(this.#elapsedMs(), bytes);
  }

  /** The client takes nothing more for now. */
  waits(): void {
    this.#waitingSince ??= this.#elapsedMs();
  }

  goesOn(): void {
    if (this.#waitingSince === null) return;
    this.#waits ??= new ChunkTrack();
    this.#waits.add(this.#waitingSince, Math.round((this.#elapsedMs() - this.#waitingSince) * 10));
    this.#waitingSince = null;
  }

  /** @param keepsBodies  as it stands at the end: what may not be kept is let go here */
  end(keepsBodies: boolean): RequestEvidence {
    this.goesOn();
    const { headers, reply, keyHeaderName } = this.#client;
    const { head } = reply;
    const sent = this.#attempts.filter((attempt) => attempt.isSent);
    const tracks = [this.#fromProvider, this.#toClient, this.#waits];
    return {
      client: {
        requestHeaders: keptHeaders(headers, keyHeaderName),
        status: head?.status ?? null,
        responseHeaders: keptInTurn(head?.headers ?? []),
      },
      attempts: sent.map((attempt) => attempt.heads()),
      bodies: sent.flatMap((attempt) => (keepsBodies ? attempt.bodies() : [null, null])),
      tracks: this.#toClient === null ? [null, null, null] : tracks.map((track) => track?.raw() ?? null),
    };
  }
}

const noHeaders: HeaderValues = {};

class AttemptEvidence implements WireTap {
  readonly #index: number;
  readonly #policy: BodyPolicy;
  readonly #onRead: (bytes: number) => void;
  #call: Omit<UpstreamCall, "body"> | null = null;
  #asked: Buffer | null = null;
  #askedBytes = 0;
  #status: number | null = null;
  #headers: HeaderValues = noHeaders;
  #streamed: ByteCapture | null = null;
  #mostStreamed: number;
  #isUntouched = false;
  #streamedBytes = 0;
  #whole: Buffer | null = null;
  #wholeBytes = 0;

  constructor(index: number, policy: BodyPolicy, onRead: (bytes: number) => void) {
    this.#index = index;
    this.#policy = policy;
    this.#onRead = onRead;
    this.#mostStreamed = policy.maxBytes;
  }

  get isSent(): boolean {
    return this.#call !== null;
  }

  sent({ body, ...call }: UpstreamCall): void {
    this.#call = call;
    this.#asked = body === null ? null : this.#kept(body);
    this.#askedBytes = body?.length ?? 0;
    this.#status = null;
    this.#headers = noHeaders;
    this.#isUntouched = false;
  }

  head(status: number, headers: UpstreamHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  untouched(): void {
    this.#isUntouched = true;
    this.#mostStreamed = Math.min(this.#policy.maxBytes, untouchedStreamBytes);
  }

  read(chunk: Buffer): void {
    this.#onRead(chunk.length);
    this.#streamedBytes += chunk.length;
    if (!this.#policy.keepsBodies) return;
    this.#streamed ??= new ByteCapture(this.#mostStreamed);
    this.#streamed.add(chunk);
  }

  whole(body: Buffer): void {
    this.#whole = this.#kept(body);
    this.#wholeBytes = body.length;
  }

  heads(): AttemptHeads {
    const call = this.#call;
    return {
      index: this.#index,
      method: call?.method ?? "",
      url: call === null ? "" : keptUrl(call.origin, call.path),
      requestHeaders: keptHeaders(call?.headers ?? noHeaders),
      requestBytes: this.#askedBytes,
      status: this.#status,
      responseHeaders: keptHeaders(this.#headers),
      isUntouched: this.#isUntouched,
      responseBytes: this.#wholeBytes + this.#streamedBytes,
    };
  }

  bodies(): (Uint8Array | null)[] {
    return [this.#asked, this.#whole ?? this.#streamed?.bytes() ?? null];
  }

  /** A large body is not held on to for its beginning. */
  #kept(body: Buffer): Buffer | null {
    const { keepsBodies, maxBytes } = this.#policy;
    if (!keepsBodies) return null;
    return body.length <= maxBytes ? body : Buffer.from(body.subarray(0, maxBytes));
  }
}
