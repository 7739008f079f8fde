/** A client's side without a client: keeps what the pipeline answers, up to a size. */
import type { ClientReply, HeaderList, HeaderRecord, ReplyHead } from "../exchange.ts";

const maxBytes = 256 * 1024;

export class KeptReply implements ClientReply {
  breakOff: ClientReply["breakOff"] = null;
  hasStarted = false;
  head: ReplyHead | null = null;
  isClosed = false;
  status: number | null = null;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  readonly #onLeave: (() => void)[] = [];
  readonly #onClose: (() => void)[] = [];

  get text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }

  start(status: number, headers: HeaderRecord, over?: HeaderRecord, beside: HeaderList = []): void {
    this.hasStarted = true;
    const records = Object.entries({ ...headers, ...over });
    this.head = {
      status,
      headers: [...records.flat(), ...beside],
    };
    this.status = status;
  }

  write(chunk: Buffer): boolean {
    if (this.#size < maxBytes) this.#chunks.push(chunk.subarray(0, maxBytes - this.#size));
    this.#size += chunk.length;
    return true;
  }

  end(chunk?: Buffer): void {
    if (this.isClosed) return;
    if (chunk !== undefined) this.write(chunk);
    this.#close();
  }

  destroy(): void {
    if (!this.isClosed) this.#close();
  }

  /** Whoever waits for the answer waits no longer: the call upstream ends. */
  leave(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const listener of [...this.#onLeave, ...this.#onClose]) listener();
  }

  onDrain(): void {
    // It takes everything at once: nobody has to wait.
  }

  onLeave(listener: () => void): void {
    this.#onLeave.push(listener);
  }

  onClose(listener: () => void): void {
    if (this.isClosed) listener();
    else this.#onClose.push(listener);
  }

  #close(): void {
    this.isClosed = true;
    for (const listener of this.#onClose) listener();
  }
}
