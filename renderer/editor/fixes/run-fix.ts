/** Carries a fix out: in the text, by the gateway's edits, or by asking for the value it needs. */
import { draftStore } from "../draft.ts";
import { revealText } from "../open-editor.ts";
import type { Fix } from "./fix.ts";
import { requestValue } from "./value-requests.ts";

/** @throws PanelApiError when the gateway cannot make an edit */
export async function runFix(file: string, { act }: Fix): Promise<void> {
  if (act.kind === "variable") return requestValue({ name: act.name, secret: null });
  if (act.kind === "secret") {
    const { name, known, offset } = act;
    return requestValue({ name, secret: { file, offset, known } });
  }
  if (act.kind === "text") {
    const { offset, length, text } = act;
    draftStore.splice(file, [{ offset, length, text }]);
    return;
  }
  const isDone = await draftStore.applyEdits(file, act.edits);
  if (isDone && act.select !== undefined) revealText(file, act.select);
}
