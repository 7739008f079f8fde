/**
 * Headers as OpenTelemetry's variables hold them: `name=value,name2=value2`, values percent-encoded; a map in the file
 * means the same.
 *
 * @source https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables
 */
const headerName = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

/** @returns names in lower case; what is no header is left out */
export function parseOtlpHeaders(said: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of pairsOf(said)) {
    const key = name.trim().toLowerCase();
    if (headerName.test(key) && !/[\r\n]/.test(value)) headers[key] = value;
  }
  return headers;
}

function pairsOf(said: unknown): [string, string][] {
  if (typeof said === "string") return said.split(",").flatMap(pairOf);
  if (typeof said !== "object" || said === null) return [];
  return Object.entries(said).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [],
  );
}

function pairOf(text: string): [string, string][] {
  const at = text.indexOf("=");
  return at < 1 ? [] : [[text.slice(0, at), decoded(text.slice(at + 1).trim())]];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
