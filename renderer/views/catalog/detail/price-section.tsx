/** What a million tokens cost and who says so. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ModelPrice } from "../../../../gateway/contract/model-catalog.ts";
import { KeyValues, Section } from "../../../ui/section.tsx";
import { formatPrice } from "../catalog-format.ts";
import { priceSourceName } from "../price-source.ts";

export function PriceSection({ price }: { readonly price: ModelPrice }): ReactNode {
  const { t } = useTranslation();
  const dollars = (text: string | null): string | null => (text === null ? null : `$${formatPrice(text)}`);
  return (
    <Section title={t("catalog.detail.price")}>
      {price.source === null ? (
        <p className="text-muted">{t("catalog.detail.noPrice")}</p>
      ) : (
        <KeyValues
          rows={[
            { name: t("catalog.detail.priceInput"), value: dollars(price.inputPerMillion) },
            { name: t("catalog.detail.priceOutput"), value: dollars(price.outputPerMillion) },
            { name: t("catalog.detail.priceCache"), value: dollars(price.cacheReadPerMillion) },
            { name: t("catalog.detail.priceSource"), value: priceSourceName(price.source, t) },
          ]}
        />
      )}
    </Section>
  );
}
