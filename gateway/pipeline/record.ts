/**
 * One request's record: its intent before any provider is called, its attempts, and exactly one outcome.
 *
 * Law: one request = one spend log row, whatever the exit; `close` counts once. The same facts go to the live feed.
 */
import { ByteCapture } from "../base/byte-capture.ts";
import type { Clock } from "../base/clock.ts";
import type { CostBreakdown } from "../contract/cost.ts";
import type { Deployment } from "../contract/deployment.ts";
import type { GatewayError } from "../contract/errors.ts";
import type { Attempt, RequestIntent, RequestLog, RequestOutcome } from "../contract/spend-log.ts";
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import type { PriceBook } from "../pricing/price-book.ts";
import { untraced, type RequestObserver } from "../contract/telemetry.ts";
import type { RequestTrace, RequestTracer, TraceHeaders } from "../contract/request-trace.ts";
import type { LiveFeed } from "../telemetry/live-feed.ts";
import type { Traffic } from "../telemetry/traffic.ts";
import { isGeneration } from "../contract/operations.ts";
import { billOf, type BilledCall } from "./bill.ts";
import { isCharged } from "./charged.ts";
import type { Outcome, Reservation } from "../policy/reservation.ts";
import { quoteless } from "./quoteless.ts";
import { EarlierParts } from "./earlier-parts.ts";
import { estimateUsage } from "./estimate-usage.ts";
import type { Routed } from "./exchange.ts";
import { liveRow } from "./live-row.ts";
import type { RouteTrace } from "./route-trace.ts";
import { StreamProgress } from "./stream-progress.ts";
import { WireEvidence, type BodyPolicy, type ClientSide, type WireTap } from "./wire-evidence.ts";

export interface RecorderParts {
  readonly clock: Clock;
  readonly log: RequestLog;
  readonly feed: LiveFeed;
  readonly traffic: Traffic;
  readonly prices: PriceBook;
  readonly observers: readonly RequestObserver[];
  readonly tracer: RequestTracer;
  readonly reportBug: (failure: unknown, requestId: string) => void;
}

export type OutcomeState = RequestOutcome["state"];

/** Kept of an answer even where the log keeps no bodies: what an estimate of its tokens needs. */
const estimateBytes = 32_768;

export class RequestRecord {
  readonly #parts: RecorderParts;
  readonly #intent: RequestIntent;
  readonly #requestBody: Buffer;
  #bodies: BodyPolicy;
  readonly #wire: WireEvidence;
  readonly #startedMs: number;
  readonly #trace: RequestTrace | null;
  readonly #attempts: Attempt[] = [];
  #attemptStartedMs = 0;
  #capture: ByteCapture;
  #billed: BilledCall | null = null;
  #firstTokenMs: number | null = null;
  readonly #earlier = new EarlierParts();
  #bill: { readonly usage: TokenUsage; readonly cost: CostBreakdown } | null = null;
  #reservation: Reservation | null = null;
  #progress: StreamProgress | null = null;
  #isClosed = false;
  #hasBegun = false;
  usage: TokenUsage = unknownUsage;
  /** Why it went where it went; null until it is routed. */
  route: RouteTrace | null = null;

  constructor(
    parts: RecorderParts,
    intent: RequestIntent,
    { body, ...client }: ClientSide & { readonly body: Buffer },
    bodies: BodyPolicy,
  ) {
    this.#parts = parts;
    this.#intent = intent;
    this.#requestBody = body;
    this.#bodies = bodies;
    this.#startedMs = parts.clock.monotonicMs();
    this.#capture = captureFor(bodies);
    this.#wire = new WireEvidence(client, bodies, () => this.elapsedMs());
    parts.traffic.begin();
    this.#trace = parts.tracer.begin(intent);
  }

  /** What may be kept of it, now that more is known; asked before anything was answered. */
  keepBodiesBy(bodies: BodyPolicy): void {
    this.#bodies = bodies;
    this.#capture = captureFor(bodies);
    this.#wire.policy = bodies;
  }

  /** The running attempt's wire; null when there were too many. */
  tapWire(): WireTap | null {
    return this.#wire.begin(this.#attempts.length - 1);
  }

  /** What happens to the stream that goes to the client. */
  get stream(): Pick<WireEvidence, "streams" | "waits" | "goesOn"> {
    return this.#wire;
  }

  get id(): string {
    return this.#intent.id;
  }

  get intent(): RequestIntent {
    return this.#intent;
  }

  /** What the running attempt's call carries of its trace; null where nothing is traced. */
  get traceHeaders(): TraceHeaders | null {
    return this.#trace?.headers() ?? null;
  }

  /** What the request took of its limits; the end of the record settles it. */
  holds(reservation: Reservation): void {
    this.#reservation = reservation;
  }

