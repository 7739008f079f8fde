/**
 * A provider's own API under our key, our door and our log: status, headers and body are relayed as they come.
 *
 * No retry and no fallback: the client speaks the provider's language and gets the provider's own answer.
 */
import { newRequestId } from "../base/ids.ts";
import { textOf, isRecord } from "../base/json-shape.ts";
import { startDeadline, type Deadline } from "../base/deadline.ts";
import { GatewayError } from "../contract/errors.ts";
import type { Deployment } from "../contract/deployment.ts";
import type { UpstreamExchange, UpstreamHeaders, UpstreamMethod, UpstreamSink } from "../upstream/client.ts";
import type { UpstreamFailure } from "../upstream/failure.ts";
import type { PipelineParts } from "./handle-chat.ts";
import type { Authenticated } from "./exchange.ts";
import { admitPassThrough } from "./admit-pass-through.ts";
import { intentOf } from "./intent.ts";
import { passThroughAddress, passThroughDeployment, passThroughHeaders } from "./pass-through-target.ts";
import { usageInRaw } from "./raw-usage.ts";
import { RequestRecord } from "./record.ts";
import { refuse } from "./refuse.ts";
import { passedHeaders } from "./reply-headers.ts";

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

/** Answers the client in every case; never rejects. */
export async function handlePassThrough(call: PassThroughCall, parts: PipelineParts): Promise<void> {
  const { portico, turnOffMessageLogging } = call.catalog.settings;
  const model = modelIn(call);
  const startedAt = parts.clock.wallMs();
  const intent = intentOf(newRequestId(startedAt), { ...call, modelFromPath: model }, startedAt);
  const record = new RequestRecord(parts, intent, call.body, {
    keepsBodies: portico.logBodies && !turnOffMessageLogging,
    maxBytes: portico.logBodyBytes,
  });
  try {
    const deployment = passThroughDeployment(call.catalog, call.route, model);
    const reservation = admitPassThrough(call, { deployment, model, record }, parts);
    await Promise.all([record.begin(), reservation.onDisk()]);
    record.startDirectAttempt(deployment);
    await new Promise<void>((resolve, reject) => new RawRelay(call, deployment, { ...parts, record, resolve, reject }));
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
  readonly #exchange: UpstreamExchange;
  readonly #deadline: Deadline;
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
    this.#exchange = parts.upstream.start(
      {
        ...passThroughAddress(deployment, rest, query),
        method,
        headers: passThroughHeaders(deployment, headers),
        body: body.length === 0 ? null : body,
      },
      this,
    );
    reply.onLeave(() => this.#clientLeft());
    reply.onDrain(() => this.#exchange.resume());
  }

  onHead(status: number, headers: UpstreamHeaders): void {
    this.#deadline.dispose();
    this.#status = status;
    this.#contentType = String(headers["content-type"] ?? "");
    const { reply } = this.#call;
    const { record } = this.#parts;
    reply.start(status, { ...passedHeaders(headers), "x-request-id": record.id, "x-litellm-call-id": record.id });
  }

  onData(chunk: Buffer): void {
    const { record } = this.#parts;
    record.firstToken();
    record.relayed(chunk);
    if (this.#keptBytes < usageBytes) {
      this.#kept.push(chunk);
      this.#keptBytes += chunk.length;
    }
    if (!this.#call.reply.write(chunk)) this.#exchange.pause();
  }

  onEnd(): void {
    const { record } = this.#parts;
    const isOk = this.#status < 400;
    this.#readUsage();
    record.endAttempt(this.#status, isOk ? null : refusedUpstream(this.#status));
    this.#call.reply.end();
    record.close(isOk ? "ok" : "upstream_error", this.#status, isOk ? null : refusedUpstream(this.#status));
    this.#finish();
  }

  onFailure(failure: UpstreamFailure): void {
    const message = `litellm.APIConnectionError: ${this.#parts.redact(failure.message)}`;
    this.#fail(new GatewayError(failure.code, { message, cause: failure.cause }));
  }

  #fail(error: GatewayError): void {
    if (this.#isOver) return;
    this.#exchange.abort();
    this.#readUsage();
    this.#parts.record.endAttempt(null, error);
    if (this.#call.reply.hasStarted) {
      this.#call.reply.destroy();
      this.#parts.record.close("partial", this.#status, error);
      this.#finish();
    } else {
      this.#isOver = true;
      this.#parts.reject(error);
    }
  }

  #clientLeft(): void {
    if (this.#isOver) return;
    this.#exchange.abort();
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
    this.#isOver = true;
    this.#deadline.dispose();
    this.#parts.resolve();
  }
}

function refusedUpstream(status: number): GatewayError {
  return new GatewayError("upstream_error", { message: `The provider answered with status ${status}.`, status });
}

function timedOut(timeoutMs: number): GatewayError {
  return new GatewayError("upstream_timeout", { message: `litellm.Timeout: no answer within ${timeoutMs / 1000} s.` });
}
