/** The result of a merge as a text to edit; a choice replaces the lines of its conflict wherever they are by then. */
import { useEffect, useRef, type ReactNode } from "react";
import { textOptions } from "../monaco/editor-options.ts";
import { monaco } from "../monaco/monaco.ts";
import { followTheme } from "../monaco/monaco-theme.ts";
import "./merge-editor.css";
import { conflictsIn, linesFor, mergedText, type MergeChoice, type MergePart } from "./merge.ts";

export interface MergeEditorProps {
  readonly parts: readonly MergePart[];
  readonly choices: readonly (MergeChoice | "own" | undefined)[];
  readonly label: string;
  /** The lines of a conflict were changed by hand. */
  readonly onOwn: (conflict: number) => void;
  /** The whole text, at first and after every change. */
  readonly onResult: (text: string) => void;
}

interface Made {
  readonly editor: monaco.editor.IStandaloneCodeEditor;
  readonly model: monaco.editor.ITextModel;
  readonly conflicts: monaco.editor.IEditorDecorationsCollection;
  applied: readonly (MergeChoice | "own" | undefined)[];
  isChoosing: boolean;
}

export function MergeEditor({ parts, choices, label, onOwn, onResult }: MergeEditorProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const made = useRef<Made | null>(null);
  const tell = useRef({ onOwn, onResult });
  useEffect(() => {
    tell.current = { onOwn, onResult };
  });
  useEffect(() => {
    if (host.current === null) return undefined;
    followTheme();
    const now = make(host.current, parts, label);
    made.current = now;
    tell.current.onResult(now.model.getValue());
    now.model.onDidChangeContent(({ changes }) => {
      tell.current.onResult(now.model.getValue());
      if (now.isChoosing) return;
      for (const [index, range] of now.conflicts.getRanges().entries()) {
        if (changes.some((change) => monaco.Range.areIntersectingOrTouching(change.range, range)))
          tell.current.onOwn(index);
      }
    });
    return () => {
      made.current = null;
      now.editor.dispose();
      now.model.dispose();
    };
  }, [parts, label]);
  useEffect(() => {
    if (made.current !== null) choose(made.current, parts, choices);
  }, [parts, choices]);
  return <div ref={host} className="h-full min-h-0 min-w-0" data-testid="merge-result" />;
}

function make(host: HTMLElement, parts: readonly MergePart[], label: string): Made {
  const { text, places } = mergedText(parts, []);
  const model = monaco.editor.createModel(text, "yaml");
  const editor = monaco.editor.create(host, { ...textOptions(label), model, stickyScroll: { enabled: false } });
  const ranges = places.map(({ line, count }) => linesRange(model, line + 1, count));
  const conflicts = editor.createDecorationsCollection(ranges.map(decorationOf));
  return { editor, model, conflicts, applied: [], isChoosing: false };
}

/** From the first of some lines to the end of the last; empty where there are none. */
function linesRange(model: monaco.editor.ITextModel, first: number, count: number): monaco.Range {
  if (count === 0) return model.validateRange(new monaco.Range(first, 1, first, 1));
  return model.validateRange(new monaco.Range(first, 1, first + count - 1, Number.MAX_SAFE_INTEGER));
}

function decorationOf(range: monaco.Range): monaco.editor.IModelDeltaDecoration {
  return {
    range,
    options: {
      isWholeLine: !range.isEmpty(),
      className: "merge-conflict",
      linesDecorationsClassName: "merge-conflict-edge",
      stickiness: monaco.editor.TrackedRangeStickiness.AlwaysGrowsWhenTypingAtEdges,
    },
  };
}

function choose(made: Made, parts: readonly MergePart[], choices: MergeEditorProps["choices"]): void {
  for (const [index, conflict] of conflictsIn(parts).entries()) {
    const choice = choices[index];
    if (choice === made.applied[index] || choice === undefined || choice === "own") continue;
    made.isChoosing = true;
    replaceLines(made, index, linesFor(conflict, choice));
    made.isChoosing = false;
  }
  made.applied = choices;
}

/** The lines of a conflict, wherever they are by now; no lines take their line end with them. */
function replaceLines({ model, conflicts, editor }: Made, index: number, lines: readonly string[]): void {
  const ranges = conflicts.getRanges();
  const range = ranges[index];
  if (range === undefined) return;
  const { startLineNumber: first, endLineNumber: last } = range;
  const isNothing = range.isEmpty() && range.startColumn === 1;
  const eol = model.getEOL();
  const text = lines.join(eol) + (isNothing && lines.length > 0 ? eol : "");
  const takesEnd = lines.length === 0 && !isNothing;
  const whole = takesEnd ? model.validateRange(new monaco.Range(first, 1, last + 1, 1)) : range;
  model.pushStackElement();
  model.pushEditOperations([], [{ range: whole, text }], () => null);
  model.pushStackElement();
  const moved = conflicts.getRanges();
  moved[index] = linesRange(model, first, lines.length);
  conflicts.set(moved.map(decorationOf));
  editor.revealLineInCenterIfOutsideViewport(first, monaco.editor.ScrollType.Immediate);
}
