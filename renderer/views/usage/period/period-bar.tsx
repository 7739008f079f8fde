/** Which period, by what, what is drawn, and the way out as a file. All of it stands in the address. */
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usageScopes, type UsageReport } from "../../../../gateway/contract/usage-figures.ts";
import { dayText, periods, type PeriodName } from "../../../api/period-edges.ts";
import { useQuarter } from "../../../api/use-quarter.ts";
import { saveText } from "../../../api/save-text.ts";
import { Button } from "../../../ui/button.tsx";
import { Select } from "../../../ui/select.tsx";
import type { UsageSearch } from "../usage-search.ts";
import { metrics } from "./metrics.ts";
import { usageCsv } from "./usage-csv.ts";
import { useNameOf } from "./use-name-of.ts";

export interface PeriodBarProps {
  readonly search: UsageSearch;
  readonly report: UsageReport | null;
  readonly onSearch: (change: Partial<UsageSearch>) => void;
}

const dayInput = "h-7 rounded-md border border-line-strong bg-surface px-2";

export function PeriodBar({ search, report, onSearch }: PeriodBarProps): ReactNode {
  const { t } = useTranslation();
  const { period = "today", by = "alias", show = "cost" } = search;
  return (
    <div className="sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b border-line bg-surface px-5 py-2">
      <fieldset aria-label={t("usage.period")} className="flex flex-wrap gap-1">
        {periods.map((name) => (
          <Button key={name} tone="quiet" aria-pressed={period === name} onClick={() => onSearch(changeTo(name))}>
            {t(`usage.periodName.${name}`)}
          </Button>
        ))}
      </fieldset>
      {period === "custom" && <Days search={search} onSearch={onSearch} />}
      <span className="flex-1" />
      <Labelled label={t("usage.by")}>
        <Select
          label={t("usage.by")}
          value={by}
          options={usageScopes.map((value) => ({ value, label: t(`usage.scope.${value}`) }))}
          onChange={(value) => onSearch({ by: usageScopes.find((scope) => scope === value) })}
        />
      </Labelled>
      <Labelled label={t("usage.show")}>
        <Select
          label={t("usage.show")}
          value={show}
          options={metrics.map((value) => ({ value, label: t(`usage.metric.${value}`) }))}
          onChange={(value) => onSearch({ show: metrics.find((metric) => metric === value) })}
        />
      </Labelled>
      <ExportButton search={search} report={report} />
    </div>
  );
}

function changeTo(name: PeriodName): Partial<UsageSearch> {
  if (name !== "custom") return { period: name, from: undefined, to: undefined };
  const today = dayText(Date.now());
  return { period: name, from: today, to: today };
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className="text-sm text-faint">
        {label}
      </span>
      {children}
    </span>
  );
}

function Days({ search: { from = "", to = "" }, onSearch }: Omit<PeriodBarProps, "report">): ReactNode {
  const { t } = useTranslation();
  const today = dayText(useQuarter());
  return (
    <span className="flex items-center gap-1.5">
      <input
        type="date"
        aria-label={t("usage.from")}
        value={from}
        max={today}
        onChange={({ target }) => target.value !== "" && onSearch({ from: target.value })}
        className={dayInput}
      />
      <span aria-hidden>–</span>
      <input
        type="date"
        aria-label={t("usage.to")}
        value={to}
        max={today}
        onChange={({ target }) => target.value !== "" && onSearch({ to: target.value })}
        className={dayInput}
      />
    </span>
  );
}

function ExportButton({ search: { by = "alias" }, report }: Omit<PeriodBarProps, "onSearch">): ReactNode {
  const { t } = useTranslation();
  const nameOf = useNameOf(by);
  const save = (): void => {
    if (report === null) return;
    const [from = 0, to = 1] = [report.edges[0], report.edges.at(-1)];
    saveText(usageCsv(report, by, nameOf), `portico-usage-${by}-${dayText(from)}-${dayText(to - 1)}.csv`, "text/csv");
  };
  return (
    <Button disabled={report === null} onClick={save}>
      <Download size={14} aria-hidden />
      {t("usage.export")}
    </Button>
  );
}
