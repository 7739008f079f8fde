/** The text editor that is open, for those who want it to show a place: outline, problems, fixes, links from elsewhere. */
import { monaco } from "./monaco/monaco.ts";
import { textModelOf } from "./monaco/monaco-model.ts";

interface OpenEditor {
  readonly editor: monaco.editor.IStandaloneCodeEditor;
  /** Makes a file the shown one. */
  readonly show: (file: string) => void;
}

let open: OpenEditor | null = null;

/** @returns a function that takes it back */
export function setOpenEditor(next: OpenEditor): () => void {
  open = next;
  return () => {
    if (open === next) open = null;
  };
}

/** Puts the cursor there, in the middle of the window, and the focus into the editor. */
export function revealOffset(file: string, from: number, to = from): void {
  const model = textModelOf(file);
  if (open === null || model === null) return;
  if (open.editor.getModel() !== model) {
    open.show(file);
    open.editor.setModel(model);
  }
  const range = monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
  open.editor.setSelection(range);
  open.editor.revealRangeInCenterIfOutsideViewport(range, monaco.editor.ScrollType.Immediate);
  open.editor.focus();
}

export function revealLine(file: string, line: number, column = 1): void {
  const model = textModelOf(file);
  if (model === null) return;
  const lineNumber = Math.min(line, model.getLineCount());
  const place = { lineNumber, column: Math.min(column, model.getLineMaxColumn(lineNumber)) };
  revealOffset(file, model.getOffsetAt(place));
}

/** Selects the last place that holds a text, so that typing goes on there. */
export function revealText(file: string, text: string): void {
  const at = textModelOf(file)?.getValue().lastIndexOf(text) ?? -1;
  if (at >= 0) revealOffset(file, at, at + text.length);
}

/** Runs one of Monaco's own actions, e.g. `actions.find`. */
export function runEditorAction(id: string): void {
  if (open === null) return;
  open.editor.focus();
  void open.editor.getAction(id)?.run();
}
