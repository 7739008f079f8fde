/** The outline in Monaco: sections, aliases and keys, for "go to symbol" and sticky scroll. */
import { outlineOf, type OutlineItem } from "../language/outline.ts";
import { monaco } from "../monaco/monaco.ts";

export const symbolProvider: monaco.languages.DocumentSymbolProvider = {
  provideDocumentSymbols: (model) => outlineOf(model.getValue()).map((item) => symbolOf(model, item)),
};

function symbolOf(model: monaco.editor.ITextModel, item: OutlineItem): monaco.languages.DocumentSymbol {
  const { from, to, end } = item;
  const rangeOf = (first: number, last: number): monaco.IRange =>
    monaco.Range.fromPositions(model.getPositionAt(first), model.getPositionAt(last));
  const { Module, Class, Property } = monaco.languages.SymbolKind;
  return {
    name: item.name,
    detail: item.detail,
    kind: { section: Module, alias: Class, key: Property }[item.kind],
    tags: [],
    range: rangeOf(from, end),
    selectionRange: rangeOf(from, to),
    children: item.children.map((child) => symbolOf(model, child)),
  };
}
