/**
 * The names of a certificate, each with its kind: `CN:app`, `DNS:app.internal`, `URI:spiffe://...`, `email:...`, `IP:...`.
 *
 * Node writes the alternative names as one text and puts a value with a comma or a quote into JSON's quotes, so that no name
 * can pretend to be several (CVE-2021-44532). What does not read so ends the list.
 */
const kinds: ReadonlyMap<string, string> = new Map([
  ["DNS", "DNS"],
  ["URI", "URI"],
  ["email", "email"],
  ["IP Address", "IP"],
]);
const maxNames = 100;

/**
 * @param commonName  of the subject, unescaped; several are a list
 * @param alternative  `X509Certificate.subjectAltName`, "" when it has none
 */
export function certificateNames(commonName: string | readonly string[] | undefined, alternative: string): string[] {
  const common = commonName === undefined ? [] : typeof commonName === "string" ? [commonName] : commonName;
  return [...common.map((name) => `CN:${name}`), ...alternativeNames(alternative)].slice(0, maxNames);
}

function alternativeNames(text: string): string[] {
  const entry = /([A-Za-z][\w ]*):("(?:[^"\\]|\\.)*"|[^",]*)(?:, |$)/y;
  const names: string[] = [];
  while (entry.lastIndex < text.length) {
    const [, kind = "", written = ""] = entry.exec(text) ?? [];
    if (kind === "") break;
    const value = written.startsWith('"') ? unquoted(written) : written;
    const known = kinds.get(kind);
    if (known !== undefined && value !== null && value !== "") names.push(`${known}:${value}`);
  }
  return names;
}

function unquoted(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
