/** What a sum cost, exact; what is not known beside it, never as 0. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { UsageSum } from "../../../../gateway/contract/usage-figures.ts";
import { dash, formatUsd } from "../../../ui/format.ts";

/** Without a charge there is nothing that could have cost; where no charge has a price, no sum either. */
export function CostText({ sum: { nanos, charges, unpriced } }: { readonly sum: UsageSum }): ReactNode {
  const { t } = useTranslation();
  if (charges === 0) return <span className="text-faint">{dash}</span>;
  if (unpriced === charges) return <span className="text-warn">{t("app.unknown")}</span>;
  return formatUsd(nanos);
}
