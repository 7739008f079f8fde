/**
 * The client's side of a connection, for the pipeline: a thin face over Node's ServerResponse.
 *
 * Small writes go out at once (no Nagle); a client that leaves is told to whoever asked, once.
 */
import type { ServerResponse } from "node:http";
import type { ClientReply, ReplyHead } from "../pipeline/exchange.ts";
import { securityHeaders } from "./security-headers.ts";

export class NodeClientReply implements ClientReply {
  readonly #response: ServerResponse;
  breakOff: ClientReply["breakOff"] = null;
  head: ReplyHead | null = null;

  constructor(response: ServerResponse) {
    this.#response = response;
    response.socket?.setNoDelay(true);
    // A reset connection raises here; `close` tells the story, so the error itself has no other listener.
    response.on("error", () => {});
  }

  get isClosed(): boolean {
    return this.#response.writableEnded || this.#response.destroyed || this.#response.socket?.destroyed === true;
  }

  get hasStarted(): boolean {
    return this.#response.headersSent;
  }

  start(status: number, headers: Readonly<Record<string, string>>): void {
    if (this.isClosed) return;
    this.head = { status, headers: { ...securityHeaders, ...headers } };
    this.#response.writeHead(status, this.head.headers);
  }

  write(chunk: Buffer): boolean {
    return this.isClosed || this.#response.write(chunk);
  }

  end(chunk?: Buffer): void {
    if (this.isClosed) return;
    if (chunk === undefined) this.#response.end();
    else this.#response.end(chunk);
  }

  destroy(): void {
    this.#response.destroy();
  }

  onDrain(listener: () => void): void {
    this.#response.on("drain", listener);
  }

  onLeave(listener: () => void): void {
    if (this.#response.destroyed && !this.#response.writableEnded) return listener();
    this.#response.once("close", () => {
      if (!this.#response.writableFinished) listener();
    });
  }

  onClose(listener: () => void): void {
    this.#response.once("close", listener);
  }
}
