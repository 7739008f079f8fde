/** Findings as a list of problems: by file, then from the top down, so that "next" is always further down. */
import type { ConfigFile } from "../../../../gateway/contract/config-files.ts";
import type { Finding } from "../../../../gateway/contract/findings.ts";

export function sortedProblems(findings: readonly Finding[], files: readonly ConfigFile[]): readonly Finding[] {
  const order = new Map(files.map(({ file }, index) => [file, index]));
  const fileOf = ({ file }: Finding): number => order.get(file) ?? files.length;
  return findings.toSorted(
    (left, right) => fileOf(left) - fileOf(right) || left.line - right.line || left.column - right.column,
  );
}
