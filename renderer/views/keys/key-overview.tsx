/** How a key stands now: its budget, limits, what it did today, and what it is. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PanelKey, RateState } from "../../../gateway/contract/panel-keys.ts";
import { Button } from "../../ui/button.tsx";
import { dash, formatCount, formatDateTime } from "../../ui/format.ts";
import { formatRelative } from "../../ui/relative-time.ts";
import { KeyValues, Section } from "../../ui/section.tsx";
import { KeyFacts } from "./key-facts.tsx";
import { nanos, statesOf } from "./key-states.ts";
import { KeyToday } from "./key-today.tsx";
import { dollars } from "./money-text.ts";
import { SpendBar } from "./spend-bar.tsx";
import { useWrites } from "./use-writes.ts";

export interface KeyOverviewProps {
  readonly of: PanelKey;
  readonly now: number;
  readonly onResetSpend: () => void;
}

export function KeyOverview({ of, now, onResetSpend }: KeyOverviewProps): ReactNode {
  const { t } = useTranslation();
  const worth = statesOf(of).filter((state) => state !== "active");
  return (
    <div className="flex flex-col gap-2 px-4 pb-6">
      {worth.length > 0 && (
        <ul className="mt-3 rounded-md bg-sunken px-3 py-2">
          {worth.map((state) => (
            <li key={state}>{t(`virtualKeys.stateMeaning.${state}`)}</li>
          ))}
        </ul>
      )}
      <BudgetPart of={of} now={now} onResetSpend={onResetSpend} />
      {of.modelBudgets.length > 0 && <ModelBudgets of={of} now={now} />}
      <Limits rates={of.rates} />
      <KeyToday id={of.id} />
      <KeyFacts of={of} now={now} />
    </div>
  );
}

function BudgetPart({ of: { budget }, now, onResetSpend }: KeyOverviewProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { isAllowed, reason } = useWrites();
  const { spent, max, reserved, soft, resetAt, duration } = budget;
  const period = duration === null ? "" : ` · ${t("virtualKeys.overview.period", { duration })}`;
  return (
    <Section
      title={t("virtualKeys.overview.budget")}
      action={
        nanos(spent) > 0n && (
          <Button tone="quiet" disabled={!isAllowed} title={reason} onClick={onResetSpend}>
            {t("virtualKeys.resetSpend")}
          </Button>
        )
      }
    >
      <p className="mb-1.5 text-lg">
        {dollars(spent)}
        <span className="text-base text-muted"> / {max === null ? t("virtualKeys.unlimited") : dollars(max)}</span>
      </p>
      <SpendBar state={budget} label={t("virtualKeys.overview.budget")} />
      <div className="mt-2">
        <KeyValues
          rows={[
            { name: t("virtualKeys.overview.reserved"), value: nanos(reserved) === 0n ? null : dollars(reserved) },
            { name: t("virtualKeys.overview.soft"), value: soft === null ? null : dollars(soft) },
            {
              name: t("virtualKeys.overview.resets"),
              value:
                resetAt === null
                  ? t("virtualKeys.overview.resetsNever")
                  : `${formatDateTime(resetAt, i18n.language)} (${formatRelative(resetAt, now, i18n.language)})${period}`,
            },
          ]}
        />
      </div>
    </Section>
  );
}

function ModelBudgets({ of, now }: Omit<KeyOverviewProps, "onResetSpend">): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <Section title={t("virtualKeys.overview.modelBudgets")}>
      <ul className="flex flex-col gap-2">
        {of.modelBudgets.map((state) => (
          <li key={state.alias} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1">
            <span className="truncate font-mono text-sm">{state.alias}</span>
            <span>
              {dollars(state.spent)}
              <span className="text-muted"> / {dollars(state.max ?? "0")}</span>
              {state.resetAt !== null && (
                <span className="text-faint"> · {formatRelative(state.resetAt, now, i18n.language)}</span>
              )}
            </span>
            <div className="col-span-2">
              <SpendBar state={state} label={state.alias} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const head = "h-6 pr-3 text-left text-sm font-normal text-faint";

function Limits({ rates }: { readonly rates: readonly RateState[] }): ReactNode {
  const { t } = useTranslation();
  if (rates.length === 0) {
    return (
      <Section title={t("virtualKeys.overview.limits")}>
        <p className="text-muted">{t("virtualKeys.overview.limitsNone")}</p>
      </Section>
    );
  }
  return (
    <Section title={t("virtualKeys.overview.limits")}>
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <th className={head}>{t("virtualKeys.overview.model")}</th>
            <th className={head}>{t("virtualKeys.overview.requests")}</th>
            <th className={head}>{t("virtualKeys.overview.tokens")}</th>
            <th className={head}>{t("virtualKeys.overview.parallel")}</th>
            <th className={head}>{t("virtualKeys.overview.minuteOver")}</th>
          </tr>
        </thead>
        <tbody>
          {rates.map(({ alias, rpm, tpm, parallel, requests, tokens, running, resetMs }) => (
            <tr key={alias ?? ""} className="border-t border-line">
              <td className="py-1 pr-3">
                {alias === null ? (
                  t("virtualKeys.overview.allRequests")
                ) : (
                  <span className="font-mono text-sm break-all">{alias}</span>
                )}
              </td>
              <Used used={requests} most={rpm} />
              <Used used={tokens} most={tpm} />
              <Used used={running} most={parallel} />
              <td className="text-muted">{resetMs === null ? dash : `${Math.ceil(resetMs / 1000)} s`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Used({ used, most }: { readonly used: number; readonly most: number | null }): ReactNode {
  const { t } = useTranslation();
  if (most === null) return <td className="pr-3 text-faint">{t("virtualKeys.overview.noLimit")}</td>;
  return (
    <td className={`pr-3 whitespace-nowrap ${used >= most ? "text-danger" : ""}`}>
      {formatCount(used)}
      <span className="text-muted"> / {formatCount(most)}</span>
    </td>
  );
}
