/** Gathers what a model said: text by choice, and its calls in the order they began, whatever pieces they come in. */
export class SaidText {
  #texts = new Map<string, string>();
  #calls = new Map<string, { name: string; input: string }>();

  get isEmpty(): boolean {
    return this.#texts.size === 0 && this.#calls.size === 0;
  }

  /** @param place  the choice it belongs to */
  add(place: string, text: string): void {
    if (text !== "") this.#texts.set(place, (this.#texts.get(place) ?? "") + text);
  }

  /** A tool call or a piece of it. */
  call(place: string, name: string, input: string): void {
    const known = this.#calls.get(place) ?? { name: "", input: "" };
    this.#calls.set(place, { name: known.name + name, input: known.input + input });
  }

  /** What is read now is the whole of what was told in pieces before. */
  replace(read: () => void): void {
    const [texts, calls] = [this.#texts, this.#calls];
    this.#texts = new Map();
    this.#calls = new Map();
    read();
    if (!this.isEmpty) return;
    this.#texts = texts;
    this.#calls = calls;
  }

  text(): string {
    const calls = [...this.#calls.values()].map(({ name, input }) => `→ ${name}(${tidy(input)})`);
    return [...this.#texts.values(), ...calls].join("\n\n");
  }
}

/** Spaces of the JSON are the provider's, not the model's. */
function tidy(input: string): string {
  try {
    return JSON.stringify(JSON.parse(input));
  } catch {
    return input;
  }
}
