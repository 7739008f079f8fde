/** Brings the config view when it is first opened, with the editor and its words in the panel's language. */
import i18next from "i18next";
import type { ReactNode } from "react";

export async function loadConfigView(): Promise<{ readonly ConfigView: () => ReactNode }> {
  // Monaco takes its words when it is loaded, so they come first.
  if (i18next.language === "ko") await import("monaco-editor/nls/lang/ko.js");
  return import("./config-view.tsx");
}
