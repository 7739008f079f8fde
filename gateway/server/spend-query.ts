/** What the spend routes are asked, read from a query's texts: days are checked, a key may be named by itself. */
import { GatewayError } from "../contract/errors.ts";
import { tokenOf } from "../policy/key-ring.ts";

export type QueryText = Readonly<Record<string, string | undefined>>;

export interface Days {
  readonly from: string | null;
  readonly to: string | null;
}

/** `start_date` and `end_date`, each `YYYY-MM-DD`; a time behind it is passed over. */
export function daysIn(query: QueryText): Days {
  return { from: dayIn(query, "start_date"), to: dayIn(query, "end_date") };
}

function dayIn(query: QueryText, name: string): string | null {
  const text = query[name];
  if (text === undefined || text === "") return null;
  const day = text.slice(0, 10);
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))) return day;
  throw new GatewayError("invalid_request", { message: `${name}: must be a day like 2026-11-24`, param: name });
}

/** @returns the digest of the key that `api_key` names */
export function tokenIn(query: QueryText): string | null {
  const text = query["api_key"]?.slice(0, 512);
  if (text === undefined || text === "") return null;
  return /^[0-9a-f]{64}$/.test(text) ? text : tokenOf(text);
}

export function isTrue(text: string | undefined, otherwise: boolean): boolean {
  return text === undefined ? otherwise : text.toLowerCase() === "true";
}
