/** The gateway's findings as Monaco's markers; they move with the text until the next reading. */
import type { Finding } from "../../../gateway/contract/findings.ts";
import { draftStore } from "../draft.ts";
import { monaco } from "../monaco/monaco.ts";
import { textModelOf } from "../monaco/monaco-model.ts";

const owner = "portico";

export function followReading(): void {
  let shown: unknown = null;
  const follow = (): void => {
    const { reading, files } = draftStore.state();
    if (reading === shown) return;
    shown = reading;
    for (const { file } of files)
      mark(
        file,
        (reading?.findings ?? []).filter((finding) => finding.file === file),
      );
  };
  draftStore.subscribe(follow);
  follow();
}

function mark(file: string, findings: readonly Finding[]): void {
  const model = textModelOf(file);
  if (model !== null) monaco.editor.setModelMarkers(model, owner, findings.map(markerOf));
}

function markerOf(finding: Finding): monaco.editor.IMarkerData {
  const { line, column, endLine, endColumn, message, hint, code } = finding;
  return {
    startLineNumber: line,
    startColumn: column,
    endLineNumber: endLine,
    // A finding of no width would be invisible.
    endColumn: endLine === line && endColumn <= column ? column + 1 : endColumn,
    message: hint === "" ? message : `${message}\n${hint}`,
    severity: severities()[finding.severity],
    code,
    source: "Portico",
  };
}

function severities(): Record<Finding["severity"], monaco.MarkerSeverity> {
  const { Error, Warning, Info } = monaco.MarkerSeverity;
  return { error: Error, warning: Warning, info: Info };
}
