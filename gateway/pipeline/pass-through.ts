/**
 * A provider's own API under our key, our door and our log: status, headers and body are relayed as they come, but for
 * secrets of ours in headers and in errors, which some servers repeat.
 *
 * No retry and no fallback: the client speaks the provider's language and gets the provider's own answer.
 */
import { newRequestId } from "../base/ids.ts";
import { textOf, isRecord } from "../base/json-shape.ts";
import { IdleWatch, startDeadline, type Deadline } from "../base/deadline.ts";
import { GatewayError } from "../contract/errors.ts";
import type { Deployment } from "../contract/deployment.ts";
import type { UpstreamExchange, UpstreamHeaders, UpstreamMethod, UpstreamSink } from "../upstream/client.ts";
import type { UpstreamFailure } from "../upstream/failure.ts";
import type { PipelineParts } from "./handle-chat.ts";
import type { Authenticated } from "./exchange.ts";
import { admitPassThrough } from "./admit-pass-through.ts";
import { bodyPolicyOf, openRecord } from "./open-record.ts";
import {
  passThroughAddress,
  passThroughBody,
  passThroughDeployment,
  passThroughHeaders,
} from "./pass-through-target.ts";
import { usageInRaw } from "./raw-usage.ts";
import type { RequestRecord } from "./record.ts";
import { refuse } from "./refuse.ts";
import { callIdOf, headerSafe, passedHeaders } from "./reply-headers.ts";
import { traceHeadersFor } from "./trace-headers.ts";
import type { WireTap } from "./wire-evidence.ts";

export interface PassThroughCall extends Authenticated {
  /** `openai`, `anthropic`, `gemini`, `vllm`. */
  readonly route: string;
  readonly method: UpstreamMethod;
  /** Below the route, as sent, without a leading slash. */
  readonly rest: string;
  /** With its `?`, or "". */
  readonly query: string;
}

/** What of an answer is kept to find its usage: the log's own cap may be smaller. */
const usageBytes = 1024 * 1024;
/** An error is held whole to be searched for secrets; more than this of one is left out. */
const maxErrorBytes = 65_536;
/** A client that takes nothing for this long is gone. */
const blockedMs = 60_000;

/** Answers the client in every case; never rejects. */
export async function handlePassThrough(call: PassThroughCall, parts: PipelineParts): Promise<void> {
  const model = modelIn(call);
  const id = newRequestId(parts.clock.wallMs());
  const record = openRecord(id, { ...call, modelFromPath: model }, parts);
  try {
    const deployment = passThroughDeployment(call.catalog, call.route, model);
    record.keepBodiesBy(bodyPolicyOf(call.catalog, [model ?? "", deployment.alias], call.headers));
    const reservation = admitPassThrough(call, { deployment, model, record }, parts);
    await Promise.all([record.begin(), reservation.onDisk()]);
    record.startDirectAttempt(deployment);
    const body = passThroughBody(deployment, call.body, model);
    await new Promise<void>(
      (resolve, reject) => new RawRelay({ ...call, body }, deployment, { ...parts, record, resolve, reject }),
    );
  } catch (failure) {
    refuse(call, failure, record, parts);
  }
}

/** Body's `model`, else Gemini's in the path. */
function modelIn({ body, rest }: PassThroughCall): string | null {
  const inPath = /models\/([^/:?]+)/.exec(rest)?.[1];
  if (inPath !== undefined) return inPath;
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isRecord(value) ? textOf(value["model"]) : null;
  } catch {
    return null;
  }
}

interface RelayParts extends PipelineParts {
  readonly record: RequestRecord;
  readonly resolve: () => void;
  readonly reject: (error: GatewayError) => void;
}

class RawRelay implements UpstreamSink {
  readonly #call: PassThroughCall;
  readonly #parts: RelayParts;
  readonly #deadline: Deadline;
  readonly #calledUrl: string;
  readonly #tap: WireTap | null;
  #exchange: UpstreamExchange | null = null;
  #idle: IdleWatch | null = null;
  #blocked: Deadline | null = null;
  #headers: Record<string, string> = {};
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #status = 0;
  #contentType = "";
  #isOver = false;

