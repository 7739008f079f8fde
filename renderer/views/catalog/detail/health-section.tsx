/** How it is, why, since when, and until when it rests. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogRow } from "../../../../gateway/contract/model-catalog.ts";
import { formatDateTime } from "../../../ui/format.ts";
import { KeyValues, Section } from "../../../ui/section.tsx";

export function HealthSection({ row }: { readonly row: CatalogRow }): ReactNode {
  const { t, i18n } = useTranslation();
  const time = (at: number | null): string | null => (at === null ? null : formatDateTime(at, i18n.language));
  return (
    <Section title={t("catalog.detail.health")}>
      <KeyValues
        rows={[
          { name: t("catalog.detail.state"), value: t(`catalog.healthMeaning.${row.health}`) },
          {
            name: t("catalog.detail.reason"),
            value: row.healthReason === null ? null : <span className="wrap-anywhere">{row.healthReason}</span>,
          },
          { name: t("catalog.detail.since"), value: time(row.healthAt) },
          { name: t("catalog.detail.until"), value: time(row.cooldownUntil) },
        ]}
      />
    </Section>
  );
}
