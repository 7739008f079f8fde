/** Sends a value once: leaving a field right after Enter must not send it again while it is under way. */
import { useCallback, useRef } from "react";

/** @returns a function that sends unless the same value is being sent, and says what came of it */
export function useSent<Value>(): (value: Value, send: () => Promise<boolean>) => Promise<boolean> {
  const underWay = useRef<{ readonly value: Value } | null>(null);
  return useCallback(async (value, send) => {
    if (underWay.current !== null && Object.is(underWay.current.value, value)) return true;
    underWay.current = { value };
    try {
      return await send();
    } finally {
      underWay.current = null;
    }
  }, []);
}
