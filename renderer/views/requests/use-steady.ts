/** One function for ever that does what the newest one does, so that what is given it need not be drawn anew. */
import { useCallback, useEffect, useRef } from "react";

export function useSteady<Args extends readonly unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
