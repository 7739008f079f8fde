/**
 * A period by this machine's clock, cut into hours, days or weeks: where its parts meet, in epoch milliseconds.
 *
 * Days begin at local midnight, so on the days of a clock change one has 23 or 25 hours.
 */
import { maxBuckets, slotMs } from "../../gateway/contract/usage-figures.ts";

export const periods = ["today", "24h", "7d", "30d", "custom"] as const;
export type PeriodName = (typeof periods)[number];

export interface Period {
  readonly name: PeriodName;
  /** Of `custom`: local days, `YYYY-MM-DD`, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export type Step = "hour" | "day" | "week";

export interface Edges {
  readonly edges: readonly number[];
  readonly step: Step;
}

const hourMs = 3_600_000;
const hoursUpToDays = 2;
const longestDays = 400;

export function edgesOf({ name, from, to }: Period, nowMs: number): Edges {
  const today = dayStart(nowMs);
  switch (name) {
    case "today":
      return byHour(today, addDays(today, 1));
    case "24h": {
      const end = hourStart(nowMs) + hourMs;
      return byHour(end - 24 * hourMs, end);
    }
    case "7d":
      return byDay(addDays(today, -6), 7);
    case "30d":
      return byDay(addDays(today, -29), 30);
    case "custom":
      return custom(startOf(from) ?? today, startOf(to) ?? today);
  }
}

/** The local day, `YYYY-MM-DD`. */
export function dayText(ms: number): string {
  const at = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Ends that are the wrong way round are turned; beyond the longest, the earlier days are left out. */
function custom(one: number, other: number): Edges {
  const last = Math.max(one, other);
  const first = Math.max(Math.min(one, other), addDays(last, 1 - longestDays));
  const days = daysBetween(first, last) + 1;
  if (days <= hoursUpToDays) return byHour(first, addDays(last, 1));
  return days <= maxBuckets ? byDay(first, days) : byWeek(first, days);
}

function byHour(from: number, to: number): Edges {
  const edges = Array.from({ length: Math.ceil((to - from) / hourMs) }, (_, index) => from + index * hourMs);
  return { edges: [...edges, to], step: "hour" };
}

function byDay(from: number, days: number): Edges {
  return { edges: Array.from({ length: days + 1 }, (_, index) => addDays(from, index)), step: "day" };
}

/** The last one may be shorter. */
function byWeek(from: number, days: number): Edges {
  const weeks = Array.from({ length: Math.ceil(days / 7) }, (_, index) => addDays(from, index * 7));
  return { edges: [...weeks, addDays(from, days)], step: "week" };
}

function startOf(day: string | undefined): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? "");
  if (match === null) return null;
  const [year, month, date] = match.slice(1).map(Number);
  return atSlot(new Date(year ?? 0, (month ?? 1) - 1, date ?? 1));
}

function dayStart(ms: number): number {
  const at = new Date(ms);
  return atSlot(new Date(at.getFullYear(), at.getMonth(), at.getDate()));
}

function addDays(ms: number, days: number): number {
  const at = new Date(ms);
  return atSlot(new Date(at.getFullYear(), at.getMonth(), at.getDate() + days));
}

function daysBetween(from: number, to: number): number {
  return Math.round((to - from) / (24 * hourMs));
}

function hourStart(ms: number): number {
  const at = new Date(ms);
  at.setMinutes(0, 0, 0);
  return atSlot(at);
}

/** Zones before 1972 were odd; no ledger is that old. */
function atSlot(at: Date): number {
  return Math.round(at.getTime() / slotMs) * slotMs;
}
