/** Writes a stream's events and counts them: `sequence_number` rises by one from 0. */
export class EventWriter {
  #next = 0;

  /** @param members  the event's own fields as JSON members, without braces */
  write(type: string, members: string): string {
    return `event: ${type}\ndata: {"type":"${type}",${members},"sequence_number":${this.#next++}}\n\n`;
  }

  /** For an event written elsewhere. */
  takeNumber(): number {
    return this.#next++;
  }
}

/** What an open item answers when it closes. */
export interface ClosedItem {
  readonly index: number;
  readonly events: string;
  /** The whole item as JSON text. */
  readonly item: string;
}

export function itemAdded(writer: EventWriter, index: number, item: string): string {
  return writer.write("response.output_item.added", `"output_index":${index},"item":${item}`);
}

export function itemDone(writer: EventWriter, index: number, item: string): string {
  return writer.write("response.output_item.done", `"output_index":${index},"item":${item}`);
}
