/**
 * What a person would read of a stored body, of any dialect: the strings under the fields that hold prose.
 *
 * Scanned, not parsed: a body may be cut anywhere, and may be JSON, one JSON per line or server-sent events. The pieces of
 * a stream are joined by field, because a word may be split between two of them.
 */
const fields = [
  "content",
  "text",
  "input",
  "prompt",
  "system",
  "instructions",
  "output_text",
  "delta",
  "thinking",
  "reasoning",
  "reasoning_content",
  "refusal",
  "arguments",
  "partial_json",
  "query",
  "documents",
  "response",
  "message",
  "name",
].join("|");
const quoted = `"([^"\\\\]*(?:\\\\.[^"\\\\]*)*)"?`;
const found = new RegExp(
  `"(${fields})"\\s*:\\s*(?:${quoted}|\\[\\s*((?:"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"\\s*,?\\s*)+))`,
  "gs",
);
const items = new RegExp(quoted, "gs");
/** Characters kept of a body: its beginning and, since the newest message stands there, more of its end. */
const headLength = 4096;
const tailLength = 12_288;

export function readableText(body: string): string {
  const start = body.slice(0, 200).trimStart();
  if (/^(data|event|id):|^\{.*\}\s*\n\s*\{/s.test(start) || /\}\s*\n\s*\{/.test(body.slice(0, 4096))) {
    return bounded(streamText(body));
  }
  if (/^[[{]/.test(start))
    return bounded(
      strings(body)
        .map(([, text]) => text)
        .join("\n"),
    );
  // Neither: plain text, or the bytes of a form that went through text.
  return /[\0\uFFFD]/.test(body) ? "" : bounded(body);
}

function streamText(body: string): string {
  const joined = new Map<string, string>();
  for (const [field, text] of strings(body)) joined.set(field, (joined.get(field) ?? "") + text);
  return [...joined.values()].join("\n");
}

function strings(body: string): (readonly [string, string])[] {
  const all: (readonly [string, string])[] = [];
  for (const [, field = "", single, list] of body.matchAll(found)) {
    if (single !== undefined) all.push([field, unescaped(single)]);
    for (const [, item = ""] of list?.matchAll(items) ?? []) all.push([field, unescaped(item)]);
  }
  return all;
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  try {
    return String(JSON.parse(`"${text.replaceAll(/[\n\r\t]/g, " ")}"`));
  } catch {
    return text; // cut within an escape
  }
}

function bounded(text: string): string {
  if (text.length <= headLength + tailLength) return text;
  return `${text.slice(0, headLength)}\n${text.slice(-tailLength)}`;
}
