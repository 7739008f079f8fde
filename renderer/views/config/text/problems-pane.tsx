/** What the validator says of the draft, below the editor: each with its place and what mends it. */
import type { TFunction } from "i18next";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Finding } from "../../../../gateway/contract/findings.ts";
import type { Drafts } from "../../../editor/draft.ts";
import { IconButton } from "../../../ui/button.tsx";
import { ProblemRow } from "./problem-row.tsx";
import type { Problems } from "./use-problems.ts";

export interface ProblemsPaneProps {
  readonly drafts: Drafts;
  readonly problems: Problems;
}

export function ProblemsPane({ drafts, problems }: ProblemsPaneProps): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(true);
  const { list, active, go } = problems;
  const rows = useRef<HTMLUListElement>(null);
  useEffect(() => {
    rows.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const at = list[active];
  return (
    <section aria-label={t("config.problems")} className="shrink-0 border-t border-line">
      <div className="flex h-8 items-center gap-3 px-4">
        <h2 className="text-sm font-semibold text-muted">{t("config.problems")}</h2>
        <span className="text-sm text-muted">{summary(list, drafts, t)}</span>
        <span className="flex-1" />
        {list.length > 0 && <span className="text-xs text-faint">{t("config.problemsHint")}</span>}
        <IconButton
          label={isOpen ? t("config.hideProblems") : t("config.showProblems")}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? <ChevronDown size={15} aria-hidden /> : <ChevronUp size={15} aria-hidden />}
        </IconButton>
      </div>
      <output aria-live="polite" className="sr-only">
        {at !== undefined &&
          t("config.problemAt", { number: active + 1, count: list.length, message: `${at.message} ${at.hint}` })}
      </output>
      {isOpen && (
        <ul ref={rows} className="h-36 divide-y divide-line overflow-auto border-t border-line">
          {list.map((finding, index) => (
            <ProblemRow
              key={`${finding.file}:${finding.line}:${finding.column}:${finding.code}:${finding.path}`}
              finding={finding}
              text={drafts.texts.get(finding.file) ?? ""}
              isActive={index === active}
              onGo={() => go(index)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function summary(list: readonly Finding[], { reading, isReadingCurrent }: Drafts, t: TFunction): string {
  if (reading === null) return isReadingCurrent ? "" : t("config.problemsReading");
  if (list.length === 0) return t("config.problemsNone");
  return (["error", "warning", "info"] as const)
    .map((severity) => [severity, list.filter((one) => one.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => t(`config.problemsCount.${severity}`, { count }))
    .join(", ");
}
