/** How every Monaco editor of the panel looks and behaves; word wrap is the user's choice and remembered. */
import type { monaco } from "./monaco.ts";

const wrapKey = "portico.editor.wrap";

export function isWrapped(): boolean {
  return localStorage.getItem(wrapKey) === "on";
}

export function setWrapped(wraps: boolean): void {
  localStorage.setItem(wrapKey, wraps ? "on" : "off");
}

/** Line heights are whole pixels, so that Korean fallback fonts do not make lines jump. */
export function commonOptions(): monaco.editor.IEditorOptions & monaco.editor.IGlobalEditorOptions {
  return {
    automaticLayout: true,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue("--font-mono") || monospace,
    fontSize: 13,
    lineHeight: 20,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    fixedOverflowWidgets: true,
    wordWrap: isWrapped() ? "on" : "off",
    wrappingIndent: "indent",
    smoothScrolling: false,
    cursorBlinking: "solid",
    renderLineHighlight: "line",
    renderWhitespace: "selection",
    overviewRulerBorder: false,
    // A dimmed number would be too pale to read.
    renderFinalNewline: "on",
    // Korean and other scripts are text here, not something suspicious.
    unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false },
    padding: { top: 8, bottom: 8 },
    scrollbar: { useShadows: false },
    contextmenu: true,
    accessibilitySupport: "auto",
  };
}

const monospace = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK KR', monospace";

export function textOptions(label: string): monaco.editor.IStandaloneEditorConstructionOptions {
  return {
    ...commonOptions(),
    ariaLabel: label,
    tabSize: 2,
    insertSpaces: true,
    detectIndentation: false,
    wordBasedSuggestions: "off",
    quickSuggestions: { other: true, strings: true, comments: false },
    suggest: { showWords: false, showIcons: true, snippetsPreventQuickSuggestions: false },
    tabCompletion: "on",
    folding: true,
    foldingStrategy: "indentation",
    stickyScroll: { enabled: true, maxLineCount: 3 },
    guides: { indentation: true },
    codeLens: true,
    links: false,
    occurrencesHighlight: "off",
    lineNumbersMinChars: 3,
    hover: { above: true, delay: 300 },
  };
}
