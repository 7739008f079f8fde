/**
 * One request's way through groups and attempts: what it has tried, how often, and whether its client is still there.
 *
 * The client's leaving is listened to once per request, whatever the number of attempts.
 */
import { GatewayError } from "../contract/errors.ts";
import type { PreCallFacts } from "../routing/pre-call-checks.ts";
import type { Admitted } from "./exchange.ts";
import type { RequestRecord } from "./record.ts";
import { RouteTrace } from "./route-trace.ts";

/** A stop far beyond any sensible policy: no settings may send one request in circles. */
const maxAttempts = 200;

export class Journey {
  readonly asked: Admitted;
  readonly record: RequestRecord;
  readonly facts: PreCallFacts;
  readonly trace: RouteTrace;
  /** Groups this request has been to. */
  readonly visited = new Set<string>();
  #hasLeft = false;
  #onLeave: (() => void) | null = null;

  constructor(asked: Admitted, record: RequestRecord, facts: PreCallFacts) {
    this.asked = asked;
    this.record = record;
    this.facts = facts;
    this.trace = new RouteTrace(asked);
    record.route = this.trace;
    asked.reply.onLeave(() => {
      this.#hasLeft = true;
      this.#onLeave?.();
    });
  }

  get isExhausted(): boolean {
    return this.record.attemptCount >= maxAttempts;
  }

  /** Who is told when the client leaves; one at a time, the latest. Told at once when it already has. */
  readonly whenLeft = (listener: () => void): void => {
    this.#onLeave = listener;
    if (this.#hasLeft) listener();
  };

  /** @throws GatewayError `client_disconnected` */
  assertPresent(): void {
    if (!this.#hasLeft) return;
    throw new GatewayError("client_disconnected", {
      message: "The client closed the connection before the answer came.",
    });
  }

  /** @returns false when the group was visited before */
  enter({ group, captures }: Admitted): boolean {
    const key = JSON.stringify([group.alias, captures]);
    if (this.visited.has(key)) return false;
    this.visited.add(key);
    return true;
  }
}
