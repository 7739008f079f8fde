/**
 * The text of a `.env` as its assignments, each with the places of its name and value.
 *
 * Quotes, escapes and comments are python-dotenv's, which LiteLLM uses.
 */
export interface Assignment {
  readonly name: string;
  /** Unquoted and unescaped; `${NAME}` is not filled in yet. */
  readonly value: string;
  /** What of the text is the value: with its quotes, without the comment behind it. */
  readonly from: number;
  readonly to: number;
  readonly quote: "" | "'" | '"';
}

const entry =
  /^[ \t\uFEFF]*(?:export[ \t]+)?([\w.-]+)[ \t]*(?:=|:(?=[ \t]))[ \t]*(?:(['"])((?:\\.|(?!\2|\\).)*)\2(?=[ \t]*(?:#[^\n]*)?$)|([^\n]*))/dgms;
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "'": "'", "\\": "\\" };

export function assignmentsIn(text: string): Assignment[] {
  const { plain, toOriginal } = withoutReturns(text);
  return [...plain.matchAll(entry)].map(({ 1: name = "", 2: quote, 3: quoted = "", 4: rest = "", indices }) => {
    if (quote === "'" || quote === '"') {
      const [from, to] = indices?.[3] ?? [0, 0];
      return { name, value: unescaped(quoted, quote), quote, from: toOriginal(from - 1), to: toOriginal(to + 1) };
    }
    const value = rest.replace(/\s+#.*$/, "");
    const [start] = indices?.[4] ?? [0];
    const from = start + value.length - value.trimStart().length;
    return { name, value: value.trim(), quote: "", from: toOriginal(from), to: toOriginal(from + value.trim().length) };
  });
}

/** @param outer  variables that stand above the file's own: they win in `${NAME}`, too */
export function valuesIn(
  text: string,
  outer: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const values = Object.create(null) as Record<string, string>; // empty
  for (const { name, value } of assignmentsIn(text)) {
    values[name] = expanded(
      value,
      (wanted) => (Object.hasOwn(outer, wanted) ? outer[wanted] : undefined) ?? values[wanted],
    );
  }
  return values;
}

/** Fills `${NAME}` and `${NAME:-default}` in. */
export function expanded(value: string, valueOf: (name: string) => string | undefined): string {
  return value.replaceAll(
    /\$\{([^}:]*)(?::-([^}]*))?\}/g,
    (_whole, wanted: string, fallback?: string) => valueOf(wanted) ?? fallback ?? "",
  );
}

function unescaped(quoted: string, quote: string): string {
  if (quote === "'") return quoted.replaceAll(/\\(['\\])/g, "$1");
  return quoted.replaceAll(/\\(.)/gs, (whole, sign: string) => escapes[sign] ?? whole);
}

/** The patterns know one line end only. */
function withoutReturns(text: string): { plain: string; toOriginal: (offset: number) => number } {
  const removed: number[] = [];
  const plain = text.replaceAll(/\r\n?/g, (end: string, at: number) => {
    if (end.length === 2) removed.push(at - removed.length);
    return "\n";
  });
  return { plain, toOriginal: (offset) => offset + removed.filter((at) => at < offset).length };
}
