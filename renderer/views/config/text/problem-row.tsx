/** One problem: what is wrong, where, how to mend it, and buttons that do. */
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Finding } from "../../../../gateway/contract/findings.ts";
import { fixWords } from "../../../editor/features/fix-provider.ts";
import type { Fix } from "../../../editor/fixes/fix.ts";
import { fixesFor } from "../../../editor/fixes/fixes-for.ts";
import { runFix } from "../../../editor/fixes/run-fix.ts";
import { Badge, type Tone } from "../../../ui/badge.tsx";
import { shortName } from "../file-name.ts";
import { FindingText } from "../finding-text.tsx";

export const severityTones: Record<Finding["severity"], Tone> = { error: "danger", warning: "warn", info: "info" };

export interface ProblemRowProps {
  readonly finding: Finding;
  readonly text: string;
  readonly isActive: boolean;
  readonly onGo: () => void;
}

export function ProblemRow({ finding, text, isActive, onGo }: ProblemRowProps): ReactNode {
  const { t } = useTranslation();
  const { severity, message, hint, file, line, column } = finding;
  const [failure, setFailure] = useState<string | null>(null);
  const mend = (fix: Fix): void => {
    setFailure(null);
    runFix(file, fix).catch((cause: unknown) => setFailure(cause instanceof Error ? cause.message : String(cause)));
  };
  return (
    <li className={`flex flex-wrap items-start gap-x-2.5 gap-y-1 px-4 py-1 ${isActive ? "bg-selected" : ""}`}>
      <button
        type="button"
        onClick={onGo}
        aria-current={isActive ? "true" : undefined}
        className="grid min-w-0 flex-1 grid-cols-[56px_minmax(0,1fr)_auto] items-start gap-x-2.5 text-left outline-offset-[-2px]"
      >
        <span>
          <Badge tone={severityTones[severity]}>{t(`config.severity.${severity}`)}</Badge>
        </span>
        <span className="min-w-0">
          <FindingText text={message} />{" "}
          {hint !== "" && (
            <span className="text-muted">
              <FindingText text={hint} />
            </span>
          )}
        </span>
        <span className="font-mono text-xs leading-5 text-faint">
          {t("config.place", { file: shortName(file), line, column })}
        </span>
      </button>
      {fixesFor(finding, text).map((fix) => (
        <button
          key={`${fix.title}:${fix.name}`}
          type="button"
          onClick={() => mend(fix)}
          className="rounded-sm text-sm text-accent underline underline-offset-2 hover:no-underline"
        >
          {fixWords(fix)}
        </button>
      ))}
      {failure !== null && (
        <p role="alert" className="basis-full pl-[66px] text-danger">
          {failure}
        </p>
      )}
    </li>
  );
}
