/** How it did in the last day, and how much of its limits is used now. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogRow } from "../../../../gateway/contract/model-catalog.ts";
import { formatCount, formatDuration } from "../../../ui/format.ts";
import { KeyValues, Section } from "../../../ui/section.tsx";
import { formatShare, formatSpeed } from "../catalog-format.ts";

export function FigureSection({ row }: { readonly row: CatalogRow }): ReactNode {
  const { t } = useTranslation();
  const { calls, errors, rateLimits: limits } = row;
  const use = (used: number, limit: number | null): string =>
    limit === null ? t("catalog.detail.noLimit", { used }) : t("catalog.detail.ofLimit", { used, limit });
  return (
    <>
      <Section
        title={t("catalog.detail.figures")}
        action={
          <Link to="/requests" search={{ alias: row.alias }} className="text-sm text-accent hover:underline">
            {t("catalog.detail.openCalls")}
          </Link>
        }
      >
        <KeyValues
          rows={[
            { name: t("catalog.detail.calls"), value: formatCount(calls) },
            { name: t("catalog.detail.errors"), value: `${formatCount(errors)} (${formatShare(errors, calls)})` },
            { name: t("catalog.detail.firstToken"), value: formatDuration(row.medianFirstTokenMs) },
            { name: t("catalog.detail.total"), value: formatDuration(row.medianTotalMs) },
            { name: t("catalog.detail.speed"), value: formatSpeed(row.tokensPerSecond) },
          ]}
        />
      </Section>
      <Section title={t("catalog.detail.limits")}>
        <KeyValues
          rows={[
            { name: t("catalog.detail.rpm"), value: use(limits.rpmUsed, limits.rpmLimit) },
            { name: t("catalog.detail.tpm"), value: use(limits.tpmUsed, limits.tpmLimit) },
            { name: t("catalog.detail.parallel"), value: use(limits.inFlight, limits.parallelLimit) },
            { name: t("catalog.detail.weight"), value: row.weight },
            { name: t("catalog.detail.order"), value: row.order },
          ]}
        />
      </Section>
    </>
  );
}
