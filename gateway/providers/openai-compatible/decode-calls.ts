/**
 * Tool calls of a streamed choice, put together from fragments of servers that differ in what they leave out.
 *
 * A fragment belongs to the call of its `index`; without one, to the call of its `id`, else to the last call. A new id
 * that comes with a name under a used index opens a new call (servers that write 0 for all of them). A call is told of
 * when its name is known; arguments that came before are held till then.
 */
import { isRecord, textOf } from "../../base/json-shape.ts";
import { newToolCallId } from "../../base/ids.ts";
import type { AnswerEvent } from "../../contract/answer.ts";
import { callArguments, callSignature } from "./call-fields.ts";

type Raw = Readonly<Record<string, unknown>>;

interface OpenCall {
  /** Counts told calls; -1 until told. */
  number: number;
  /** The server's id; null until it says one. */
  id: string | null;
  held: string;
}

export class CallDecoder {
  readonly #choice: number;
  readonly #byIndex = new Map<number, OpenCall>();
  #last: OpenCall | null = null;
  #told = 0;

  constructor(choice: number) {
    this.#choice = choice;
  }

  /** True once a call was told of. */
  get hasCalls(): boolean {
    return this.#told > 0;
  }

  /** @param raw  one entry of `delta.tool_calls` */
  decode(raw: Raw, events: AnswerEvent[]): void {
    const called = raw["function"];
    if (isRecord(called)) this.#decode(raw, called, events);
  }

  /** @param called  the deprecated `delta.function_call`: one call without index or id */
  decodeLegacy(called: Raw, events: AnswerEvent[]): void {
    this.#decode({ index: 0 }, called, events);
  }

  #decode(raw: Raw, called: Raw, events: AnswerEvent[]): void {
    const id = filled(raw["id"]);
    const name = filled(called["name"]);
    const call = this.#find(raw["index"], id, name);
    if (call.id === null) call.id = id;
    const args = callArguments(called["arguments"]);
    if (call.number === -1) {
      if (args !== null && name === null) call.held += args;
      if (name === null) return;
      this.#tell(call, name, callSignature(raw) ?? callSignature(called), events);
    }
    if (args !== null) events.push({ type: "tool_arguments", choice: this.#choice, call: call.number, text: args });
  }

  #tell(call: OpenCall, name: string, signature: string | null, events: AnswerEvent[]): void {
    call.number = this.#told++;
    const head = {
      type: "tool_call",
      choice: this.#choice,
      call: call.number,
      id: call.id ?? newToolCallId(),
      name,
    } as const;
    events.push(signature === null ? head : { ...head, signature });
    if (call.held === "") return;
    events.push({ type: "tool_arguments", choice: this.#choice, call: call.number, text: call.held });
    call.held = "";
  }

  #find(index: unknown, id: string | null, name: string | null): OpenCall {
    const known = typeof index === "number" ? this.#byIndex.get(index) : this.#withoutIndex(id, name);
    const isOther = known !== undefined && id !== null && name !== null && known.id !== null && known.id !== id;
    if (known !== undefined && !isOther) return known;
    const call: OpenCall = { number: -1, id: null, held: "" };
    if (typeof index === "number") this.#byIndex.set(index, call);
    this.#last = call;
    return call;
  }

  #withoutIndex(id: string | null, name: string | null): OpenCall | undefined {
    const last = this.#last ?? undefined;
    if (last === undefined || id !== null) return last?.id === id ? last : undefined;
    return name !== null && last.number !== -1 ? undefined : last;
  }
}

function filled(value: unknown): string | null {
  const text = textOf(value);
  return text === "" ? null : text;
}
