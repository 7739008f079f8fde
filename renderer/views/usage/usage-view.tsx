/** What was used: a period in charts and tables, or a provider's bill beside the ledger. */
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { BillView } from "./bill/bill-view.tsx";
import { PeriodView } from "./period/period-view.tsx";
import type { UsageSearch } from "./usage-search.ts";

const route = getRouteApi("/usage");

export function UsageView(): ReactNode {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: Partial<UsageSearch>): void =>
    void navigate({ search: { ...search, ...change }, replace: true });
  const { view } = search;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-5">
        <h1 className="flex-1 text-lg font-semibold">{t("usage.title")}</h1>
        <fieldset aria-label={t("usage.views")} className="flex gap-1">
          <Button tone="quiet" aria-pressed={view === undefined} onClick={() => set({ view: undefined })}>
            {t("usage.viewPeriod")}
          </Button>
          <Button tone="quiet" aria-pressed={view === "bill"} onClick={() => set({ view: "bill" })}>
            {t("usage.viewBill")}
          </Button>
        </fieldset>
      </header>
      {view === "bill" ? <BillView /> : <PeriodView search={search} onSearch={set} />}
    </div>
  );
}
