/** What is spent of a budget as a bar, with a tick where the soft budget begins. Colour says what the text says too. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BudgetState } from "../../../gateway/contract/panel-keys.ts";
import { isOverSoft, isSpent, percentSpent } from "./key-states.ts";
import { dollars } from "./money-text.ts";

/** Something spent is never drawn as nothing. */
const leastShown = 1;

export function SpendBar({ state, label }: { readonly state: BudgetState; readonly label: string }): ReactNode {
  const { t } = useTranslation();
  const percent = percentSpent(state);
  if (percent === null || state.max === null) return null;
  const fill = isSpent(state) ? "bg-danger" : isOverSoft(state) ? "bg-warn" : "bg-accent";
  const soft = state.soft === null ? null : percentSpent({ ...state, spent: state.soft });
  return (
    <div className="relative h-[5px] w-full overflow-hidden rounded-sm bg-line">
      <meter
        className="sr-only"
        aria-label={label}
        aria-valuetext={t("virtualKeys.spentOf", { spent: dollars(state.spent), max: dollars(state.max) })}
        min={0}
        max={100}
        value={percent}
      />
      <div className={`h-full ${fill}`} style={{ width: `${percent > 0 ? Math.max(leastShown, percent) : 0}%` }} />
      {soft !== null && soft < 100 && (
        <div className="absolute inset-y-0 w-[2px] bg-ink opacity-60" style={{ left: `${soft}%` }} />
      )}
    </div>
  );
}
