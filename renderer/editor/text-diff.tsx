/** Two texts side by side, or one below the other in a narrow window; what stays the same is folded. */
import { useEffect, useRef, type ReactNode } from "react";
import { commonOptions } from "./monaco/editor-options.ts";
import { monaco } from "./monaco/monaco.ts";
import { followTheme } from "./monaco/monaco-theme.ts";

export interface TextDiffProps {
  readonly before: string;
  readonly after: string;
  readonly label: string;
}

/** Monaco gives a comparison up after five seconds. */
const longestComparisonMs = 6000;

const narrow = "(max-width: 1099px)";

export function TextDiff({ before, after, label }: TextDiffProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const models = useRef<monaco.editor.IDiffEditorModel | null>(null);
  useEffect(() => {
    if (host.current === null) return undefined;
    followTheme();
    const editor = monaco.editor.createDiffEditor(host.current, diffOptions(label));
    const model = { original: plainModel(""), modified: plainModel("") };
    models.current = model;
    editor.setModel(model);
    // The options of the whole do not reach its two editors.
    for (const side of [editor.getOriginalEditor(), editor.getModifiedEditor()])
      side.updateOptions({ ariaLabel: label });
    const media = window.matchMedia(narrow);
    const follow = (): void => editor.updateOptions({ renderSideBySide: !media.matches });
    media.addEventListener("change", follow);
    return () => {
      media.removeEventListener("change", follow);
      editor.dispose();
      models.current = null;
      // A comparison that still runs in the worker would find nothing to compare, and says so as an error.
      setTimeout(() => {
        model.original.dispose();
        model.modified.dispose();
      }, longestComparisonMs);
    };
  }, [label]);
  useEffect(() => {
    models.current?.original.setValue(before);
    models.current?.modified.setValue(after);
  }, [before, after, label]);
  return <div ref={host} className="h-full min-h-0 min-w-0" data-testid="text-diff" />;
}

function plainModel(text: string): monaco.editor.ITextModel {
  return monaco.editor.createModel(text, "yaml");
}

function diffOptions(label: string): monaco.editor.IStandaloneDiffEditorConstructionOptions {
  return {
    ...commonOptions(),
    originalAriaLabel: label,
    modifiedAriaLabel: label,
    readOnly: true,
    originalEditable: false,
    renderSideBySide: !window.matchMedia(narrow).matches,
    useInlineViewWhenSpaceIsLimited: false,
    hideUnchangedRegions: { enabled: true, contextLineCount: 3, minimumLineCount: 4 },
    renderOverviewRuler: false,
    renderMarginRevertIcon: false,
    renderGutterMenu: false,
    ignoreTrimWhitespace: false,
    diffAlgorithm: "advanced",
    lineNumbersMinChars: 3,
    stickyScroll: { enabled: false },
  };
}
