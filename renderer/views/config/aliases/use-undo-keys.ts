/** Ctrl/Cmd+Z and its way back where no text is typed: the drafts' one history, as in the text view. */
import { useEffect } from "react";
import { draftStore } from "../../../editor/draft.ts";

export function useUndoKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target) || isAsking()) return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) draftStore.undo();
      else if (key === "y" || key === "z") draftStore.redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

/** A field has an undo of its own. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement ? !/^(range|checkbox|radio)$/.test(target.type) : isTextArea(target);
}

function isTextArea(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** An open dialog asks about the text as it is: what is beneath must not change under the question. */
function isAsking(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}
