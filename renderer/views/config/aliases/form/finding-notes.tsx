/** Findings in words, at the thing they speak of: what is wrong and how to mend it. */
import type { ReactNode } from "react";
import type { Finding } from "../../../../../gateway/contract/findings.ts";

const tones = { error: "text-danger", warning: "text-warn", info: "text-muted" } as const;

export function FindingNotes({
  findings,
  id,
}: {
  readonly findings: readonly Finding[];
  readonly id?: string;
}): ReactNode {
  if (findings.length === 0) return null;
  return (
    <ul id={id} className="text-sm">
      {findings.map((finding) => (
        <li key={`${finding.code} ${finding.line}:${finding.column}`} className={tones[finding.severity]}>
          {finding.message} <span className="text-muted">{finding.hint}</span>
        </li>
      ))}
    </ul>
  );
}
