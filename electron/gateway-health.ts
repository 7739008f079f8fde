/**
 * Is the gateway alive: one cheap GET, and a watch that notices a process that runs but no longer answers.
 *
 * `/health/liveliness` needs no key and holds no data. Several misses in a row count, so that a machine that
 * just woke from sleep, or one slow answer, ends nothing.
 */
import type { Timers } from "./timers.ts";

/** True when `origin` (`http://host:port`) answers 200 within `timeoutMs`; never rejects. */
export type HealthProbe = (origin: string, timeoutMs: number) => Promise<boolean>;

export const probeLiveliness: HealthProbe = async (origin, timeoutMs) => {
  try {
    const reply = await fetch(`${origin}/health/liveliness`, {
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await reply.body?.cancel();
    return reply.status === 200;
  } catch {
    return false;
  }
};

export const healthLimits = { everyMs: 10_000, timeoutMs: 5_000, misses: 3 } as const;

/** Calls `onHung` once after three missed answers in a row; the returned function ends the watch. */
export function watchHealth(timers: Timers, probe: () => Promise<boolean>, onHung: () => void): () => void {
  let ended = false;
  let misses = 0;
  let cancel = (): void => {};
  const check = async (): Promise<void> => {
    const alive = await probe();
    if (ended) return;
    misses = alive ? 0 : misses + 1;
    if (misses >= healthLimits.misses) return onHung();
    arm();
  };
  const arm = (): void => {
    cancel = timers.after(healthLimits.everyMs, () => void check());
  };
  arm();
  return () => {
    ended = true;
    cancel();
  };
}
