/**
 * Requests per minute and at once of each client address: taken before a key is looked at and before a body is read.
 *
 * Exact under concurrency: a request is counted in the same turn of the event loop that lets it in. The window is the one
 * of the keys: a minute that begins with its first request, on a clock that never jumps.
 * Law: at most `maxWindows` addresses are remembered beside those with a request running, which sockets bound. The one whose
 * minute began first is forgotten; whoever has that many addresses has that many times the limit anyway.
 */
import { clientGroup } from "../base/addresses.ts";
import type { Clock } from "../base/clock.ts";
import type { AddressLimitSettings } from "../contract/connections.ts";
import { GatewayError } from "../contract/errors.ts";

const windowMs = 60_000;
const maxWindows = 50_000;

interface Window {
  startMs: number;
  requests: number;
  running: number;
}

export interface AddressPass {
  /** How much of the minute is left, for the answer's headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** The request is over; call it once. */
  readonly leave: () => void;
}

export class AddressLimits {
  readonly #clock: Clock;
  readonly #maxWindows: number;
  /** In the order in which their minutes began. */
  readonly #windows = new Map<string, Window>();

  constructor(clock: Clock, most = maxWindows) {
    this.#clock = clock;
    this.#maxWindows = most;
  }

  /** Addresses that are remembered now. */
  get size(): number {
    return this.#windows.size;
  }

  /**
   * @param address  as `addressOf` gives it
   * @throws GatewayError `address_limit_exceeded`
   */
  enter(address: string, limits: AddressLimitSettings): AddressPass {
    const group = clientGroup(address);
    const window = this.#window(group);
    const refused = this.#refusal(group, window, limits);
    if (refused !== null) throw refused;
    window.requests++;
    window.running++;
    return { headers: this.#headers(window, limits), leave: () => void window.running-- };
  }

  #window(group: string): Window {
    const now = this.#clock.monotonicMs();
    const found = this.#windows.get(group);
    if (found !== undefined && now - found.startMs < windowMs) return found;
    // Set anew at the end of the order; those who still run are counted on in the same object.
    this.#windows.delete(group);
    const window = found ?? { startMs: now, requests: 0, running: 0 };
    window.startMs = now;
    window.requests = 0;
    if (this.#windows.size >= this.#maxWindows) this.#forgetOne();
    this.#windows.set(group, window);
    return window;
  }

  /** The oldest that has nothing running; busy ones go to the end, so that the search is short. */
  #forgetOne(): void {
    let looked = 0;
    for (const [group, window] of this.#windows) {
      if (looked++ >= this.#maxWindows) return;
      this.#windows.delete(group);
      if (window.running === 0) return;
      this.#windows.set(group, window);
    }
  }

  #refusal(group: string, window: Window, { rpm, parallel }: AddressLimitSettings): GatewayError | null {
    if (parallel !== null && window.running >= parallel)
      return this.#error({ group, what: "requests at once", limit: parallel, waitMs: 1000 }, window, rpm);
    if (rpm === null || window.requests < rpm) return null;
    const waitMs = Math.max(1000, window.startMs + windowMs - this.#clock.monotonicMs());
    return this.#error({ group, what: "requests per minute", limit: rpm, waitMs }, window, rpm);
  }

  #error(
    { group, what, limit, waitMs }: { group: string; what: string; limit: number; waitMs: number },
    window: Window,
    rpm: number | null,
  ): GatewayError {
    const remaining =
      rpm === null ? {} : { "x-ratelimit-remaining-requests": String(Math.max(0, rpm - window.requests)) };
    return new GatewayError("address_limit_exceeded", {
      message: `Rate limit exceeded for the address ${group}: ${limit} ${what}.`,
      hint: "Wait as `retry-after` says; `portico.address_limits` in config.yaml has the limit.",
      retryAfterMs: waitMs,
      headers: {
        ...(rpm === null ? {} : { "x-ratelimit-limit-requests": String(rpm) }),
        ...remaining,
        "x-ratelimit-reset-requests": `${Math.ceil(waitMs / 1000)}s`,
      },
    });
  }

  /** A key's own limits have the plain names in an answer, so an address's are told apart. */
  #headers({ requests, startMs }: Window, { rpm }: AddressLimitSettings): Record<string, string> {
    if (rpm === null) return {};
    const resetMs = startMs + windowMs - this.#clock.monotonicMs();
    return {
      "x-ratelimit-address-limit-requests": String(rpm),
      "x-ratelimit-address-remaining-requests": String(Math.max(0, rpm - requests)),
      "x-ratelimit-address-reset-requests": `${Math.ceil(resetMs / 1000)}s`,
    };
  }
}
