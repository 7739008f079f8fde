/** Completion in Monaco: what may be written at the cursor, with its documentation. */
import i18next from "i18next";
import { keysOf } from "../../../gateway/contract/config.ts";
import { docOf } from "../../../gateway/contract/config-docs.ts";
import { suggestAt } from "../language/suggest.ts";
import type { Suggestion } from "../language/suggestion.ts";
import { monaco } from "../monaco/monaco.ts";
import { draftFacts } from "./draft-facts.ts";
import { keyWords } from "./key-words.ts";

export const completionProvider: monaco.languages.CompletionItemProvider = {
  triggerCharacters: [" ", "/", "-", "[", "{", ","],
  provideCompletionItems(model, position) {
    const found = suggestAt(model.getValue(), model.getOffsetAt(position), draftFacts());
    if (found === null) return { suggestions: [] };
    const { from, to, suggestions } = found;
    const range = monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
    return { suggestions: suggestions.map((suggestion) => itemOf(suggestion, range)) };
  },
};

function itemOf(suggestion: Suggestion, range: monaco.IRange): monaco.languages.CompletionItem {
  const { label, snippet, rank, kind, goesOn } = suggestion;
  const { InsertAsSnippet, KeepWhitespace } = monaco.languages.CompletionItemInsertTextRule;
  return {
    label: { label, description: detailOf(suggestion) },
    kind: kinds()[kind],
    range,
    insertText: snippet,
    insertTextRules: InsertAsSnippet | KeepWhitespace,
    sortText: String(rank).padStart(4, "0"),
    filterText: label,
    ...documentationOf(suggestion),
    ...(goesOn ? { command: { id: "editor.action.triggerSuggest", title: "" } } : {}),
  };
}

function detailOf({ status, isSet }: Suggestion): string {
  if (isSet !== undefined) return i18next.t(isSet ? "editor.variableSet" : "editor.variableUnset");
  return status === undefined || status === "now" ? "" : i18next.t(`editor.statusShort.${status}`);
}

function documentationOf({ section, label }: Suggestion): { documentation?: monaco.IMarkdownString } {
  const entry = section === undefined ? undefined : keysOf(section).get(label);
  const doc = section === undefined ? null : docOf(section, label);
  return entry === undefined || doc === null ? {} : { documentation: { value: keyWords(doc, entry) } };
}

function kinds(): Record<Suggestion["kind"], monaco.languages.CompletionItemKind> {
  const { Property, Value, Variable, Reference, Module } = monaco.languages.CompletionItemKind;
  return { key: Property, value: Value, variable: Variable, alias: Reference, provider: Module };
}
