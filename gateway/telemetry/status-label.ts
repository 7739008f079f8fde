/** A status as a label: those that have a meaning, so that a provider that makes numbers up makes no series. */
import { STATUS_CODES } from "node:http";
import { otherName } from "./bounded-names.ts";

/** nginx's for a client that left, Anthropic's for too much load, Cloudflare's for a provider that it cannot reach. */
const unregistered = [499, 520, 521, 522, 523, 524, 525, 526, 529, 530];

const known: ReadonlySet<string> = new Set([...Object.keys(STATUS_CODES), ...unregistered.map(String)]);

/** @param status  null = no answer came: "" */
export function statusLabel(status: number | null): string {
  if (status === null) return "";
  const text = String(status);
  return known.has(text) ? text : otherName;
}
