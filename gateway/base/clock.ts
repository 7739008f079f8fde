/**
 * Time, injected: whoever needs "now" takes a Clock, so tests move time instead of sleeping.
 *
 * Durations use the monotonic reading; the wall reading is for rows and for people.
 */
export interface Clock {
  /** Epoch milliseconds. */
  wallMs(): number;
  /** Milliseconds on a clock that never jumps. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
