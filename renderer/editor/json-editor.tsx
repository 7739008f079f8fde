/** A text to edit as JSON, with the panel's colours; Tab goes on to the next control, since it stands in a form. */
import { useEffect, useRef, type ReactNode } from "react";
import { commonOptions } from "./monaco/editor-options.ts";
import { monaco } from "./monaco/monaco.ts";
import { followTheme } from "./monaco/monaco-theme.ts";

export interface JsonEditorProps {
  /** What it begins with. */
  readonly text: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
}

export function JsonEditor({ text, label, onChange }: JsonEditorProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  });
  useEffect(() => {
    if (host.current === null) return undefined;
    followTheme();
    // JSON is YAML: its colours are there already.
    const model = monaco.editor.createModel(text, "yaml");
    const editor = monaco.editor.create(host.current, {
      ...commonOptions(),
      ariaLabel: label,
      wordWrap: "on",
      tabFocusMode: true,
      // What is typed stands within a text that is whole already.
      autoClosingBrackets: "never",
      autoClosingQuotes: "never",
      autoSurround: "never",
      model,
    });
    model.onDidChangeContent(() => change.current(model.getValue()));
    return () => {
      editor.dispose();
      model.dispose();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- made once, with what is there then
  }, []);
  return <div ref={host} className="h-full min-h-0 min-w-0" data-testid="json-editor" />;
}
