/** The one text editor of the config: shows the model of a file, keeps each file's cursor and folds, tells its keys. */
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { registerConfigLanguage } from "./features/config-language.ts";
import { textOptions } from "./monaco/editor-options.ts";
import { monaco } from "./monaco/monaco.ts";
import { textModelOf } from "./monaco/monaco-model.ts";
import { followTheme } from "./monaco/monaco-theme.ts";
import { showSuggestionDetails } from "./monaco/show-suggestion-details.ts";
import { setOpenEditor } from "./open-editor.ts";

export interface TextEditorProps {
  readonly file: string;
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly isWrapped: boolean;
  /** When another place asks to see a file that is not shown. */
  readonly onFile: (file: string) => void;
  readonly onSave: () => void;
  /** 1 = the next problem, -1 = the one before. */
  readonly onProblem: (step: 1 | -1) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  /** 1-based line of the cursor. */
  readonly onLine: (line: number) => void;
}

const viewStates = new Map<string, monaco.editor.ICodeEditorViewState>();

export function TextEditor(props: TextEditorProps): ReactNode {
  const { file, label, isReadOnly, isWrapped } = props;
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const current = useRef(props);
  useEffect(() => {
    current.current = props;
  });
  useEffect(() => {
    if (host.current === null) return undefined;
    registerConfigLanguage();
    followTheme();
    const made = monaco.editor.create(host.current, { ...textOptions(label), model: null });
    editor.current = made;
    listen(made, current);
    const takeBack = setOpenEditor({ editor: made, show: (next) => current.current.onFile(next) });
    return () => {
      keepState(made);
      takeBack();
      made.dispose();
      editor.current = null;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- made once; what changes is set below
  }, []);
  useEffect(() => {
    editor.current?.updateOptions({ ariaLabel: label, readOnly: isReadOnly, wordWrap: isWrapped ? "on" : "off" });
  }, [label, isReadOnly, isWrapped]);
  useEffect(() => {
    if (editor.current !== null) showFile(editor.current, file);
  }, [file]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only hands a key on
    <div ref={host} className="h-full min-h-0 min-w-0" data-testid="config-editor" onKeyDownCapture={handOnPalette} />
  );
}

/** Ctrl/Cmd+K is the panel's everywhere; Monaco would wait for a second key. */
function handOnPalette(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k" || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  window.dispatchEvent(new globalThis.KeyboardEvent("keydown", { key: "k", ctrlKey: true }));
}

function showFile(editor: monaco.editor.IStandaloneCodeEditor, file: string): void {
  const model = textModelOf(file);
  if (model === null || editor.getModel() === model) return;
  keepState(editor);
  editor.setModel(model);
  const state = viewStates.get(model.uri.toString());
  if (state !== undefined) editor.restoreViewState(state);
}

function keepState(editor: monaco.editor.IStandaloneCodeEditor): void {
  const model = editor.getModel();
  const state = editor.saveViewState();
  if (model !== null && state !== null) viewStates.set(model.uri.toString(), state);
}

function listen(editor: monaco.editor.IStandaloneCodeEditor, props: { current: TextEditorProps }): void {
  const { KeyMod, KeyCode } = monaco;
  const keys: [number, () => void][] = [
    [KeyMod.CtrlCmd | KeyCode.KeyS, () => props.current.onSave()],
    [KeyCode.F8, () => props.current.onProblem(1)],
    [KeyMod.Shift | KeyCode.F8, () => props.current.onProblem(-1)],
    // Monaco has another key for it on each system.
    [KeyMod.Shift | KeyMod.Alt | KeyCode.KeyF, () => void editor.getAction("editor.action.formatDocument")?.run()],
    // One history for text, graph and forms, in the order of the changes.
    [KeyMod.CtrlCmd | KeyCode.KeyZ, () => props.current.onUndo()],
    [KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ, () => props.current.onRedo()],
    [KeyMod.CtrlCmd | KeyCode.KeyY, () => props.current.onRedo()],
  ];
  for (const [key, run] of keys) editor.addCommand(key, run, "editorTextFocus");
  editor.onDidChangeModelContent(() => showSuggestionDetails(editor));
  editor.onKeyDown(() => showSuggestionDetails(editor));
  editor.onDidChangeCursorPosition(({ position }) => props.current.onLine(position.lineNumber));
}
