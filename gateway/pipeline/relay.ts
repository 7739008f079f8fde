/**
 * Relays an answer to the client: a JSON body whole, a stream run by run, with backpressure both ways.
 *
 * A stream that breaks ends with the client dialect's own error event and no sign of success: SDKs raise on it, where a
 * silent end would read as success. A client that leaves ends the upstream call at once.
 */
import type { Clock } from "../base/clock.ts";
import { IdleWatch, startDeadline, type Deadline } from "../base/deadline.ts";
import { GatewayError } from "../contract/errors.ts";
import { unknownUsage } from "../contract/usage.ts";
import type { Resume } from "./attempt-loop.ts";
import type { ClientReply, HeaderList, HeaderRecord } from "./exchange.ts";
import type { RequestRecord } from "./record.ts";
import type { Settlement } from "./settlement.ts";
import type { StreamConsumer, StreamReply } from "./stream-reader.ts";
import type { JsonReply } from "./send.ts";

const pingMs = 15_000;
/** A client that takes nothing for this long is gone. */
const blockedMs = 60_000;
const totalStreamMs = 2 * 3_600_000;

export interface RelayTarget {
  readonly reply: ClientReply;
  readonly headers: HeaderRecord;
  /** Of the client's key; they stand over the provider's of the same name. */
  readonly limits: HeaderList;
  readonly record: RequestRecord;
  /** Told of a stream that broke: its deployment has failed. */
  readonly settlement: Settlement;
  /** Asks others to go on with a stream that broke; null = it ends in an error event. */
  readonly resume: Resume | null;
}

export function relayJson(answer: JsonReply, target: RelayTarget): void {
  const { body } = answer;
  target.record.answered(answer.usage);
  target.record.relayed(body);
  const own = { "content-type": answer.contentType, "content-length": String(body.length) };
  target.reply.start(200, target.headers, own, target.limits);
  target.reply.end(body);
  target.record.close("ok", 200, null);
}

export interface StreamTiming {
  readonly clock: Clock;
  readonly idleMs: number;
}

/** @returns once the stream ended, one way or another; the record is closed then */
export function relayStream(answer: StreamReply, timing: StreamTiming, target: RelayTarget): Promise<void> {
  return new Promise((resolve) => {
    const relay = new StreamRelay(answer, timing, target, resolve);
    relay.begin();
  });
}

class StreamRelay implements StreamConsumer {
  #answer: StreamReply;
  #settlement: Settlement;
  #resume: Resume | null;
  /** The stream broke and another one is being asked for. */
  #isResuming = false;
  readonly #target: RelayTarget;
  readonly #done: () => void;
  readonly #timing: StreamTiming;
  #idle: IdleWatch;
  readonly #total: Deadline;
  #blocked: Deadline | null = null;
  #isOver = false;

  constructor(answer: StreamReply, timing: StreamTiming, target: RelayTarget, done: () => void) {
    this.#answer = answer;
    this.#settlement = target.settlement;
    this.#resume = target.resume;
    this.#target = target;
    this.#done = done;
    this.#timing = timing;
    this.#idle = this.#watch(timing.idleMs);
    this.#total = startDeadline(totalStreamMs, () => this.#breakOff(stalled(totalStreamMs)));
  }

