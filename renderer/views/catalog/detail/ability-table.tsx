/** What it can do, who says so, and what was seen when it was tried. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Ability } from "../../../../gateway/contract/model-catalog.ts";
import { Badge, type Tone } from "../../../ui/badge.tsx";
import { formatDateTime } from "../../../ui/format.ts";
import { Section } from "../../../ui/section.tsx";
import { abilityNames } from "../catalog-search.ts";

const tones: Readonly<Record<Ability["state"], Tone>> = { yes: "ok", no: "neutral", unknown: "warn" };

export function AbilityTable({ abilities }: { readonly abilities: readonly Ability[] }): ReactNode {
  const { t } = useTranslation();
  const known = abilityNames.flatMap((name) => abilities.filter((ability) => ability.name === name));
  return (
    <Section title={t("catalog.detail.abilities")}>
      {known.length === 0 ? (
        <p className="text-muted">{t("catalog.detail.noAbilities")}</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {known.map((ability) => (
            <AbilityLine key={ability.name} ability={ability} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function AbilityLine({ ability: { name, state, source, evidence, at } }: { readonly ability: Ability }): ReactNode {
  const { t, i18n } = useTranslation();
  const when = at === null ? "" : ` · ${formatDateTime(at, i18n.language)}`;
  return (
    <li className="grid grid-cols-[112px_84px_minmax(0,1fr)] items-baseline gap-x-2 py-1">
      <span>{t(`catalog.abilityName.${name}`)}</span>
      <span>
        <Badge tone={tones[state]}>{t(`catalog.abilityState.${state}`)}</Badge>
      </span>
      <span className="min-w-0">
        {evidence !== null && <span className="block wrap-anywhere">{evidence}</span>}
        <span className="text-sm text-faint">
          {t(`catalog.abilitySource.${source}`)}
          {when}
        </span>
      </span>
    </li>
  );
}
