/** The catalog's figures as text. What is not known is a dash, never a zero. */
import { dash } from "../../ui/format.ts";

/** `4,096`, `131K`, `1.05M` */
export function formatTokens(tokens: number | null): string {
  if (tokens === null) return dash;
  if (tokens >= 1_000_000) return `${(tokens / 1_000_000).toFixed(2).replace(/\.?0+$/, "")}M`;
  return tokens >= 10_000 ? `${Math.round(tokens / 1000)}K` : tokens.toLocaleString("en-US");
}

/** @param price  US dollars of a million tokens, decimal text. @returns at least two digits behind the point */
export function formatPrice(price: string | null): string {
  if (price === null) return dash;
  const [whole = "0", fraction = ""] = price.split(".");
  return `${Number(whole).toLocaleString("en-US")}.${fraction.padEnd(2, "0")}`;
}

/** `12%`, `0.4%`; a dash without calls */
export function formatShare(part: number, all: number): string {
  if (all === 0) return dash;
  const percent = (part / all) * 100;
  return percent > 0 && percent < 1 ? `${percent.toFixed(1)}%` : `${Math.round(percent)}%`;
}

export function formatSpeed(perSecond: number | null): string {
  if (perSecond === null) return dash;
  return perSecond < 10 ? perSecond.toFixed(1) : String(Math.round(perSecond));
}

/** `3`, or `3 / 100` under a limit */
export function formatUse(used: number, limit: number | null): string {
  return limit === null ? String(used) : `${used} / ${limit}`;
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** Host and port of an address; the whole text when it is none. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
