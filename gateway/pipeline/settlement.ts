/**
 * What an attempt leaves in the router's memory: its slot is given back once, its success or failure counted once.
 *
 * A stream that breaks after its first byte is a failure of its deployment too, though nothing is retried then.
 */
import type { Clock } from "../base/clock.ts";
import type { GatewayError } from "../contract/errors.ts";
import type { TokenUsage } from "../contract/usage.ts";
import type { PickInput, Router } from "../routing/router.ts";
import type { Routed } from "./exchange.ts";
import type { Journey } from "./journey.ts";

export interface SettlementInit {
  readonly routed: Routed;
  readonly input: PickInput;
  readonly parts: { readonly clock: Clock; readonly router: Router };
  readonly journey: Journey;
}

export class Settlement {
  readonly #init: SettlementInit;
  readonly #startedMs: number;
  readonly #startedAt: number;
  /** Until the whole answer came, or the stream's first event. */
  #answerMs = 0;
  #isReleased = false;

  constructor(init: SettlementInit) {
    this.#init = init;
    this.#startedMs = init.parts.clock.monotonicMs();
    this.#startedAt = init.parts.clock.wallMs();
  }

  /** The answer is worth relaying. */
  answered(): void {
    this.#answerMs = this.#init.parts.clock.monotonicMs() - this.#startedMs;
    this.#trace(null);
  }

  /** Nothing came that could be relayed. @param error  null = a bug of ours, which says nothing about the deployment */
  failed(error: GatewayError | null): void {
    this.#release();
    if (error === null) return;
    this.#trace(error);
    this.#countFailure(error);
  }

  /** The answer is over. @param error  the provider's failure in the middle of it; null = none */
  close(usage: TokenUsage, error: GatewayError | null): void {
    if (this.#isReleased) return;
    this.#release();
    if (error !== null) return this.#countFailure(error);
    const { routed, input, parts } = this.#init;
    const { promptTokens, completionTokens } = usage;
    parts.router.succeeded(
      {
        deploymentId: routed.deployment.id,
        isStream: routed.isStream,
        tokens: (promptTokens ?? 0) + (completionTokens ?? 0),
        seconds: this.#seconds(completionTokens),
      },
      input.settings,
    );
  }

  #seconds(completionTokens: number | null): number | null {
    const seconds = this.#answerMs / 1000;
    if (this.#init.routed.isStream) return seconds;
    return completionTokens === null || completionTokens === 0 ? null : seconds / completionTokens;
  }

  #release(): void {
    this.#isReleased = true;
    this.#init.parts.router.release(this.#init.routed.deployment.id);
  }

  #countFailure(error: GatewayError): void {
    const { routed, input, parts, journey } = this.#init;
    const rest = parts.router.failed(error, routed.deployment, input);
    if (rest === null) return;
    const until = Math.round(parts.clock.wallMs() + rest.forMs);
    journey.trace.add({ type: "cooldown", deploymentId: routed.deployment.id, until, reason: rest.reason });
  }

  #trace(error: GatewayError | null): void {
    const { routed, parts, journey } = this.#init;
    journey.trace.add({
      type: "attempt",
      deploymentId: routed.deployment.id,
      at: this.#startedAt,
      durationMs: Math.round((parts.clock.monotonicMs() - this.#startedMs) * 100) / 100,
      errorCode: error?.code ?? null,
      errorMessage: error?.message ?? null,
    });
  }
}
