/** A countdown that draws only while there is something left of it. */
import { useEffect, useState } from "react";

const tickMs = 500;

/** @param until epoch ms. @returns whole seconds left; null when there are none */
export function useSecondsLeft(until: number | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  const isRunning = until !== null && until > now;
  useEffect(() => {
    setNow(Date.now());
    if (until === null || until <= Date.now()) return undefined;
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [until]);
  return isRunning ? Math.ceil((until - now) / 1000) : null;
}
