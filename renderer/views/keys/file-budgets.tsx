/** The budgets that the config file sets, as they are used now. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FileBudget, KeyList } from "../../../gateway/contract/panel-keys.ts";
import { Badge } from "../../ui/badge.tsx";
import { CodeBlock } from "../../ui/code-block.tsx";
import { dash, formatDateTime } from "../../ui/format.ts";
import { formatRelative } from "../../ui/relative-time.ts";
import { EmptyState } from "../../ui/states.tsx";
import { isSpent, nanos } from "./key-states.ts";
import { dollars } from "./money-text.ts";
import { SpendBar } from "./spend-bar.tsx";

const head = "h-7 px-3 text-left text-sm font-normal text-faint whitespace-nowrap first:pl-5";
const cell = "px-3 py-1.5 align-middle first:pl-5";

/** One of each kind; the figures are examples. */
const example = `litellm_settings:
  max_budget: 100                  # USD, for everything
  budget_duration: 30d
  tag_budget_config:
    nightly: {max_budget: 2, budget_duration: 1d}
router_settings:
  provider_budget_config:
    openai: {budget_limit: 20, time_period: 1d}
portico:
  alias_budget_config:
    demo: {max_budget: 5, budget_duration: 7d}`;

export function FileBudgets({ list, now }: { readonly list: KeyList; readonly now: number }): ReactNode {
  const { t } = useTranslation();
  if (list.budgets.length === 0) {
    return (
      <EmptyState title={t("virtualKeys.budgets.emptyTitle")} text={t("virtualKeys.budgets.emptyText")}>
        <div className="text-left">
          <CodeBlock text={example} label={t("virtualKeys.viewBudgets")} />
        </div>
      </EmptyState>
    );
  }
  return (
    // A scrolling region must be reachable by key.
    <section
      aria-label={t("virtualKeys.viewBudgets")}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="h-full overflow-auto outline-offset-[-2px]"
    >
      <table className="w-full border-collapse">
        <thead>
          <tr className="border-b border-line">
            <th className={head}>{t("virtualKeys.budgets.scope")}</th>
            <th className={`${head} w-64`}>{t("virtualKeys.budgets.spent")}</th>
            <th className={`${head} text-right`}>{t("virtualKeys.budgets.held")}</th>
            <th className={head}>{t("virtualKeys.budgets.resets")}</th>
            <th className={head}>{t("virtualKeys.column.state")}</th>
          </tr>
        </thead>
        <tbody>
          {list.budgets.map((budget) => (
            <BudgetRow key={`${budget.scope}:${budget.name}`} budget={budget} now={now} />
          ))}
        </tbody>
      </table>
      <p className="px-5 py-3 text-muted">{t("virtualKeys.budgets.zone", { zone: list.timeZone })}</p>
    </section>
  );
}

function BudgetRow({ budget, now }: { readonly budget: FileBudget; readonly now: number }): ReactNode {
  const { t, i18n } = useTranslation();
  const { scope, name, about, spent, max, reserved, resetAt } = budget;
  return (
    <tr className="border-b border-line">
      <td className={cell}>
        <span className="text-muted">{t(`virtualKeys.budgets.scopeName.${scope}`)}</span>{" "}
        <span className="font-mono text-sm break-all" title={scope === "deployment" ? name : undefined}>
          {about === "" ? name : about}
        </span>
      </td>
      <td className={cell}>
        <div className="mb-[3px] whitespace-nowrap">
          {dollars(spent)}{" "}
          <span className="text-faint">/ {max === null ? t("virtualKeys.unlimited") : dollars(max)}</span>
        </div>
        <SpendBar state={budget} label={t("virtualKeys.budgets.spent")} />
      </td>
      <td className={`${cell} text-right text-muted`}>{nanos(reserved) === 0n ? dash : dollars(reserved)}</td>
      <td
        className={`${cell} whitespace-nowrap text-muted`}
        title={resetAt === null ? undefined : formatDateTime(resetAt, i18n.language)}
      >
        {resetAt === null ? t("virtualKeys.never") : formatRelative(resetAt, now, i18n.language)}
      </td>
      <td className={cell}>
        {isSpent(budget) ? (
          <Badge tone="danger">{t("virtualKeys.stateName.overBudget")}</Badge>
        ) : (
          <Badge tone="ok">{t("virtualKeys.budgets.open")}</Badge>
        )}
      </td>
    </tr>
  );
}
