/** Hover in Monaco: what the key under the pointer does, or where the variable's value comes from. */
import i18next from "i18next";
import { draftStore } from "../draft.ts";
import { hoverAt, type Hovered } from "../language/hover.ts";
import { monaco } from "../monaco/monaco.ts";
import { keyWords } from "./key-words.ts";

export const hoverProvider: monaco.languages.HoverProvider = {
  provideHover(model, position) {
    const found = hoverAt(model.getValue(), model.getOffsetAt(position));
    if (found === null) return null;
    const range = monaco.Range.fromPositions(model.getPositionAt(found.from), model.getPositionAt(found.to));
    return { range, contents: [{ value: wordsFor(found) }] };
  },
};

function wordsFor(found: Hovered): string {
  if (found.kind === "key") return `**\`${found.key}\`**\n\n${keyWords(found.doc, found.entry)}`;
  const variable = draftStore.state().variables.find(({ name }) => name === found.name);
  const source = variable?.source ?? null;
  const words = source === null ? i18next.t("editor.variableUnset") : i18next.t(`editor.variableFrom.${source}`);
  return `**\`${found.name}\`**\n\n${words}`;
}
