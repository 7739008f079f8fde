/** The time to the quarter of an hour, so that a day that is over moves a view on, and nothing before it does. */
import { useSyncExternalStore } from "react";
import { slotMs } from "../../gateway/contract/usage-figures.ts";

const lookEveryMs = 15_000;

/** @returns epoch milliseconds */
export function useQuarter(): number {
  return useSyncExternalStore(subscribe, quarter);
}

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, lookEveryMs);
  return () => clearInterval(timer);
}

function quarter(): number {
  return Math.floor(Date.now() / slotMs) * slotMs;
}
