/** A value that is held while it is changed, and follows the written one whenever that changes, to and fro. */
import { startTransition, useCallback, useState } from "react";

export interface Held<Value> {
  readonly value: Value;
  readonly hold: (value: Value) => void;
  /** Of a value that was sent: what is written shows again, unless something else was typed by then. */
  readonly release: (sent: Value) => void;
}

export function useHeld<Value>(written: Value): Held<Value> {
  const [held, setHeld] = useState({ written, value: written });
  const isFollowed = Object.is(held.written, written);
  // What was held for an older text must not come back when an undo makes that text again.
  if (!isFollowed) setHeld({ written, value: written });
  const hold = useCallback((value: Value) => setHeld({ written, value }), [written]);
  const release = useCallback(
    (sent: Value) =>
      // After what was read meanwhile is drawn.
      startTransition(() =>
        setHeld((last) => (Object.is(last.value, sent) ? { written: last.written, value: last.written } : last)),
      ),
    [],
  );
  return { value: isFollowed ? held.value : written, hold, release };
}
