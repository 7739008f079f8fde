/** Brings the JSON editor when it is first shown, with Monaco's words in the panel's language. */
import i18next from "i18next";
import type { ReactNode } from "react";
import type { JsonEditorProps } from "./json-editor.tsx";

export async function loadJsonEditor(): Promise<{ readonly default: (props: JsonEditorProps) => ReactNode }> {
  // Monaco takes its words when it is loaded, so they come first.
  if (i18next.language === "ko") await import("monaco-editor/nls/lang/ko.js");
  const { JsonEditor } = await import("./json-editor.tsx");
  return { default: JsonEditor };
}
