/**
 * The client's side of a connection, for the pipeline: a thin face over Node's ServerResponse.
 *
 * Small writes go out at once (no Nagle); a client that leaves is told to whoever asked, once.
 */
import type { ServerResponse } from "node:http";
import type { ClientReply, HeaderList, HeaderRecord, ReplyHead } from "../pipeline/exchange.ts";
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

  start(status: number, headers: HeaderRecord, over: HeaderRecord = none, beside: HeaderList = []): void {
    if (this.isClosed) return;
    const list = inTurn([securityHeaders, headers, over]);
    for (const text of beside) list.push(text);
    this.head = { status, headers: list };
    this.#response.writeHead(status, list);
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

const none: HeaderRecord = {};

/** As Node writes them; each record stands over those before it. */
function inTurn(records: readonly HeaderRecord[]): string[] {
  const list: string[] = [];
  for (const [index, headers] of records.entries()) {
    for (const name of Object.keys(headers)) {
      const value = headers[name];
      if (value !== undefined && !isAmong(name, records, index + 1)) list.push(name, value);
    }
  }
  return list;
}

function isAmong(name: string, records: readonly HeaderRecord[], from: number): boolean {
  for (let index = from; index < records.length; index++) if (records[index]?.[name] !== undefined) return true;
  return false;
}
