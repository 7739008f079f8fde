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
  const conflicts = editor.createDecorationsCollection(
    places.map(({ line, count }) => ({
      range: model.validateRange(new monaco.Range(line + 1, 1, line + 1 + count, 1)),
      options: {
        isWholeLine: count > 0,
        className: "merge-conflict",
        linesDecorationsClassName: "merge-conflict-edge",
        shouldFillLineOnLineBreak: false,
        stickiness: monaco.editor.TrackedRangeStickiness.AlwaysGrowsWhenTypingAtEdges,
      },
    })),
  );
  return { editor, model, conflicts, applied: [], isChoosing: false };
}

function choose(made: Made, parts: readonly MergePart[], choices: MergeEditorProps["choices"]): void {
  const { model, conflicts, editor } = made;
  for (const [index, conflict] of conflictsIn(parts).entries()) {
    const choice = choices[index];
    if (choice === made.applied[index] || choice === undefined || choice === "own") continue;
    const range = conflicts.getRange(index);
    if (range === null) continue;
    const lines = linesFor(conflict, choice);
    const endsAtLineStart = range.endColumn === 1;
    const text = lines.join(model.getEOL()) + (lines.length > 0 && endsAtLineStart ? model.getEOL() : "");
    made.isChoosing = true;
    model.pushStackElement();
    model.pushEditOperations([], [{ range, text, forceMoveMarkers: false }], () => null);
    model.pushStackElement();
    made.isChoosing = false;
    editor.revealLineInCenterIfOutsideViewport(range.startLineNumber, monaco.editor.ScrollType.Immediate);
  }
  made.applied = choices;
}
