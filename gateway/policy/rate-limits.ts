/**
 * Requests and tokens per minute, and requests at once: exact under concurrency, because they are taken before the call.
 *
 * The window is LiteLLM's: a minute that begins with its first request, on a clock that never jumps. Tokens are taken by
 * estimate and corrected when the answer's are known; a request may begin while some are left, so one request can pass
 * the limit and no second.
 */
import type { Clock } from "../base/clock.ts";
import { GatewayError } from "../contract/errors.ts";
import type { RateLimit } from "../contract/limits.ts";

export const rateWindowMs = 60_000;

/** One thing that is limited: a key, a key's model, or the gateway. */
export interface RateRule extends RateLimit {
  /** Names its window; never a secret. */
  readonly name: string;
  /** LiteLLM's word for it in texts and headers. */
  readonly descriptor: "api_key" | "model_per_key" | "global";
  readonly parallel: number | null;
}

interface Window {
  startMs: number;
  requests: number;
  tokens: number;
  running: number;
}

export interface RateStanding {
  readonly rule: RateRule;
  readonly remainingRequests: number | null;
  readonly remainingTokens: number | null;
  readonly resetMs: number;
}

export interface RateUse {
  readonly requests: number;
  readonly tokens: number;
  readonly running: number;
  /** Until the minute is over; null = none has begun. */
  readonly resetMs: number | null;
}

/** Windows that are over and empty are forgotten when there are this many, and again when they have doubled. */
const keptWindows = 10_000;

export class RateLimits {
  readonly #clock: Clock;
  readonly #windows = new Map<string, Window>();
  #sweepAt = keptWindows;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Takes one request and its estimated tokens of every rule, or of none.
   *
   * @returns gives them back: the estimate is corrected to `tokens`, the place is free again; call it once
   * @throws GatewayError `rate_limit_exceeded`
   */
  take(rules: readonly RateRule[], estimate: number): (tokens: number) => void {
    const taken = rules.map((rule) => ({ rule, window: this.#window(rule.name) }));
    for (const { rule, window } of taken) {
      const refused = this.#refused(rule, window);
      if (refused !== null) throw refused;
    }
    const startedAt = taken.map(({ window }) => {
      window.requests++;
      window.running++;
      window.tokens += estimate;
      return window.startMs;
    });
    return (tokens) => {
      for (const [index, { window }] of taken.entries()) {
        window.running--;
        // A window that began meanwhile never heard of the estimate; what came counts where it was taken.
        if (window.startMs === startedAt[index]) window.tokens += tokens - estimate;
      }
    };
  }

  /** What `take` would refuse now, without taking anything or beginning a minute; null = nothing would be. */
  refusal(rules: readonly RateRule[]): GatewayError | null {
    for (const rule of rules) {
      const refused = this.#refused(rule, this.#peek(rule.name));
      if (refused !== null) return refused;
    }
    return null;
  }

  /** What is used of the running minute. */
  use({ name }: RateRule): RateUse {
    const { startMs, requests, tokens, running } = this.#peek(name);
    const hasBegun = requests > 0 || tokens > 0;
    return { requests, tokens, running, resetMs: hasBegun ? startMs + rateWindowMs - this.#clock.monotonicMs() : null };
  }

  standing(rule: RateRule): RateStanding {
    const window = this.#window(rule.name);
    return {
      rule,
      remainingRequests: rule.rpm === null ? null : Math.max(0, rule.rpm - window.requests),
      remainingTokens: rule.tpm === null ? null : Math.max(0, rule.tpm - window.tokens),
      resetMs: Math.max(0, window.startMs + rateWindowMs - this.#clock.monotonicMs()),
    };
  }

  #window(name: string): Window {
    const now = this.#clock.monotonicMs();
    let window = this.#windows.get(name);
    if (window === undefined) {
      if (this.#windows.size >= this.#sweepAt) this.#forget(now);
      window = { startMs: now, requests: 0, tokens: 0, running: 0 };
      this.#windows.set(name, window);
    } else if (now - window.startMs >= rateWindowMs) {
      window.startMs = now;
      window.requests = 0;
      window.tokens = 0;
    }
    return window;
  }

  #forget(now: number): void {
    for (const [name, { startMs, running }] of this.#windows) {
      if (running === 0 && now - startMs >= rateWindowMs) this.#windows.delete(name);
    }
    this.#sweepAt = Math.max(keptWindows, 2 * this.#windows.size);
  }

  /** As the window is now, on paper. */
  #peek(name: string): Readonly<Window> {
    const now = this.#clock.monotonicMs();
    const window = this.#windows.get(name);
    if (window !== undefined && now - window.startMs < rateWindowMs) return window;
    return { startMs: now, requests: 0, tokens: 0, running: window?.running ?? 0 };
  }

  #refused(rule: RateRule, window: Readonly<Window>): GatewayError | null {
    if (rule.parallel !== null && window.running >= rule.parallel)
      return this.#refusal(rule, window, "max_parallel_requests", rule.parallel, 0);
    if (rule.rpm !== null && window.requests >= rule.rpm)
      return this.#refusal(rule, window, "requests", rule.rpm, rule.rpm - window.requests);
    if (rule.tpm !== null && window.tokens >= rule.tpm)
      return this.#refusal(rule, window, "tokens", rule.tpm, rule.tpm - window.tokens);
    return null;
  }

  #refusal(rule: RateRule, window: Readonly<Window>, type: string, limit: number, remaining: number): GatewayError {
    const now = this.#clock.monotonicMs();
    // A place is free when any request ends, which may be at once.
    const waitMs = type === "max_parallel_requests" ? 1000 : Math.max(1000, window.startMs + rateWindowMs - now);
    const resetAt = new Date(this.#clock.wallMs() + waitMs).toISOString().replace("T", " ").slice(0, 19);
    return new GatewayError("rate_limit_exceeded", {
      message:
        `Rate limit exceeded for ${rule.descriptor}: ${rule.name}. Limit type: ${type}. Current limit: ${limit}, ` +
        `Remaining: ${Math.max(0, remaining)}. Limit resets at: ${resetAt} UTC`,
      hint: "Wait as `retry-after` says, or raise the limit with the master key.",
      retryAfterMs: waitMs,
      headers: { rate_limit_type: type, reset_at: `${resetAt} UTC` },
    });
  }
}
