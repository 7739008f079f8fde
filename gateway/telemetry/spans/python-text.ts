/**
 * A value as Python prints it, because LiteLLM's attributes hold dictionaries that way and queries cut them apart by
 * their quotes: `{'prompt_tokens': 11, 'cost': 0.00001}`.
 *
 * Small numbers are written out where Python would write an exponent: queries that look for digits find them.
 */
export function pythonText(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(pythonText).join(", ")}]`;
  if (typeof value !== "object") return "None"; // JSON has no such value
  const pairs = Object.entries(value).map(([key, item]) => `${quoted(key)}: ${pythonText(item)}`);
  return `{${pairs.join(", ")}}`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  const text = String(value);
  return text.includes("e-") ? value.toFixed(20).replace(/0+$/, "") : text;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  // oxlint-disable-next-line no-control-regex -- Python writes them as \x..
  const body = text.replaceAll(/[\\\x00-\x1f\x7f']/g, (character) => {
    if (character === "'") return quote === "'" ? "\\'" : "'";
    return escapes[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
  return quote + body + quote;
}
