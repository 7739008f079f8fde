/** A reasoning item while it is streamed: its text is one summary part, its proof comes with the close. */
import { itemAdded, itemDone, type ClosedItem, type EventWriter } from "./event-writer.ts";
import { reasoningItem, summaryPart } from "./output-items.ts";

export class OpenReasoning {
  readonly kind = "reasoning";
  readonly #writer: EventWriter;
  readonly #id: string;
  readonly #index: number;
  readonly #place: string;
  #text = "";

  constructor(writer: EventWriter, id: string, index: number) {
    this.#writer = writer;
    this.#id = id;
    this.#index = index;
    this.#place = `"item_id":${JSON.stringify(id)},"output_index":${index},"summary_index":0`;
  }

  open(): string {
    return itemAdded(this.#writer, this.#index, reasoningItem(this.#id, "", null));
  }

  addText(text: string): string {
    const opened =
      this.#text === ""
        ? this.#writer.write("response.reasoning_summary_part.added", `${this.#place},"part":${summaryPart("")}`)
        : "";
    this.#text += text;
    const members = `${this.#place},"delta":${JSON.stringify(text)}`;
    return opened + this.#writer.write("response.reasoning_summary_text.delta", members);
  }

  /** @param seal  the value of `encrypted_content`; null = none */
  close(seal: string | null): ClosedItem {
    const ended = this.#text === "" ? "" : this.#endText();
    const item = reasoningItem(this.#id, this.#text, seal);
    return { index: this.#index, events: ended + itemDone(this.#writer, this.#index, item), item };
  }

  #endText(): string {
    const text = JSON.stringify(this.#text);
    return (
      this.#writer.write("response.reasoning_summary_text.done", `${this.#place},"text":${text}`) +
      this.#writer.write("response.reasoning_summary_part.done", `${this.#place},"part":${summaryPart(this.#text)}`)
    );
  }
}
