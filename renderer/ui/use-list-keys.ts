/** A list's keys: j k and arrows, Enter, Escape, `/`, Home, `n`. They work wherever the focus is, except while typing. */
import { useEffect, useRef } from "react";

export interface ListKeys {
  /** As shown, newest first. */
  readonly ids: readonly string[];
  readonly active: string | null;
  readonly move: (id: string) => void;
  readonly open: (id: string) => void;
  readonly close: () => void;
  readonly focusFilter: () => void;
  /** `n`, where the list's things can be made here. */
  readonly create?: () => void;
}

export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isElsewhere(event)) return;
      if (act(event.key, latest.current, event.target)) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

/** @returns whether the key was one of the list's */
function act(
  key: string,
  { ids, active, move, open, close, focusFilter, create }: ListKeys,
  target: EventTarget | null,
): boolean {
  const at = active === null ? -1 : ids.indexOf(active);
  const go = (index: number): boolean => {
    const id = ids[Math.max(0, Math.min(ids.length - 1, index))];
    if (id !== undefined) move(id);
    return true;
  };
  switch (key) {
    case "j":
    case "ArrowDown":
      return go(at + 1);
    case "k":
    case "ArrowUp":
      return go(at - 1);
    case "Home":
      return go(0);
    case "Enter":
      // Enter on a button, a link or a fold is that control's own.
      if (active === null || (target instanceof HTMLElement && target.closest("button, a, summary") !== null))
        return false;
      open(active);
      return true;
    case "Escape":
      close();
      return true;
    case "/":
      focusFilter();
      return true;
    case "n":
      create?.();
      return create !== undefined;
    default:
      return false;
  }
}

/** Typing, or a menu, a dialog, or a scrolling text that has its own use for the key. */
function isElsewhere({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable) return true;
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null) return true;
  return /^(Arrow|Home)/.test(key) && target.closest('pre, .json-tree, [role="tablist"], [role="tabpanel"]') !== null;
}
