/** The view's name, which of its two lists is shown, and the way to a new key. */
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import type { KeySearch } from "./key-search.ts";
import { useWrites } from "./use-writes.ts";

export interface KeysHeaderProps {
  readonly view: KeySearch["view"];
  readonly count: number;
  readonly onView: (view: KeySearch["view"]) => void;
  readonly onCreate: () => void;
}

export function KeysHeader({ view, count, onView, onCreate }: KeysHeaderProps): ReactNode {
  const { t } = useTranslation();
  const { isAllowed, reason } = useWrites();
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-5">
      <h1 className="text-lg font-semibold">{t("virtualKeys.title")}</h1>
      {view === undefined && <span className="pt-0.5 text-sm text-faint">{t("virtualKeys.count", { count })}</span>}
      <span className="flex-1" />
      <fieldset aria-label={t("virtualKeys.views")} className="flex gap-1">
        <Button tone="quiet" aria-pressed={view === undefined} onClick={() => onView(undefined)}>
          {t("virtualKeys.viewKeys")}
        </Button>
        <Button tone="quiet" aria-pressed={view === "budgets"} onClick={() => onView("budgets")}>
          {t("virtualKeys.viewBudgets")}
        </Button>
      </fieldset>
      <Button tone="primary" disabled={!isAllowed} title={reason} aria-keyshortcuts="n" onClick={onCreate}>
        <Plus size={14} aria-hidden />
        {t("virtualKeys.new")}
      </Button>
    </header>
  );
}
