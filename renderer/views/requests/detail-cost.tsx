/** How a cost came about: the sum, each count times its price, and where the price stands. What is not known says so. */
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CostBreakdown, CostLine } from "../../../gateway/contract/cost.ts";
import type { SpendLogDetail } from "../../../gateway/contract/spend-log.ts";
import { formatUsd } from "../../ui/format.ts";
import { KeyValues, Section } from "../../ui/section.tsx";

export function DetailCost({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const { cost, state } = detail;
  // While it runs, and where no answer came, there is no bill to speak of.
  if (cost === null && (state === "in_flight" || detail.costUsdNanos === null)) return null;
  return (
    <Section title={t("detail.cost")}>
      <KeyValues
        rows={[
          { name: t("detail.costSum"), value: <Total detail={detail} /> },
          { name: t("detail.costFormula"), value: cost === null ? null : formula(cost, t) },
          { name: t("detail.costSource"), value: cost?.source == null ? null : sourceText(cost, t) },
          { name: t("detail.costTier"), value: cost?.serviceTier ?? null },
          { name: t("detail.costMissing"), value: cost === null ? null : missing(cost) },
        ]}
      />
    </Section>
  );
}

function Total({ detail }: { readonly detail: SpendLogDetail }): ReactNode {
  const { t } = useTranslation();
  const { costUsdNanos, isEstimate } = detail;
  if (costUsdNanos === null) return <span className="text-warn">{t("detail.costUnknown")}</span>;
  return (
    <>
      {isEstimate ? "≈ " : ""}
      {formatUsd(costUsdNanos)}
      {isEstimate && <span className="text-muted"> · {t("detail.costEstimate")}</span>}
    </>
  );
}

function formula({ lines }: CostBreakdown, t: TFunction): ReactNode {
  if (lines.length === 0) return null;
  return (
    <ul className="flex flex-col gap-0.5">
      {lines.map((line) => (
        <li key={`${line.unit} ${line.priceKey}`}>
          <Line line={line} t={t} />
        </li>
      ))}
    </ul>
  );
}

function Line({ line, t }: { readonly line: CostLine; readonly t: TFunction }): ReactNode {
  const { unit, quantity, price, usd, priceKey, source } = line;
  return (
    <span title={`${priceKey} · ${t(`detail.priceSource.${source}`)}`}>
      {t(`detail.unit.${unit}`)} {quantity.toLocaleString("en-US")} × ${price} = ${usd}
    </span>
  );
}

function sourceText({ source, entry, map }: CostBreakdown, t: TFunction): ReactNode {
  if (source === null) return null;
  const word = t(`detail.priceSource.${source}`);
  return source === "price_map" ? `${word}: ${entry ?? ""} (${map ?? ""})` : word;
}

function missing({ missing: names }: CostBreakdown): ReactNode {
  return names.length === 0 ? null : <span className="font-mono text-sm break-all">{names.join(", ")}</span>;
}
