/**
 * When a failed gateway is started again, and when the shell gives up.
 *
 * Backoff doubles with every failure of the last minute; a gateway that then stays up a minute starts from zero.
 * Law: five failures within one minute are a crash loop, and a crash loop is shown, not hidden by more restarts.
 */
export interface RestartVerdict {
  /** Failures still counted, the newest included: pass them back in at the next one. */
  readonly failuresAtMs: readonly number[];
  /** Wait before the next start; null = give up. */
  readonly delayMs: number | null;
}

export const restartLimits = { windowMs: 60_000, failures: 5, firstDelayMs: 250, longestDelayMs: 8_000 } as const;

/** @param failuresAtMs when earlier failures happened, monotonic ms */
export function judgeRestart(failuresAtMs: readonly number[], nowMs: number): RestartVerdict {
  const counted = [...failuresAtMs.filter((atMs) => nowMs - atMs < restartLimits.windowMs), nowMs];
  if (counted.length >= restartLimits.failures) return { failuresAtMs: counted, delayMs: null };
  const delayMs = restartLimits.firstDelayMs * 2 ** (counted.length - 1);
  return { failuresAtMs: counted, delayMs: Math.min(delayMs, restartLimits.longestDelayMs) };
}
