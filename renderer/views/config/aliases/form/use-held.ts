/** A value that is held while it is changed, and follows the written one whenever that changes. */
import { useState } from "react";

export function useHeld<Value>(written: Value): [Value, (value: Value) => void] {
  const [held, setHeld] = useState({ written, value: written });
  const value = Object.is(held.written, written) ? held.value : written;
  return [value, (next) => setHeld({ written, value: next })];
}
