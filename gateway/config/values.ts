/** Reads loosely typed config values the way LiteLLM coerces them: numbers in text count, the rest is null. */
import type { PlainMap } from "./yaml-source.ts";

export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value === "" ? null : value;
  return typeof value === "number" ? String(value) : null;
}

export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** A number that cannot be negative; null otherwise. */
export function amountOf(value: unknown): number | null {
  const number = numberOf(value);
  return number === null || number < 0 ? null : number;
}

/** Seconds as written -> milliseconds; not positive = null. */
export function millisecondsOf(value: unknown): number | null {
  const seconds = numberOf(value);
  return seconds === null || seconds <= 0 ? null : Math.round(seconds * 1000);
}

export function booleanOf(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  const lower = typeof value === "string" ? value.toLowerCase() : "";
  return lower === "true" ? true : lower === "false" ? false : null;
}

export function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** An IANA name that this Node knows. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export function mapOf(value: unknown): PlainMap {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as PlainMap) : {}; // a plain map: just checked
}
