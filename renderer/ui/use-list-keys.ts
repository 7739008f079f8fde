/**
 * A list's keys: j k and arrows, Enter, Escape, `/`, Home, x and Shift+j/k to select, and a letter per action. They work
 * wherever the focus is, except while typing.
 */
import { useEffect, useRef } from "react";

export interface ListKeys {
  /** As shown, newest first. */
  readonly ids: readonly string[];
  readonly active: string | null;
  readonly move: (id: string) => void;
  readonly open: (id: string) => void;
  readonly close: () => void;
  readonly focusFilter: () => void;
  /** Only where things are selected. */
  readonly select?: (id: string) => void;
  /** Selects from the first to the second, both included. */
  readonly stretch?: (from: string, to: string) => void;
  /** By key; only those that can be done now. */
  readonly actions?: Readonly<Record<string, () => void>>;
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

const steps: Readonly<Record<string, number | "top">> = {
  j: 1,
  ArrowDown: 1,
  J: 1,
  k: -1,
  ArrowUp: -1,
  K: -1,
  Home: "top",
};

/** @returns whether the key was one of the list's */
function act(key: string, keys: ListKeys, target: EventTarget | null): boolean {
  const { ids, active, open, close, focusFilter, select, actions = {} } = keys;
  const step = steps[key];
  if (step !== undefined) {
    const at = active === null ? -1 : ids.indexOf(active);
    return goTo(step === "top" ? 0 : at + step, keys, /^[JK]$/.test(key));
  }
  switch (key) {
    case "Enter":
      // Enter on a button, a link or a fold is that control's own.
      if (active === null || (target instanceof HTMLElement && target.closest("button, a, summary") !== null))
        return false;
      open(active);
      return true;
    case "x":
      if (active === null || select === undefined) return false;
      select(active);
      return true;
    case "Escape":
      close();
      return true;
    case "/":
      focusFilter();
      return true;
    default:
      actions[key]?.();
      return key in actions;
  }
}

function goTo(index: number, { ids, active, move, stretch }: ListKeys, isStretching: boolean): boolean {
  const id = ids[Math.max(0, Math.min(ids.length - 1, index))];
  if (id === undefined) return true;
  if (isStretching) stretch?.(active ?? id, id);
  move(id);
  return true;
}

/** Typing, or a menu, a dialog, or a scrolling text that has its own use for the key. */
function isElsewhere({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable) return true;
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"], [role="slider"]') !== null) return true;
  return /^(Arrow|Home)/.test(key) && target.closest('pre, .json-tree, [role="tablist"], [role="tabpanel"]') !== null;
}
