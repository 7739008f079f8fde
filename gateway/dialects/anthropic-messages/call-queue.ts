/**
 * Tool calls whose arguments come interleaved: the wire has one open block at a time, so a call that begins while
 * another's arguments are still unfinished waits, whole, until that one is closed.
 *
 * Calls that come one after the other (nearly all) never wait: the open call's arguments are complete JSON by then.
 */
export interface HeldCall {
  readonly call: number;
  readonly id: string;
  readonly name: string;
  /** Arguments so far. */
  text: string;
}

export class CallQueue {
  #openCall = -1;
  #openText = "";
  #held: HeldCall[] = [];

  open(call: number): void {
    this.#openCall = call;
    this.#openText = "";
  }

  /** @returns true when the new call has to wait, and does */
  holdsCall({ call, id, name }: { call: number; id: string; name: string }): boolean {
    if (this.#held.length === 0 && isComplete(this.#openText)) return false;
    this.#held.push({ call, id, name, text: "" });
    return true;
  }

  /** @returns true when the text belongs to the open call and is to be written now */
  takes(call: number, text: string): boolean {
    if (call === this.#openCall) {
      this.#openText += text;
      return true;
    }
    const held = this.#held.find((candidate) => candidate.call === call);
    if (held !== undefined) held.text += text;
    return false;
  }

  /** @returns the calls that waited, in their order; they wait no more */
  release(): readonly HeldCall[] {
    if (this.#held.length === 0) return [];
    const held = this.#held;
    this.#held = [];
    return held;
  }
}

/** No text yet is not complete: a provider may open all its calls before the first argument. */
function isComplete(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