  constructor(call: PassThroughCall, deployment: Deployment, parts: RelayParts) {
    this.#call = call;
    this.#parts = parts;
    this.#call.reply.breakOff = (error) => this.#fail(error);
    const timeoutMs = deployment.timeoutMs ?? call.catalog.settings.requestTimeoutMs;
    this.#deadline = startDeadline(timeoutMs, () => this.#fail(timedOut(timeoutMs)));
    const { method, rest, query, headers, body, reply } = call;
    reply.onLeave(() => this.#clientLeft());
    reply.onDrain(() => this.#drained());
    const address = passThroughAddress(deployment, rest, query);
    this.#calledUrl = `${address.origin}${address.path.split("?", 1)[0] ?? ""}`;
    this.#tap = parts.record.tapWire();
    const traced = traceHeadersFor(parts.record, call.catalog.settings);
    const sent = { ...address, method, headers: { ...passThroughHeaders(deployment, headers), ...traced } };
    const asked = { ...sent, body: body.length === 0 ? null : body };
    this.#tap?.sent(asked);
    this.#exchange = parts.upstream.start(asked, this);
    if (this.#isOver) this.#exchange.abort();
  }

  onHead(status: number, headers: UpstreamHeaders): void {
    const { record, redact, clock } = this.#parts;
    this.#deadline.dispose();
    this.#tap?.head(status, headers);
    const idleMs = this.#call.catalog.settings.portico.streamIdleTimeoutMs;
    this.#idle = new IdleWatch({
      clock,
      idleMs,
      onIdle: () => this.#fail(timedOut(idleMs)),
      pulseMs: idleMs,
      onPulse: () => {},
    });
    this.#status = status;
    this.#contentType = String(headers["content-type"] ?? "");
    this.#headers = {
      ...passedHeaders(headers, redact),
      "x-request-id": record.id,
      "x-litellm-call-id": callIdOf(this.#call.headers, record.id),
      "x-litellm-model-api-base": headerSafe(redact(this.#calledUrl)),
    };
    if (this.#isError) return;
    this.#tap?.untouched();
    record.stream.streams();
    this.#call.reply.start(status, this.#headers);
  }

  onData(chunk: Buffer): void {
    this.#idle?.touch();
    if (this.#keptBytes < (this.#isError ? maxErrorBytes : usageBytes)) {
      this.#kept.push(chunk);
      this.#keptBytes += chunk.length;
    }
    if (this.#isError) return;
    this.#tap?.read(chunk);
    const { record } = this.#parts;
    record.firstToken();
    record.relayed(chunk);
    if (!this.#call.reply.write(chunk)) this.#waitForDrain();
  }

  onEnd(): void {
    if (this.#isError) return this.#endError();
    const { record } = this.#parts;
    this.#readUsage();
    record.endAttempt(this.#status, null);
    this.#call.reply.end();
    record.close("ok", this.#status, null);
    this.#finish();
  }

  get #isError(): boolean {
    return this.#status >= 400;
  }

  /** latin1 keeps every byte that is no secret as it came. */
  #endError(): void {
    const { record, redact } = this.#parts;
    const { reply } = this.#call;
    const answer = Buffer.concat(this.#kept);
    this.#tap?.whole(answer);
    const body = Buffer.from(redact(answer.toString("latin1")), "latin1");
    const error = refusedUpstream(this.#status);
    record.endAttempt(this.#status, error);
    record.relayed(body);
    reply.start(this.#status, { ...this.#headers, "content-length": String(body.length) });
    reply.end(body);
    record.close("upstream_error", this.#status, error);
    this.#finish();
  }

  #waitForDrain(): void {
    this.#exchange?.pause();
    this.#parts.record.stream.waits();
    this.#blocked ??= startDeadline(blockedMs, () => this.#call.reply.destroy());
  }

  #drained(): void {
    this.#blocked?.dispose();
    this.#blocked = null;
    this.#parts.record.stream.goesOn();
    this.#idle?.touch(); // what the client's slowness cost is not the provider's silence
    this.#exchange?.resume();
  }

  onFailure(failure: UpstreamFailure): void {
    const message = `litellm.APIConnectionError: ${this.#parts.redact(failure.message)}`;
    this.#fail(new GatewayError(failure.code, { message, cause: failure.cause }));
  }

  #fail(error: GatewayError): void {
    if (this.#isOver) return;
    this.#exchange?.abort();
    this.#readUsage();
    this.#parts.record.endAttempt(null, error);
    if (this.#call.reply.hasStarted) {
      this.#call.reply.destroy();
      this.#parts.record.close("partial", this.#status, error);
      this.#finish();
    } else {
      this.#dispose();
      this.#parts.reject(error);
    }
  }

  #clientLeft(): void {
    if (this.#isOver) return;
    this.#exchange?.abort();
    this.#readUsage();
    const error = new GatewayError("client_disconnected", { message: "The client closed the connection." });
    this.#parts.record.close("client_abort", this.#status === 0 ? null : this.#status, error);
    this.#finish();
  }

  /** Of a whole answer, or of as much as came. */
  #readUsage(): void {
    this.#parts.record.usage = usageInRaw(Buffer.concat(this.#kept), this.#contentType);
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#dispose();
    this.#parts.resolve();
  }

  #dispose(): void {
    this.#isOver = true;
    this.#deadline.dispose();
    this.#idle?.dispose();
    this.#blocked?.dispose();
  }
}

function refusedUpstream(status: number): GatewayError {
  return new GatewayError("upstream_error", { message: `The provider answered with status ${status}.`, status });
}

function timedOut(timeoutMs: number): GatewayError {
  return new GatewayError("upstream_timeout", { message: `litellm.Timeout: no answer within ${timeoutMs / 1000} s.` });
}
