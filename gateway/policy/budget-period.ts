/**
 * LiteLLM's durations, and the wall-clock periods that budgets begin anew with.
 *
 * Periods stand on the calendar: `1d` and `24h` at midnight, `7d` and `1w` on Monday, `30d` and `1mo` on the first of the
 * month. Other counts of days, weeks and months are counted from Monday 1970-01-05 and January 1970, hours and less from
 * midnight. A period is thus a function of the time alone: whoever asks twice gets the same one.
 * @source https://docs.litellm.ai/docs/proxy/budget_reset_and_tz
 */
import { durationPattern } from "../contract/virtual-key.ts";

type Unit = "s" | "m" | "h" | "d" | "w" | "mo";

export interface Duration {
  readonly count: number;
  readonly unit: Unit;
}

export interface Period {
  /** Epoch milliseconds, within the period. */
  readonly startMs: number;
  /** The next period's start. */
  readonly endMs: number;
}

const dayMs = 86_400_000;
const unitMs: Readonly<Record<Exclude<Unit, "mo">, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: dayMs,
  w: 7 * dayMs,
};
/** 1970-01-05, the first Monday. */
const mondayMs = 4 * dayMs;

/** @returns null when the text is no duration */
export function parseDuration(text: string): Duration | null {
  const match = durationPattern.exec(text);
  return match === null ? null : { count: Number(match[1]), unit: match[2] as Unit }; // by the pattern
}

/** @returns the moment `duration` after `fromMs`; months are calendar months in UTC */
export function timeAfter({ count, unit }: Duration, fromMs: number): number {
  if (unit !== "mo") return fromMs + count * unitMs[unit];
  const date = new Date(fromMs);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}

/** @param timeZone  IANA name */
export function periodAt(duration: Duration, nowMs: number, timeZone: string): Period {
  const offset = offsetMs(timeZone, nowMs);
  const [start, end] = localPeriod(duration, nowMs + offset);
  const isShort = duration.unit === "s" || duration.unit === "m" || duration.unit === "h";
  const utc = (local: number): number => (isShort ? utcAt(local, offset, timeZone) : utcOf(local, timeZone));
  return { startMs: utc(start), endMs: utc(end) };
}

/** Of a local time that a change of clocks repeats, the one on the side where the clocks stand now. */
function utcAt(local: number, offset: number, timeZone: string): number {
  const here = local - offset;
  return offsetMs(timeZone, here) === offset ? here : utcOf(local, timeZone);
}

/** Both ends on the local clock, read as if it were UTC. */
function localPeriod({ count, unit }: Duration, local: number): readonly [number, number] {
  if (unit === "mo" || (unit === "d" && count === 30)) return months(unit === "mo" ? count : 1, local);
  const size = count * unitMs[unit];
  const midnight = Math.floor(local / dayMs) * dayMs;
  if (size < dayMs) {
    const start = midnight + Math.floor((local - midnight) / size) * size;
    return [start, Math.min(start + size, midnight + dayMs)];
  }
  const start = mondayMs + Math.floor((local - mondayMs) / size) * size;
  return [start, start + size];
}

function months(count: number, local: number): readonly [number, number] {
  const date = new Date(local);
  const index = date.getUTCFullYear() * 12 + date.getUTCMonth() - 1970 * 12;
  const first = Math.floor(index / count) * count;
  return [Date.UTC(1970, first, 1), Date.UTC(1970, first + count, 1)];
}

/** A local time that a clock change leaves out begins with the change. */
function utcOf(local: number, timeZone: string): number {
  const guess = local - offsetMs(timeZone, local);
  const exact = local - offsetMs(timeZone, guess);
  return exact + offsetMs(timeZone, exact) === local ? exact : Math.max(guess, exact);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the zone's clocks show ahead of UTC at this moment. */
function offsetMs(timeZone: string, atMs: number): number {
  if (timeZone === "UTC") return 0;
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(atMs / 1000) * 1000;
}
