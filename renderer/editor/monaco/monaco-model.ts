/** A Monaco text model as the draft store knows it. */
import type { ChangeKind, DraftModel } from "../drafts/draft-ports.ts";
import { monaco } from "./monaco.ts";

/** Every file has one model for as long as the panel is open, whichever view shows it. */
export function monacoModel(file: string, text: string): DraftModel {
  const model = monaco.editor.createModel(text, "yaml", uriOf(file));
  model.updateOptions({ tabSize: 2, insertSpaces: true });
  return {
    text: () => model.getValue(),
    version: () => model.getAlternativeVersionId(),
    splice: (splices) => {
      const edits = splices.map(({ offset, length, text: insert }) => ({
        range: monaco.Range.fromPositions(model.getPositionAt(offset), model.getPositionAt(offset + length)),
        text: insert,
        forceMoveMarkers: true,
      }));
      model.pushStackElement();
      model.pushEditOperations([], edits, () => null);
      model.pushStackElement();
    },
    undo: () => void model.undo(),
    redo: () => void model.redo(),
    canUndo: () => model.canUndo(),
    canRedo: () => model.canRedo(),
    onChange: (listener) =>
      void model.onDidChangeContent(({ isUndoing, isRedoing }) => listener(kindOf(isUndoing, isRedoing))),
    dispose: () => model.dispose(),
  };
}

export function textModelOf(file: string): monaco.editor.ITextModel | null {
  return monaco.editor.getModel(uriOf(file));
}

/** The file that a model shows, as findings name it. */
export function fileOf(model: monaco.editor.ITextModel): string {
  return decodeURIComponent(model.uri.fragment);
}

function uriOf(file: string): monaco.Uri {
  // In the fragment, because a path is normalised: `./a.yaml` and `a.yaml` are two names here.
  return monaco.Uri.from({ scheme: "config", path: "/file.yaml", fragment: encodeURIComponent(file) });
}

function kindOf(isUndoing: boolean, isRedoing: boolean): ChangeKind {
  if (isUndoing) return "undo";
  return isRedoing ? "redo" : "edit";
}
