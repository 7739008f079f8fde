/**
 * How long a provider asks to be left alone, in milliseconds; null when it says nothing usable.
 *
 * Reads `retry-after-ms`, then `retry-after` as seconds or as an HTTP date. Negative and absurd values say nothing.
 * @source https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
const absurdMs = 24 * 3_600_000;

export function parseRetryAfter(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  wallMs: number = Date.now(),
): number | null {
  const inMs = first(headers["retry-after-ms"]);
  const plain = first(headers["retry-after"]);
  return usable(numberOf(inMs)) ?? usable(secondsOf(plain)) ?? usable(dateOf(plain, wallMs));
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function numberOf(text: string | undefined): number {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
}

function secondsOf(text: string | undefined): number {
  return numberOf(text) * 1000;
}

function dateOf(text: string | undefined, wallMs: number): number {
  return text === undefined || /^-?\d/.test(text.trim()) ? Number.NaN : Date.parse(text) - wallMs;
}

function usable(ms: number): number | null {
  return ms >= 0 && ms <= absurdMs ? Math.round(ms) : null;
}
