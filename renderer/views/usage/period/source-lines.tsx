/** Where the figures come from: which rows, what period, and what is missing. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UsageReport, UsageScope } from "../../../../gateway/contract/usage-figures.ts";
import { formatCount, formatDateTime } from "../../../ui/format.ts";
import { Section } from "../../../ui/section.tsx";

export function SourceLines({ report, by }: { readonly report: UsageReport; readonly by: UsageScope }): ReactNode {
  const { t, i18n } = useTranslation();
  const { total, edges, source } = report;
  const from = edges[0] ?? 0;
  const at = (ms: number): string => formatDateTime(ms, i18n.language);
  const { oldest, countedSince, keptDays } = source;
  return (
    <Section title={t("usage.source.title")}>
      <ul className="flex max-w-3xl flex-col gap-0.5 text-sm text-muted">
        <li>
          {t("usage.source.ledger", {
            charges: formatCount(total.charges),
            uncharged: formatCount(total.requests - total.charges),
          })}
        </li>
        <li>{t("usage.source.days", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}</li>
        {oldest !== null && oldest > from && <li>{t("usage.source.oldest", { at: at(oldest) })}</li>}
        {countedSince > from && oldest !== null && oldest < countedSince && (
          <li>{t("usage.source.since", { at: at(countedSince) })}</li>
        )}
        {by === "tag" && <li>{t("usage.source.tags")}</li>}
        {(by === "tag" || by === "client") && <li>{t("usage.source.rare")}</li>}
        <li>{t("usage.source.kept", { days: keptDays })}</li>
      </ul>
    </Section>
  );
}
