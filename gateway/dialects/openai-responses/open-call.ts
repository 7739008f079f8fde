/**
 * A tool call while it is streamed.
 *
 * A function's arguments go out as they come; so does a custom tool's text, which is read out of them. A shell or patch
 * call is written when it is whole, because what kind of item it is depends on whether its arguments can be read.
 */
import type { CallShape } from "./client-tools.ts";
import { itemAdded, itemDone, type ClosedItem, type EventWriter } from "./event-writer.ts";
import { FreeformReader, freeformInput } from "./freeform-input.ts";
import { callItem, type ItemStatus } from "./output-items.ts";

export interface OpenCallInit {
  readonly writer: EventWriter;
  readonly id: string;
  readonly callId: string;
  readonly name: string;
  readonly shape: CallShape | null;
  readonly index: number;
}

export class OpenCall {
  readonly #init: OpenCallInit;
  readonly #kind: CallShape["kind"];
  readonly #place: string;
  readonly #freeform = new FreeformReader();
  #arguments = "";
  /** Of a custom tool's text. */
  #sent = "";

  constructor(init: OpenCallInit) {
    this.#init = init;
    this.#kind = init.shape?.kind ?? "function";
    this.#place = `"item_id":${JSON.stringify(init.id)},"output_index":${init.index}`;
  }

  open(): string {
    const { writer, index } = this.#init;
    return this.#opensAtOnce() ? itemAdded(writer, index, this.#item("in_progress")) : "";
  }

  addArguments(text: string): string {
    this.#arguments += text;
    if (this.#kind === "custom") return this.#addInput(this.#freeform.feed(text));
    if (this.#kind !== "function") return "";
    return this.#init.writer.write(
      "response.function_call_arguments.delta",
      `${this.#place},"delta":${JSON.stringify(text)}`,
    );
  }

  close(status: ItemStatus): ClosedItem {
    const { writer, index } = this.#init;
    const item = this.#item(status);
    const opened = this.#opensAtOnce() ? "" : itemAdded(writer, index, item);
    return { index, events: opened + this.#ended() + itemDone(writer, index, item), item };
  }

  #opensAtOnce(): boolean {
    return this.#kind === "function" || this.#kind === "custom";
  }

  #ended(): string {
    const { writer } = this.#init;
    if (this.#kind === "function") {
      const members = `${this.#place},"arguments":${JSON.stringify(this.#arguments)}`;
      return writer.write("response.function_call_arguments.done", members);
    }
    if (this.#kind !== "custom") return "";
    const input = freeformInput(this.#arguments);
    // What could not be read as it came, or comes after what was.
    const rest = input.startsWith(this.#sent) ? input.slice(this.#sent.length) : "";
    const members = `${this.#place},"input":${JSON.stringify(input)}`;
    return this.#addInput(rest) + writer.write("response.custom_tool_call_input.done", members);
  }

  #addInput(text: string): string {
    if (text === "") return "";
    this.#sent += text;
    const members = `${this.#place},"delta":${JSON.stringify(text)}`;
    return this.#init.writer.write("response.custom_tool_call_input.delta", members);
  }

  #item(status: ItemStatus): string {
    const { id, callId, name, shape } = this.#init;
    return callItem({ id, callId, name, shape, arguments: this.#arguments, status });
  }
}
