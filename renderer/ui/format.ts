/** Numbers, times and sizes as the panel writes them. What is not known is a dash, never a zero. */
export const dash = "–";

/** `14:03:27.512` in local time. */
export function formatTime(epochMs: number): string {
  const at = new Date(epochMs);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}

/** `14:03:27.512` for the day of `nowMs`, `11-24 14:03:27` for another one; both in local time. */
export function formatWhen(epochMs: number, nowMs: number): string {
  const [at, now] = [new Date(epochMs), new Date(nowMs)];
  const time = formatTime(epochMs);
  if (at.toDateString() === now.toDateString()) return time;
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(at.getMonth() + 1)}-${two(at.getDate())} ${time.slice(0, 8)}`;
}

const dateTimes = new Map<string, Intl.DateTimeFormat>();

export function formatDateTime(epochMs: number, language: string): string {
  // To make one takes longer than to draw a row.
  const format =
    dateTimes.get(language) ?? new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });
  dateTimes.set(language, format);
  return format.format(epochMs);
}

/** `0.4 ms`, `312 ms`, `4.21 s`, `2 min 05 s` */
export function formatDuration(ms: number | null): string {
  if (ms === null) return dash;
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** `1,234,567` */
export function formatCount(count: number | null): string {
  if (count === null) return dash;
  // The first number by the language's own rules holds up the first picture: it reads all of them.
  return Number.isSafeInteger(count) ? grouped(String(count)) : count.toLocaleString("en-US");
}

function grouped(digits: string): string {
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** `812 B`, `4.2 KB`, `1.3 MB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const nanosPerUsd = 1_000_000_000n;

/** @param nanos USD nanos as decimal text. @returns `$0.000123`, exact, without trailing zeros beyond the cent */
export function formatUsd(nanos: string | null): string {
  if (nanos === null || !/^\d+$/.test(nanos)) return dash;
  const value = BigInt(nanos);
  const fraction = String(value % nanosPerUsd)
    .padStart(9, "0")
    .replace(/0{1,7}$/, "");
  return `$${grouped(String(value / nanosPerUsd))}.${fraction}`;
}
