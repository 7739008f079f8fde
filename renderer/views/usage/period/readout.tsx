/** What the pointer is on, in words; one line that is always there, so that nothing moves. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UsageReport } from "../../../../gateway/contract/usage-figures.ts";
import type { Step } from "../../../api/period-edges.ts";
import { formatCount } from "../../../ui/format.ts";
import { CostText } from "./cost-text.tsx";
import { formatPart } from "./format-part.ts";
import { formatShare } from "./format-share.ts";
import { cacheShare } from "./metrics.ts";

export interface ReadoutProps {
  readonly report: UsageReport;
  readonly part: number | null;
  readonly step: Step;
}

export function Readout({ report: { buckets, edges }, part, step }: ReadoutProps): ReactNode {
  const { t, i18n } = useTranslation();
  const sum = part === null ? undefined : buckets[part];
  if (part === null || sum === undefined) return <p className="h-6 pt-1 text-sm text-faint">{t("usage.chartHint")}</p>;
  const { requests, errors, promptTokens, completionTokens, unpriced } = sum;
  return (
    <p aria-hidden className="flex h-6 gap-4 overflow-hidden pt-1 text-sm whitespace-nowrap text-muted">
      <span className="font-medium text-ink">{formatPart(edges[part] ?? 0, step, i18n.language, true)}</span>
      <span>
        <CostText sum={sum} />
        {unpriced > 0 && <span className="text-warn"> {t("usage.unpricedOf", { count: unpriced })}</span>}
      </span>
      <span>{`${t("usage.requests")} ${formatCount(requests)}`}</span>
      <span>{`${t("usage.errors")} ${formatCount(errors)}`}</span>
      <span>{`${t("usage.metric.tokens")} ${formatCount(promptTokens + completionTokens)}`}</span>
      <span>{`${t("usage.cacheShare")} ${formatShare(cacheShare(sum))}`}</span>
    </p>
  );
}
