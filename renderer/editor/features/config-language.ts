/**
 * Our language features for the config's texts in Monaco: one registration for as long as the panel is open.
 *
 * Only texts of the config have them (`config:` addresses); a text that is shown for comparison has none.
 */
import { monaco } from "../monaco/monaco.ts";
import { completionProvider } from "./completion-provider.ts";
import { fixProvider, runFixCommand } from "./fix-provider.ts";
import { formatProvider } from "./format-provider.ts";
import { hoverProvider } from "./hover-provider.ts";
import { lensProvider, testCommand } from "./lens-provider.ts";
import { followReading } from "./markers.ts";
import { symbolProvider } from "./symbol-provider.ts";

export const configTexts = { language: "yaml", scheme: "config" };
let isRegistered = false;

export function registerConfigLanguage(): void {
  if (isRegistered) return;
  isRegistered = true;
  const { languages, editor } = monaco;
  languages.registerCompletionItemProvider(configTexts, completionProvider);
  languages.registerHoverProvider(configTexts, hoverProvider);
  languages.registerDocumentSymbolProvider(configTexts, symbolProvider);
  languages.registerDocumentFormattingEditProvider(configTexts, formatProvider);
  languages.registerCodeActionProvider(configTexts, fixProvider, { providedCodeActionKinds: ["quickfix"] });
  languages.registerCodeLensProvider(configTexts, lensProvider);
  editor.registerCommand(runFixCommand.id, runFixCommand.run);
  editor.registerCommand(testCommand.id, testCommand.run);
  followReading();
}
