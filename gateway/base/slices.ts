/**
 * Long work on the thread that relays: done in short slices, so that no request waits for it longer than one of them.
 */
import { setImmediate } from "node:timers/promises";
import type { Clock } from "./clock.ts";

const sliceMs = 4;

/** Calls `work` for each item in order, letting everything else run whenever a slice is over. */
export async function inSlices<Item>(
  items: readonly Item[],
  work: (item: Item) => void,
  clock: Pick<Clock, "monotonicMs">,
): Promise<void> {
  let endsAt = clock.monotonicMs() + sliceMs;
  for (const item of items) {
    if (clock.monotonicMs() >= endsAt) {
      await setImmediate();
      endsAt = clock.monotonicMs() + sliceMs;
    }
    work(item);
  }
}
