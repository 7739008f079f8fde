/** The totals of the period. Their places keep their size, so that live figures move nothing. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UsageReport } from "../../../../gateway/contract/usage-figures.ts";
import { requestsAddress } from "../../../api/requests-address.ts";
import { formatCount } from "../../../ui/format.ts";
import { cacheShare } from "./metrics.ts";
import { CostText } from "./cost-text.tsx";
import { formatShare } from "./format-share.ts";

export function Totals({ report: { total, edges } }: { readonly report: UsageReport }): ReactNode {
  const { t } = useTranslation();
  const range = { since: edges[0] ?? 0, until: edges.at(-1) ?? 0 };
  const { unpriced, charges, requests, errors, estimates, aborts, promptTokens, cachedOf } = total;
  const uncharged = requests - charges;
  return (
    <dl
      aria-label={t("usage.totals")}
      className="grid grid-cols-2 gap-x-6 gap-y-3 min-[760px]:grid-cols-3 min-[1200px]:grid-cols-6"
    >
      <Total name={t("usage.cost")} value={<CostText sum={total} />}>
        {unpriced > 0 ? (
          <span className="text-warn">{t("usage.unpricedOf", { count: unpriced })}</span>
        ) : (
          charges > 0 && t("usage.everyPrice")
        )}
      </Total>
      <Total name={t("usage.requests")} value={<Way to={requestsAddress(range)}>{formatCount(requests)}</Way>}>
        {uncharged > 0 && t("usage.unchargedOf", { count: uncharged })}
      </Total>
      <Total
        name={t("usage.errors")}
        value={
          <Way to={errors > 0 ? requestsAddress({ ...range, errors: true }) : null}>
            <span className={errors > 0 ? "text-danger" : ""}>{formatCount(errors)}</span>
          </Way>
        }
      >
        {aborts > 0 && t("usage.aborts", { count: aborts })}
      </Total>
      <Total name={t("usage.promptTokens")} value={formatCount(promptTokens)}>
        {estimates > 0 && t("usage.estimates", { count: estimates })}
      </Total>
      <Total name={t("usage.completionTokens")} value={formatCount(total.completionTokens)} />
      <Total name={t("usage.cacheShare")} value={formatShare(cacheShare(total))}>
        {cachedOf > 0 ? t("usage.shareOf", { tokens: formatCount(cachedOf) }) : t("usage.cacheNone")}
      </Total>
    </dl>
  );
}

interface TotalProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly children?: ReactNode;
}

function Total({ name, value, children }: TotalProps): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="truncate text-xl font-semibold">{value}</dd>
      <dd className="h-[18px] truncate text-sm text-faint">{children}</dd>
    </div>
  );
}

function Way({ to, children }: { readonly to: string | null; readonly children: ReactNode }): ReactNode {
  if (to === null) return children;
  return (
    <a href={to} className="rounded-sm hover:underline">
      {children}
    </a>
  );
}
