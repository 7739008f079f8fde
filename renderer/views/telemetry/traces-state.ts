/** The state of traces in one word: off, sent, or lost since the receiver last took some. */
import type { TracesStatus } from "../../../gateway/contract/telemetry.ts";
import type { Tone } from "../../ui/badge.tsx";

export interface TracesState {
  readonly tone: Tone;
  readonly word: "on" | "off" | "failing";
}

export function stateOf(traces: TracesStatus): TracesState {
  if (traces.state === "off") return { tone: traces.offReason === "not_asked" ? "neutral" : "warn", word: "off" };
  return isLosing(traces) ? { tone: "danger", word: "failing" } : { tone: "ok", word: "on" };
}

export function isLosing({ lastError, lastExportAt }: TracesStatus): boolean {
  return lastError !== null && (lastExportAt === null || lastError.at > lastExportAt);
}
