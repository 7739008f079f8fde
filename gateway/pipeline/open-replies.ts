/**
 * The answers that are still open, so that a stop can wait for them and then end them properly.
 *
 * A stream that outlives the wait gets an error event instead of a cut connection.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { errorBody, GatewayError } from "../contract/errors.ts";
import type { ClientReply } from "./exchange.ts";

/** The HTTP server's own stop. */
export interface Closable {
  close(): Promise<unknown>;
  readonly server: { closeAllConnections(): void };
}

const pollMs = 25;
/** A client that does not even take its error by then is cut. */
const lastWordMs = 250;

export class OpenReplies {
  readonly #open = new Set<ClientReply>();

  get count(): number {
    return this.#open.size;
  }

  add(reply: ClientReply): void {
    this.#open.add(reply);
    reply.onClose(() => this.#open.delete(reply));
  }

  /** Refuses new requests at once, waits up to `limitMs`, then ends what is left with an error. */
  async drain(server: Closable, limitMs: number): Promise<void> {
    const closed = server.close();
    const until = performance.now() + limitMs;
    while (this.#open.size > 0 && performance.now() < until) await sleep(pollMs);
    for (const reply of this.#open) endWithError(reply);
    if (this.#open.size > 0) await sleep(lastWordMs);
    server.server.closeAllConnections(); // the panel's live feeds among them
    await closed;
  }
}

function endWithError(reply: ClientReply): void {
  const error = new GatewayError("shutting_down", {
    message: "The gateway is stopping; the answer is incomplete.",
    hint: "Ask again in a moment.",
  });
  const body = JSON.stringify(errorBody(error));
  if (reply.breakOff !== null) reply.breakOff(error);
  else if (reply.hasStarted) reply.destroy();
  else {
    reply.start(error.status, { "content-type": "application/json", connection: "close" });
    reply.end(Buffer.from(body));
  }
}
