/**
 * Cheaper hours: whether a moment lies in one of a price entry's `off_peak_pricing` windows.
 *
 * Hours are UTC, `HH:MM-HH:MM`, and may pass midnight; weekdays count from Monday = 1, in the entry's time zone.
 */
import { isRecord, textOf } from "../base/json-shape.ts";

/**
 * @param offPeak  the entry's `off_peak_pricing`
 * @param atMs  epoch milliseconds of the request's start
 */
export function isOffPeak(offPeak: Readonly<Record<string, unknown>>, atMs: number): boolean {
  const windows = Array.isArray(offPeak["windows"]) ? offPeak["windows"].filter(isRecord) : [offPeak];
  const zone = textOf(offPeak["weekday_timezone"]) ?? "UTC";
  return windows.some((window) => isOnDay(window["weekdays"], zone, atMs) && isInHours(window["hours_utc"], atMs));
}

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function isOnDay(weekdays: unknown, timeZone: string, atMs: number): boolean {
  if (!Array.isArray(weekdays)) return true;
  const name = new Intl.DateTimeFormat("en-US", { weekday: "short", timeZone }).format(atMs);
  return weekdays.includes(dayNames.indexOf(name) + 1);
}

function isInHours(hours: unknown, atMs: number): boolean {
  const spans = Array.isArray(hours) ? hours : [hours];
  const now = new Date(atMs);
  const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
  return spans.some((span) => typeof span === "string" && holds(span, minute));
}

function holds(span: string, minute: number): boolean {
  const match = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(span);
  if (match === null) return false;
  const from = Number(match[1]) * 60 + Number(match[2]);
  const until = Number(match[3]) * 60 + Number(match[4]);
  if (from < until) return minute >= from && minute < until;
  return minute >= from || minute < until; // passes midnight; 00:00-00:00 is the whole day
}
