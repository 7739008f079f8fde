/** OpenAI's legacy completions: a prompt of texts or token lists, and texts that go on from it. */
import type { Dialect, Part, ShownAnswer } from "./conversation.ts";
import { fieldsOf, listOf, numberOf, textOf } from "./loose-json.ts";

export const openaiCompletion: Dialect = {
  readRequest: (body) => {
    const { prompt } = fieldsOf(body);
    const parts = inputParts(prompt);
    return parts.length === 0 ? [] : [{ role: "user", parts }];
  },
  readAnswer: (body) => readStream([body]),
  readStream,
};

/** A text, a list of texts, a list of token numbers, or a list of those: what `prompt` and `input` may be. */
export function inputParts(input: unknown): Part[] {
  if (typeof input === "string") return [{ kind: "text", text: input }];
  const items = listOf(input);
  if (items.length > 0 && items.every((item) => typeof item === "number")) return [tokens(items)];
  return items.map((item, index): Part => {
    if (Array.isArray(item)) return tokens(item);
    return { kind: "item", label: `#${index}`, text: textOf(item) || textOf(fieldsOf(item)["text"]) };
  });
}

function tokens(list: readonly unknown[]): Part {
  return { kind: "fact", name: "tokens", value: String(list.length) };
}

function readStream(events: readonly unknown[]): readonly ShownAnswer[] {
  const choices = new Map<number, { text: string; finish: string | null }>();
  for (const event of events) {
    for (const value of listOf(fieldsOf(event)["choices"])) {
      const { index, text, finish_reason } = fieldsOf(value);
      const at = numberOf(index) ?? 0;
      const known = choices.get(at) ?? { text: "", finish: null };
      choices.set(at, { text: known.text + textOf(text), finish: textOf(finish_reason) || known.finish });
    }
  }
  return [...choices.values()].map(({ text, finish }) => ({
    parts: text === "" ? [] : [{ kind: "text", text }],
    finishReason: finish,
  }));
}
