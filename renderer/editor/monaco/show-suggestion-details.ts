/** Opens the documentation beside the suggestions the first time they are shown; from then on Monaco keeps the choice. */
import type { monaco } from "./monaco.ts";

const lookEveryMs = 50;
const looks = 30;
let isDone = false;

export function showSuggestionDetails(editor: monaco.editor.IStandaloneCodeEditor): void {
  if (isDone) return;
  let left = looks;
  const look = (): void => {
    if (isDone || --left === 0) return;
    const root = editor.getDomNode()?.ownerDocument;
    if (root?.querySelector(".suggest-widget.visible .monaco-list-row.focused") === null) {
      setTimeout(look, lookEveryMs);
      return;
    }
    isDone = true;
    editor.trigger("portico", "toggleSuggestionDetails", null);
  };
  setTimeout(look, lookEveryMs);
}
