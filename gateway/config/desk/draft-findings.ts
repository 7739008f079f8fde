/** What is wrong with a draft that no file on disk could have: masks that stand for nothing. */
import type { Finding } from "../../contract/findings.ts";
import { LineStarts } from "../line-starts.ts";
import type { Piece } from "../written-secrets.ts";

const most = 20;

export function draftFindings(file: string, text: string, unknown: readonly Piece[]): Finding[] {
  if (unknown.length === 0) return [];
  const lines = new LineStarts(text);
  return unknown.slice(0, most).map(({ from, to }) => {
    const start = lines.at(from);
    const end = lines.at(to);
    return {
      code: "unknown_mask",
      severity: "error",
      file,
      ...start,
      endLine: end.line,
      endColumn: end.column,
      path: "",
      message: "This mask stands for no secret that is known, so the file cannot be saved with it.",
      hint: "Undo the change of the mask, or write the secret itself, or better os.environ/NAME.",
    };
  });
}
