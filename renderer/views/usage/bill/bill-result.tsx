/** The comparison: whose sums of the ledger, what came of it, a row per day and model, and where both sides come from. */
import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UsageDays } from "../../../../gateway/contract/usage-figures.ts";
import { saveText } from "../../../api/save-text.ts";
import { usageDaysQuery } from "../../../api/usage-queries.ts";
import { Button } from "../../../ui/button.tsx";
import { formatCount, formatDateTime } from "../../../ui/format.ts";
import { Section } from "../../../ui/section.tsx";
import { Select } from "../../../ui/select.tsx";
import { ErrorState, Skeleton } from "../../../ui/states.tsx";
import { billCsv } from "./bill-csv.ts";
import { BillTable } from "./bill-table.tsx";
import { compareBill, verdicts, type Comparison, type Verdict } from "./compare-bill.ts";
import type { Bill } from "./read-bill.ts";

export interface BillResultProps {
  readonly bill: Bill;
  /** The format's; null = any. */
  readonly provider: string | null;
}

export function BillResult({ bill, provider }: BillResultProps): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(usageDaysQuery(bill.from, bill.to));
  if (data !== undefined) return <Compared bill={bill} days={data} provider={provider} />;
  if (error === null) return <Skeleton lines={8} label={t("app.loading")} />;
  return (
    <ErrorState
      title={t("usage.ledgerGone")}
      text={error.message}
      retryLabel={t("app.retry")}
      onRetry={() => void refetch()}
    />
  );
}

interface ComparedProps extends BillResultProps {
  readonly days: UsageDays;
}

const all = "";

function Compared({ bill, days, provider: first }: ComparedProps): ReactNode {
  const { t } = useTranslation();
  const providers = [...new Set(days.rows.map(({ provider }) => provider))].filter((name) => name !== "").sort();
  const [provider, setProvider] = useState(first !== null && providers.includes(first) ? first : all);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const comparison = useMemo(() => compareBill(bill, days, provider === all ? null : provider), [bill, days, provider]);
  const rows = verdict === null ? comparison.rows : comparison.rows.filter((row) => row.verdict === verdict);
  const save = (): void => saveText(billCsv(comparison), `portico-bill-${bill.from}-${bill.to}.csv`, "text/csv");
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <span className="text-muted">{t("usage.bill.provider")}</span>
        <Select
          label={t("usage.bill.provider")}
          value={provider}
          options={[
            { value: all, label: t("usage.bill.allProviders") },
            ...providers.map((value) => ({ value, label: value })),
          ]}
          onChange={setProvider}
        />
        <span className="flex-1" />
        <Button onClick={save}>
          <Download size={14} aria-hidden />
          {t("usage.export")}
        </Button>
      </div>
      <VerdictFilter comparison={comparison} verdict={verdict} onVerdict={setVerdict} />
      <Section title={t("usage.bill.result")}>
        <BillTable rows={rows} comparison={comparison} />
      </Section>
      <Sources bill={bill} days={days} comparison={comparison} />
    </>
  );
}

interface VerdictFilterProps {
  readonly comparison: Comparison;
  readonly verdict: Verdict | null;
  readonly onVerdict: (verdict: Verdict | null) => void;
}

function VerdictFilter({ comparison: { counts, rows }, verdict, onVerdict }: VerdictFilterProps): ReactNode {
  const { t } = useTranslation();
  return (
    <fieldset aria-label={t("usage.bill.filter")} className="mt-3 flex flex-wrap gap-1">
      <Button tone="quiet" aria-pressed={verdict === null} onClick={() => onVerdict(null)}>
        {t("usage.bill.allVerdicts")} {rows.length}
      </Button>
      {verdicts
        .filter((each) => counts[each] > 0)
        .map((each) => (
          <Button
            key={each}
            tone="quiet"
            aria-pressed={verdict === each}
            title={t(`usage.bill.verdictHint.${each}`)}
            onClick={() => onVerdict(each)}
          >
            {t(`usage.bill.verdict.${each}`)} {counts[each]}
          </Button>
        ))}
    </fieldset>
  );
}

function Sources({
  bill,
  days,
  comparison,
}: Omit<ComparedProps, "provider"> & { readonly comparison: Comparison }): ReactNode {
  const { t, i18n } = useTranslation();
  const { oldest } = days.source;
  return (
    <Section title={t("usage.source.title")}>
      <ul className="flex max-w-3xl flex-col gap-0.5 text-sm text-muted">
        <li>
          {t("usage.bill.source", {
            lines: formatCount(bill.lines),
            from: bill.from,
            to: bill.to,
            charges: formatCount(comparison.ours.requests ?? 0),
          })}
        </li>
        {oldest !== null && oldest > Date.parse(bill.from) && (
          <li>{t("usage.bill.sourceOldest", { at: formatDateTime(oldest, i18n.language) })}</li>
        )}
        {days.isCut && <li className="text-warn">{t("usage.bill.sourceCut")}</li>}
        <li>{t("usage.bill.sourceModels")}</li>
      </ul>
    </Section>
  );
}
