/** "Format document" in Monaco: only what cannot change the file's meaning, and only when it is asked for. */
import { wholeTextSplice } from "../drafts/whole-text-splice.ts";
import { formatConfig } from "../language/format.ts";
import { monaco } from "../monaco/monaco.ts";

export const formatProvider: monaco.languages.DocumentFormattingEditProvider = {
  provideDocumentFormattingEdits(model) {
    const text = model.getValue();
    const splice = wholeTextSplice(text, formatConfig(text));
    if (splice === null) return [];
    const { offset, length, text: insert } = splice;
    const range = monaco.Range.fromPositions(model.getPositionAt(offset), model.getPositionAt(offset + length));
    return [{ range, text: insert }];
  },
};
