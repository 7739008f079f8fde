/** Beside the difference: findings, names that clients use, and where the last day's requests would go. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Finding } from "../../../../gateway/contract/findings.ts";
import type { SavePreview } from "../../../../gateway/contract/config-files.ts";
import type { Drafts } from "../../../editor/draft.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Section } from "../../../ui/section.tsx";
import { Skeleton } from "../../../ui/states.tsx";
import { shortName } from "../file-name.ts";
import { FindingText } from "../finding-text.tsx";
import { severityTones } from "../text/problem-row.tsx";
import { AliasGuard } from "./alias-guard.tsx";
import { ImpactTable } from "./impact-table.tsx";

export interface SavePreviewPaneProps {
  readonly drafts: Drafts;
  readonly preview: SavePreview | null;
  readonly error: Error | null;
}

export function SavePreviewPane({ drafts, preview, error }: SavePreviewPaneProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="max-h-[45%] shrink-0 overflow-auto border-t border-line px-4 pb-4 min-[1100px]:max-h-none min-[1100px]:w-[400px] min-[1100px]:border-t-0 min-[1100px]:border-l">
      {error !== null && (
        <p role="alert" className="mt-3 text-danger">
          {t("config.saving.previewFailed", { message: error.message })}
        </p>
      )}
      {preview === null && error === null && <Skeleton lines={6} label={t("config.saving.checking")} />}
      {preview !== null && (
        <>
          {!preview.isRunnable && (
            <p role="alert" className="mt-3 rounded-md bg-warn-tint px-3 py-2 text-warn">
              {t("config.saving.notRunnable")}
            </p>
          )}
          <Section title={t("config.saving.guard")}>
            <AliasGuard drafts={drafts} changes={preview.aliasChanges} />
          </Section>
          <Section title={t("config.saving.findings")}>
            <Findings findings={preview.findings} />
          </Section>
          <Section title={t("config.saving.impact")}>
            <ImpactTable impact={preview.impact} />
          </Section>
        </>
      )}
    </div>
  );
}

const rank = { error: 0, warning: 1, info: 2 };

function Findings({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const { t } = useTranslation();
  if (findings.length === 0) return <p className="text-muted">{t("config.saving.noFindings")}</p>;
  const sorted = findings.toSorted((left, right) => rank[left.severity] - rank[right.severity]);
  return (
    <ul className="divide-y divide-line border-y border-line">
      {sorted.map(({ severity, message, file, line, column, code }) => (
        <li key={`${file}:${line}:${column}:${code}`} className="grid grid-cols-[56px_minmax(0,1fr)] gap-x-2 py-1">
          <span>
            <Badge tone={severityTones[severity]}>{t(`config.severity.${severity}`)}</Badge>
          </span>
          <span>
            <FindingText text={message} />{" "}
            <span className="font-mono text-xs text-faint">
              {t("config.place", { file: shortName(file), line, column })}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
