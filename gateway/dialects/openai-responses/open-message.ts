/**
 * A message item while it is streamed: one content part is open at a time, a text or a refusal; the other kind closes
 * it and opens the next part.
 */
import { annotationText } from "./annotations.ts";
import { itemAdded, itemDone, type ClosedItem, type EventWriter } from "./event-writer.ts";
import { messageItem, refusalContent, textContent, type ItemStatus } from "./output-items.ts";

type PartKind = "output_text" | "refusal";

export class OpenMessage {
  readonly kind = "message";
  readonly #writer: EventWriter;
  readonly #id: string;
  readonly #index: number;
  /** JSON texts of closed parts. */
  readonly #closed: string[] = [];
  #part: PartKind | null = null;
  #text = "";
  #annotations: string[] = [];
  /** Members of the log probability list, as JSON text. */
  #logprobs = "";
  /** Where the open part stands, as JSON members. */
  #place = "";

  constructor(writer: EventWriter, id: string, index: number) {
    this.#writer = writer;
    this.#id = id;
    this.#index = index;
  }

  open(): string {
    return itemAdded(this.#writer, this.#index, messageItem(this.#id, "in_progress", []));
  }

  /** @param logprobs  JSON text of a list */
  addText(text: string, logprobs: string): string {
    const opened = this.#part === "output_text" ? "" : this.#openPart("output_text");
    this.#text += text;
    if (logprobs !== "[]") this.#logprobs += (this.#logprobs === "" ? "" : ",") + logprobs.slice(1, -1);
    const members = `${this.#place},"delta":${JSON.stringify(text)},"logprobs":${logprobs}`;
    return opened + this.#writer.write("response.output_text.delta", members);
  }

  addRefusal(text: string): string {
    const opened = this.#part === "refusal" ? "" : this.#openPart("refusal");
    this.#text += text;
    return opened + this.#writer.write("response.refusal.delta", `${this.#place},"delta":${JSON.stringify(text)}`);
  }

  /** Spans the text of the open part so far. */
  addCitation(citation: unknown): string {
    const opened = this.#part === "output_text" ? "" : this.#openPart("output_text");
    const annotation = annotationText(citation, 0, this.#text.length);
    if (annotation === null) return opened;
    const members = `${this.#place},"annotation_index":${this.#annotations.length},"annotation":${annotation}`;
    this.#annotations.push(annotation);
    return opened + this.#writer.write("response.output_text.annotation.added", members);
  }

  close(status: ItemStatus): ClosedItem {
    const ended = this.#closePart();
    const item = messageItem(this.#id, status, this.#closed);
    return { index: this.#index, events: ended + itemDone(this.#writer, this.#index, item), item };
  }

  #openPart(kind: PartKind): string {
    const ended = this.#closePart();
    this.#part = kind;
    this.#place = `"item_id":${JSON.stringify(this.#id)},"output_index":${this.#index},"content_index":${this.#closed.length}`;
    return ended + this.#writer.write("response.content_part.added", `${this.#place},"part":${this.#content()}`);
  }

  #closePart(): string {
    if (this.#part === null) return "";
    const content = this.#content();
    const text = JSON.stringify(this.#text);
    const done =
      this.#part === "refusal"
        ? this.#writer.write("response.refusal.done", `${this.#place},"refusal":${text}`)
        : this.#writer.write(
            "response.output_text.done",
            `${this.#place},"text":${text},"logprobs":[${this.#logprobs}]`,
          );
    const ended = done + this.#writer.write("response.content_part.done", `${this.#place},"part":${content}`);
    this.#closed.push(content);
    this.#part = null;
    this.#text = "";
    this.#annotations = [];
    this.#logprobs = "";
    return ended;
  }

  #content(): string {
    if (this.#part === "refusal") return refusalContent(this.#text);
    return textContent(this.#text, this.#annotations, `[${this.#logprobs}]`);
  }
}