  /** Of the last attempt; null before the first. */
  get deploymentId(): string | null {
    return this.#attempts.at(-1)?.deploymentId ?? null;
  }

  get attemptCount(): number {
    return this.#attempts.length;
  }

  /** Epoch milliseconds. */
  get startedAt(): number {
    return this.#intent.startedAt;
  }

  /** Milliseconds since the request came in. */
  elapsedMs(): number {
    return this.#parts.clock.monotonicMs() - this.#startedMs;
  }

  /** @returns once the intent is on disk: from here on a crash cannot hide the request */
  async begin(): Promise<void> {
    this.#hasBegun = true;
    this.#tellReaders("started", null);
    await this.#parts.log.begin(this.#intent);
  }

  /** Puts the intent in the queue without waiting, for a request that was refused before it began. */
  beginIfNeeded(): void {
    if (!this.#hasBegun) void this.begin();
  }

  startAttempt(routed: Routed): void {
    this.#billed = routed;
    this.#pushAttempt(routed.deployment, routed.upstreamModel);
  }

  #pushAttempt(deployment: Deployment, upstreamModel: string): void {
    this.#attemptStartedMs = this.#parts.clock.monotonicMs();
    this.#trace?.beginAttempt();
    this.#attempts.push({
      index: this.#attempts.length,
      deploymentId: deployment.id,
      provider: deployment.provider,
      upstreamModel,
      // A built-in answer came from nowhere.
      apiBase: deployment.mockResponse === null ? deployment.apiBase : "",
      startedAt: this.#parts.clock.wallMs(),
      durationMs: null,
      status: null,
      errorCode: null,
      errorMessage: null,
      dropped: [],
    });
  }

  /** What the running attempt's provider cannot be told. */
  dropped(fields: readonly string[]): void {
    const attempt = this.#attempts.at(-1);
    if (attempt !== undefined) attempt.dropped = [...fields];
  }

  /** The one attempt of a pass-through: no alias, no translation. */
  startDirectAttempt(deployment: Deployment): void {
    this.#billed = { operation: "pass_through", deployment, upstreamModel: deployment.upstreamModel, fields: {} };
    this.#pushAttempt(deployment, deployment.upstreamModel);
  }

  endAttempt(status: number | null, error: GatewayError | null): void {
    const attempt = this.#attempts.at(-1);
    if (attempt === undefined) return;
    attempt.durationMs = round(this.#parts.clock.monotonicMs() - this.#attemptStartedMs);
    attempt.status = status;
    attempt.errorCode = error?.code ?? null;
    attempt.errorMessage = error?.message ?? null;
  }

  firstToken(): void {
    if (this.#firstTokenMs !== null) return;
    this.#firstTokenMs = round(this.elapsedMs());
    if (this.#intent.stream) this.#progress = new StreamProgress(this.id, this.#parts.feed);
    // A whole answer is told with its end.
    if (this.#intent.stream && this.#parts.feed.hasReaders) {
      this.#parts.feed.publish({ type: "first_token", id: this.id, firstTokenMs: this.#firstTokenMs });
    }
  }

  /** Bytes that went to the client. */
  relayed(chunk: Buffer): void {
    this.#capture.add(chunk);
    this.#wire.relayed(chunk.length);
    if (this.#parts.feed.hasReaders) this.#progress?.add(chunk, this.elapsedMs());
  }

  /** A whole answer came, with this usage. */
  answered(usage: TokenUsage): void {
    this.usage = usage;
    this.firstToken();
  }

  /** A stream broke and others are asked to go on. @returns what it used so far, estimated where nobody counted */
  partEnded(reported: TokenUsage): TokenUsage {
    this.usage = reported;
    this.#completeUsage();
    if (this.#billed !== null) this.#earlier.end(this.#billed, this.usage, this.#lastBill());
    return this.usage;
  }

  /** Another one goes on with it. */
  partBegan(): void {
    this.#earlier.isBetween = false;
  }

  /** The bill of what the answer used, as far as that is known; null when no answer came. */
  bill(): CostBreakdown | null {
    return this.#earlier.bill(this.#earlier.isBetween ? null : this.#lastBill());
  }

  #lastBill(): CostBreakdown | null {
    const { usage } = this;
    if (this.#billed === null || (this.#firstTokenMs === null && usage === unknownUsage)) return null;
    if (this.#bill?.usage !== usage) {
      const cost = billOf(this.#billed, this.#earlier.rest(usage), this.startedAt, this.#parts.prices);
      this.#bill = { usage, cost };
    }
    return this.#bill.cost;
  }

  /** Whom the answer came from; of one that nobody answered, who was asked last. */
  get #answeredBy(): BilledCall | null {
    return this.#earlier.isBetween ? this.#earlier.call : this.#billed;
  }

  /** The end, once; later calls change nothing. */
  close(state: OutcomeState, status: number | null, error: GatewayError | null): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#parts.traffic.end();
    this.#completeUsage();
    const whole = this.#outcome(state, status, error);
    const outcome = this.#bodies.keepsBodies ? whole : quoteless(whole);
    this.#reservation?.settle(chargeOf(outcome, this.#parts.clock.wallMs()));
    this.#parts.log.finish(outcome);
    this.#tellObservers(outcome);
    this.#tellReaders("finished", outcome);
  }

  #tellReaders(type: "started" | "finished", outcome: RequestOutcome | null): void {
    const { feed } = this.#parts;
    if (feed.hasReaders)
      feed.publish({ type, id: this.id, row: () => liveRow(this.#intent, outcome, this.#attempts.length) });
  }

  #tellObservers(outcome: RequestOutcome): void {
    const trace = this.#trace;
    const facts =
      trace === null ? untraced : { trace, fields: this.#billed?.fields ?? {}, answer: this.#capture.bytes() };
    for (const observer of this.#parts.observers) {
      try {
        observer.finished(this.#intent, outcome, facts);
      } catch (failure) {
        this.#parts.reportBug(failure, this.id); // the request has ended: who only listens changes nothing of it
      }
    }
  }

  /** What the provider did not report of an answer that came is estimated. */
  #completeUsage(): void {
    const call = this.#billed;
    if (this.#earlier.isBetween) this.usage = this.#earlier.usage;
    else if (call !== null && this.#firstTokenMs !== null && isGeneration(call.operation)) {
      const answer = { kept: this.#capture.bytes(), totalBytes: this.#capture.totalBytes };
      const usage = estimateUsage(call.operation, call.fields, this.usage, answer);
      const isReported = this.usage.promptTokens !== null;
      this.usage = isReported ? usage : { ...usage, promptTokens: this.#earlier.wholePrompt(usage.promptTokens) };
    }
  }

  #outcome(state: OutcomeState, status: number | null, error: GatewayError | null): RequestOutcome {
    const answeredBy = this.#answeredBy;
    return {
      id: this.id,
      state,
      deploymentId: answeredBy?.deployment.id ?? null,
      provider: answeredBy?.deployment.provider ?? null,
      upstreamModel: answeredBy?.upstreamModel ?? null,
      status,
      ...counted(this.usage, this.bill()),
      firstTokenMs: this.#firstTokenMs,
      totalMs: round(this.elapsedMs()),
      errorCode: error?.code ?? null,
      errorMessage: error?.message ?? null,
      attemptList: this.#attempts,
      route: this.route?.decision() ?? null,
      requestBody: this.#bodies.keepsBodies ? this.#requestBody.subarray(0, this.#bodies.maxBytes) : null,
      responseBody: this.#bodies.keepsBodies ? this.#capture.bytes() : null,
      requestBytes: this.#requestBody.length,
      responseBytes: this.#capture.totalBytes,
      evidence: this.#wire.end(this.#bodies.keepsBodies),
    };
  }
}

/** What the ledger keeps of an end; null when no answer came that could cost something. */
function chargeOf(outcome: RequestOutcome, endedAt: number): Outcome | null {
  if (!isCharged(outcome)) return null;
  const { cost, state, provider, deploymentId, upstreamModel, isEstimate } = outcome;
  const { promptTokens, completionTokens, cachedTokens } = outcome;
  const nanos = cost.usdNanos === null ? null : BigInt(cost.usdNanos);
  const used = { promptTokens, completionTokens, cachedTokens, isEstimate, nanos };
  return { endedAt, state, provider, deploymentId, upstreamModel, ...used };
}

/** What was used and what it cost, as the row keeps it. */
function counted(
  usage: TokenUsage,
  cost: CostBreakdown | null,
): Pick<
  RequestOutcome,
  | "promptTokens"
  | "completionTokens"
  | "cachedTokens"
  | "cacheWriteTokens"
  | "reasoningTokens"
  | "costUsdNanos"
  | "isEstimate"
  | "cost"
> {
  const { promptTokens, completionTokens, cachedTokens, cacheWriteTokens, reasoningTokens, isEstimate } = usage;
  return {
    promptTokens,
    completionTokens,
    cachedTokens,
    cacheWriteTokens,
    reasoningTokens,
    costUsdNanos: cost?.usdNanos ?? null,
    isEstimate: isEstimate ?? false,
    cost,
  };
}

function captureFor({ keepsBodies, maxBytes }: BodyPolicy): ByteCapture {
  return new ByteCapture(keepsBodies ? maxBytes : estimateBytes);
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
