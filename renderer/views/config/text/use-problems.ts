/** The problem that is looked at, and the way from one to the next by F8. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Finding } from "../../../../gateway/contract/findings.ts";
import { revealLine } from "../../../editor/open-editor.ts";

export interface Problems {
  readonly list: readonly Finding[];
  /** -1 while none is looked at. */
  readonly active: number;
  readonly go: (index: number) => void;
  readonly step: (by: 1 | -1) => void;
}

export function useProblems(list: readonly Finding[]): Problems {
  // By what it is about, because its line moves while something is typed above it.
  const [chosen, setChosen] = useState<string | null>(null);
  const active = chosen === null ? -1 : list.findIndex((problem) => nameOf(problem) === chosen);
  const latest = useRef({ list, active });
  useEffect(() => {
    latest.current = { list, active };
  });
  const go = useCallback((index: number): void => {
    const problem = latest.current.list[index];
    if (problem === undefined) return;
    setChosen(nameOf(problem));
    revealLine(problem.file, problem.line, problem.column);
  }, []);
  const step = useCallback(
    (by: 1 | -1): void => {
      const { list: problems, active: at } = latest.current;
      const from = at < 0 && by < 0 ? 0 : at;
      if (problems.length > 0) go((from + by + problems.length) % problems.length);
    },
    [go],
  );
  useEffect(() => {
    // In the editor its own keys do this.
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "F8" || event.defaultPrevented) return;
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [step]);
  return { list, active, go, step };
}

function nameOf({ file, code, path, message }: Finding): string {
  return JSON.stringify([file, code, path, message]);
}
