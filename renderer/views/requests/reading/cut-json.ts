/**
 * Reads as much of a JSON text as was kept: a value that is cut off in the middle is closed where it ends, half a key or
 * half a number is left out.
 */
export function parseCutJson(text: string): unknown {
  try {
    return new CutReader(text).value();
  } catch {
    return undefined; // nested deeper than the stack
  }
}

class CutReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @returns undefined when nothing whole is left */
  value(): unknown {
    const next = this.#peek();
    if (next === "{") return this.#object();
    if (next === "[") return this.#array();
    return next === '"' ? this.#string().text : this.#word();
  }

  #object(): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.#at++;
    while (this.#peek() === '"') {
      const key = this.#string();
      if (!key.isWhole || !this.#take(":")) break;
      const value = this.value();
      if (value === undefined) break;
      entries.push([key.text, value]);
      if (!this.#take(",")) break;
    }
    this.#take("}");
    return Object.fromEntries(entries);
  }

  #array(): unknown[] {
    const items: unknown[] = [];
    this.#at++;
    while (this.#peek() !== "]" && this.#peek() !== "") {
      const value = this.value();
      if (value === undefined) break;
      items.push(value);
      if (!this.#take(",")) break;
    }
    this.#take("]");
    return items;
  }

  #string(): { readonly text: string; readonly isWhole: boolean } {
    const start = this.#at + 1;
    let end = start;
    while (end < this.#text.length && this.#text[end] !== '"') {
      const length = this.#text[end] !== "\\" ? 1 : this.#text[end + 1] === "u" ? 6 : 2;
      if (end + length > this.#text.length) break;
      end += length;
    }
    const isWhole = this.#text[end] === '"';
    this.#at = isWhole ? end + 1 : this.#text.length;
    return { text: unescape(this.#text.slice(start, end)), isWhole };
  }

  /** A number or a name; at the very end it may be half of one. */
  #word(): unknown {
    const found = /^[-+.\w]+/.exec(this.#text.slice(this.#at, this.#at + 64))?.[0] ?? "";
    this.#at += found.length;
    if (found === "" || this.#at >= this.#text.length) return undefined;
    try {
      return JSON.parse(found);
    } catch {
      return undefined;
    }
  }

  #peek(): string {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at++;
    return this.#text[this.#at] ?? "";
  }

  #take(mark: string): boolean {
    if (this.#peek() !== mark) return false;
    this.#at++;
    return true;
  }
}

function unescape(raw: string): string {
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}
