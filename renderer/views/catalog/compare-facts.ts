/** Two deployments fact by fact, in the words and figures that are shown. */
import type { TFunction } from "i18next";
import type { Ability, CatalogRow } from "../../../gateway/contract/model-catalog.ts";
import { dash, formatCount, formatDuration } from "../../ui/format.ts";
import { formatPrice, formatShare, formatSpeed, formatTokens, formatUse, hostOf } from "./catalog-format.ts";
import { abilityNames } from "./catalog-search.ts";
import { priceSourceName } from "./price-source.ts";

export interface ComparedFact {
  readonly name: string;
  readonly left: string;
  readonly right: string;
  readonly differs: boolean;
}

export interface ComparedGroup {
  readonly title: string;
  readonly facts: readonly ComparedFact[];
}

export function compareFacts(left: CatalogRow, right: CatalogRow, t: TFunction): readonly ComparedGroup[] {
  const fact = (name: string, read: (row: CatalogRow) => string): ComparedFact => {
    const [one, other] = [read(left), read(right)];
    return { name, left: one, right: other, differs: one !== other };
  };
  return [
    {
      title: t("catalog.detail.model"),
      facts: [
        fact(t("catalog.detail.model"), ({ model }) => model || dash),
        fact(t("catalog.provider"), ({ provider }) => provider || dash),
        fact(t("catalog.detail.host"), ({ apiBase }) => hostOf(apiBase) || dash),
        fact(t("catalog.detail.kind"), ({ mode }) => mode || dash),
        fact(t("catalog.detail.context"), ({ contextTokens }) => formatTokens(contextTokens)),
        fact(t("catalog.detail.maxOutput"), ({ maxOutputTokens }) => formatTokens(maxOutputTokens)),
        fact(t("catalog.detail.input"), ({ inputModalities }) => inputModalities.join(", ") || dash),
        fact(t("catalog.detail.output"), ({ outputModalities }) => outputModalities.join(", ") || dash),
      ],
    },
    {
      title: t("catalog.detail.abilities"),
      facts: abilityNames.map((name) =>
        fact(t(`catalog.abilityName.${name}`), ({ abilities }) => stateOf(abilities, name, t)),
      ),
    },
    {
      title: t("catalog.detail.price"),
      facts: [
        fact(t("catalog.detail.priceInput"), ({ price }) => formatPrice(price.inputPerMillion)),
        fact(t("catalog.detail.priceOutput"), ({ price }) => formatPrice(price.outputPerMillion)),
        fact(t("catalog.detail.priceCache"), ({ price }) => formatPrice(price.cacheReadPerMillion)),
        fact(t("catalog.detail.priceSource"), ({ price: { source } }) =>
          source === null ? dash : priceSourceName(source, t),
        ),
      ],
    },
    {
      title: t("catalog.detail.figures"),
      facts: [
        fact(t("catalog.detail.health"), ({ health }) => t(`catalog.healthName.${health}`)),
        fact(t("catalog.detail.calls"), ({ calls }) => formatCount(calls)),
        fact(t("catalog.detail.errors"), ({ errors, calls }) => formatShare(errors, calls)),
        fact(t("catalog.detail.firstToken"), ({ medianFirstTokenMs }) => formatDuration(medianFirstTokenMs)),
        fact(t("catalog.detail.total"), ({ medianTotalMs }) => formatDuration(medianTotalMs)),
        fact(t("catalog.detail.speed"), ({ tokensPerSecond }) => formatSpeed(tokensPerSecond)),
        fact(t("catalog.detail.rpm"), ({ rateLimits }) => formatUse(rateLimits.rpmUsed, rateLimits.rpmLimit)),
        fact(t("catalog.detail.tpm"), ({ rateLimits }) => formatUse(rateLimits.tpmUsed, rateLimits.tpmLimit)),
      ],
    },
  ];
}

function stateOf(abilities: readonly Ability[], name: Ability["name"], t: TFunction): string {
  const found = abilities.find((ability) => ability.name === name);
  return found === undefined ? dash : t(`catalog.abilityState.${found.state}`);
}
