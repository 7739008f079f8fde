/**
 * What telemetry hears of requests: the facts of the row, when there are any, and nothing that a row may not hold.
 *
 * An observer is called on the request path: it takes what it needs and returns at once. It never throws.
 */
import type { RequestIntent, RequestOutcome } from "./spend-log.ts";

export interface RequestObserver {
  /** The one end of a request. Bodies are raw here: whoever sends them on redacts them first. */
  finished(intent: RequestIntent, outcome: RequestOutcome): void;
}
