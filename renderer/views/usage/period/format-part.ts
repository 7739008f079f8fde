/** When a part of a period begins, as short as its step allows. */
import type { Step } from "../../../api/period-edges.ts";

export function formatPart(ms: number, step: Step, language: string, isLong: boolean): string {
  const day = { month: "short", day: "numeric" } as const;
  const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const shape = step === "hour" ? (isLong ? { ...day, ...hour } : hour) : day;
  return new Intl.DateTimeFormat(language, shape).format(ms);
}

/** `$0.02`, `$1.5K`: for an axis, where exactness would only be noise. */
export function formatAxisUsd(value: number): string {
  if (value === 0) return "$0";
  if (value >= 1000) return `$${(value / 1000).toFixed(1)}K`;
  return value >= 1 ? `$${value.toFixed(value >= 10 ? 0 : 2)}` : `$${plainDecimal.format(value)}`;
}

const plainDecimal = new Intl.NumberFormat("en", { maximumSignificantDigits: 2, useGrouping: false });

export function formatAxisCount(value: number): string {
  if (!Number.isInteger(value)) return "";
  return value >= 10_000 ? new Intl.NumberFormat("en", { notation: "compact" }).format(value) : String(value);
}
