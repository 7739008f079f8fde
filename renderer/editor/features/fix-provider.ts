/** Quick fixes in Monaco for the findings at the cursor. */
import i18next from "i18next";
import type { Finding } from "../../../gateway/contract/findings.ts";
import { draftStore } from "../draft.ts";
import type { Fix } from "../fixes/fix.ts";
import { fixesFor } from "../fixes/fixes-for.ts";
import { runFix } from "../fixes/run-fix.ts";
import type { monaco } from "../monaco/monaco.ts";
import { fileOf } from "../monaco/monaco-model.ts";

export const runFixCommand = {
  id: "portico.runFix",
  run: (_accessor: unknown, file: string, fix: Fix): void => void runFix(file, fix),
};

export const fixProvider: monaco.languages.CodeActionProvider = {
  provideCodeActions(model, range, { markers }) {
    const file = fileOf(model);
    const text = model.getValue();
    const findings = (draftStore.state().reading?.findings ?? []).filter((finding) => finding.file === file);
    const actions = markers.flatMap((marker) => {
      const finding = findings.find((one) => isOf(one, marker));
      // The marker moved with the text since it was read; the finding is where the marker is now.
      const place = { line: marker.startLineNumber, column: marker.startColumn };
      const fixes = finding === undefined ? [] : fixesFor({ ...finding, ...place }, text);
      return fixes.map((fix, index) => actionOf(file, fix, marker, index === 0));
    });
    return { actions: range.isEmpty() && actions.length === 0 ? [] : actions, dispose: () => undefined };
  },
};

function isOf(finding: Finding, { code, message }: monaco.editor.IMarkerData): boolean {
  return finding.code === code && message.startsWith(finding.message);
}

function actionOf(
  file: string,
  fix: Fix,
  marker: monaco.editor.IMarkerData,
  isPreferred: boolean,
): monaco.languages.CodeAction {
  const title = fixWords(fix);
  return {
    title,
    kind: "quickfix",
    diagnostics: [marker],
    isPreferred,
    command: { id: runFixCommand.id, title, arguments: [file, fix] },
  };
}

export function fixWords({ title, name }: Fix): string {
  return i18next.t(`editor.fix.${title}`, { name });
}