  begin(): void {
    const { reply, headers, limits } = this.#target;
    const { contentType } = this.#answer;
    const own = { "content-type": contentType, "cache-control": "no-cache", "x-accel-buffering": "no" };
    reply.start(200, headers, own, limits);
    this.#target.record.stream.streams();
    reply.breakOff = (error) => this.#breakOff(error);
    reply.onLeave(() => this.#clientLeft());
    reply.onDrain(() => this.#drained());
    this.#answer.consume(this);
  }

  onRun(run: Buffer): void {
    if (this.#isOver) return;
    this.#idle.touch();
    const { record, reply } = this.#target;
    if (this.#answer.stream.hasContent) record.firstToken();
    record.relayed(run);
    if (!reply.write(run)) this.#waitForDrain();
  }

  onEnd(): void {
    const { stream } = this.#answer;
    if (!stream.isComplete) return this.onFailure(cutShort());
    const { reply, record } = this.#target;
    this.#finish(null);
    const rest = stream.end();
    record.relayed(rest);
    reply.end(rest.length === 0 ? undefined : rest);
    record.close("ok", 200, null);
  }

  onFailure(error: GatewayError): void {
    if (this.#isOver || this.#isResuming) return;
    if (this.#resume === null) return this.#fail(error);
    void this.#goOn(this.#resume, error);
  }

  /** @param idleMs  silence that counts as broken; the client's connection is kept alive meanwhile */
  #watch(idleMs: number): IdleWatch {
    return new IdleWatch({
      clock: this.#timing.clock,
      idleMs,
      onIdle: () => this.#stall(idleMs),
      pulseMs: pingMs,
      onPulse: () => this.#ping(),
    });
  }

  #rewatch(idleMs: number): void {
    this.#idle.dispose();
    this.#idle = this.#watch(idleMs);
  }

  /** The same client stream, from another provider's; the first failure is told when nobody goes on. */
  async #goOn(resume: Resume, error: GatewayError): Promise<void> {
    const { record } = this.#target;
    this.#isResuming = true;
    this.#rewatch(Infinity); // an attempt has its own time limit
    record.endAttempt(200, error);
    const { usage } = this.#answer.stream;
    this.#settlement.close(usage, error);
    const next = await resume(error, usage).catch(() => null);
    this.#isResuming = false;
    if (next === null || next.reply.kind !== "stream") {
      next?.settlement.close(unknownUsage, null);
      return this.#isOver ? undefined : this.#tellFailure(error);
    }
    this.#answer = next.reply;
    this.#settlement = next.settlement;
    this.#resume = next.resume;
    if (this.#isOver) {
      next.reply.exchange.abort();
      return next.settlement.close(unknownUsage, null);
    }
    this.#rewatch(this.#timing.idleMs);
    if (this.#blocked !== null) next.reply.exchange.pause();
    next.reply.consume(this);
  }

  #fail(error: GatewayError): void {
    this.#target.record.endAttempt(200, error);
    this.#tellFailure(error);
  }

  #tellFailure(error: GatewayError): void {
    const { reply, record } = this.#target;
    this.#finish(error);
    const event = this.#answer.stream.fail(error);
    if (event === null) reply.destroy();
    else {
      record.relayed(event);
      reply.end(event);
    }
    record.close("partial", 200, error);
  }

  /** Ends it for good, whoever is being asked. */
  #breakOff(error: GatewayError): void {
    this.#answer.exchange.abort();
    if (!this.#isOver) this.#fail(error);
  }

  /** The provider fell silent: as good as broken. */
  #stall(ms: number): void {
    this.#answer.exchange.abort();
    this.onFailure(stalled(ms));
  }

  #clientLeft(): void {
    if (this.#isOver) return;
    this.#answer.exchange.abort();
    this.#finish(null);
    this.#target.record.close(
      "client_abort",
      200,
      new GatewayError("client_disconnected", { message: "The client closed the connection before the stream ended." }),
    );
  }

  #ping(): void {
    const { ping } = this.#answer;
    if (ping !== null && this.#blocked === null && !this.#target.reply.write(ping)) this.#waitForDrain();
  }

  #waitForDrain(): void {
    if (this.#blocked !== null) return;
    this.#answer.exchange.pause();
    this.#target.record.stream.waits();
    this.#blocked = startDeadline(blockedMs, () => {
      this.#target.reply.destroy();
      this.#clientLeft();
    });
  }

  #drained(): void {
    this.#blocked?.dispose();
    this.#blocked = null;
    this.#target.record.stream.goesOn();
    this.#idle.touch(); // what the client's slowness cost is not the provider's silence
    if (!this.#isOver) this.#answer.exchange.resume();
  }

  #finish(error: GatewayError | null): void {
    this.#isOver = true;
    this.#idle.dispose();
    this.#total.dispose();
    this.#blocked?.dispose();
    this.#target.record.usage = this.#answer.stream.usage;
    this.#settlement.close(this.#answer.stream.usage, error);
    this.#done();
  }
}

function stalled(ms: number): GatewayError {
  return new GatewayError("upstream_timeout", {
    message: `litellm.Timeout: The provider sent nothing for ${ms / 1000} s; the answer is incomplete.`,
    hint: "Raise `portico.stream_idle_timeout` if the model really pauses this long.",
  });
}

function cutShort(): GatewayError {
  return new GatewayError("upstream_disconnected", {
    message: "litellm.APIConnectionError: The provider ended the stream without finishing it; the answer may be cut.",
    hint: "Ask again. If it happens often, look at the provider's own log.",
  });
}
