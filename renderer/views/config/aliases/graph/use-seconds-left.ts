/** A countdown that draws only while there is something left of it. */
import { useEffect, useState } from "react";

const tickMs = 500;

/** @param until epoch ms. @returns whole seconds left; null when there are none */
export function useSecondsLeft(until: number | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  const isRunning = until !== null && until > now;
  useEffect(() => {
    if (until === null || until <= Date.now()) return undefined;
    const tick = (): void => setNow(Date.now());
    const first = setTimeout(tick);
    const timer = setInterval(tick, tickMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [until]);
  return isRunning ? Math.ceil((until - now) / 1000) : null;
}
