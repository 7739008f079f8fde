/** What a model can do, as a row of small signs with their words for whoever does not see or know them. */
import { AudioLines, Binary, Braces, Brain, Eye, FileText, Globe, Waves, Wrench, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Ability } from "../../../gateway/contract/model-catalog.ts";
import { abilityNames, type AbilityName } from "./catalog-search.ts";

const icons: Readonly<Record<AbilityName, LucideIcon>> = {
  tools: Wrench,
  vision: Eye,
  json_schema: Braces,
  reasoning: Brain,
  streaming: Waves,
  audio_input: AudioLines,
  pdf_input: FileText,
  web_search: Globe,
  embedding: Binary,
};

export function AbilityIcons({ abilities }: { readonly abilities: readonly Ability[] }): ReactNode {
  const { t } = useTranslation();
  const can = new Set(abilities.filter(({ state }) => state === "yes").map(({ name }) => name));
  const shown = abilityNames.filter((name) => can.has(name));
  return (
    <span
      className="flex items-center gap-1.5"
      title={shown.map((name) => t(`catalog.abilityName.${name}`)).join(", ")}
    >
      {shown.map((name) => (
        <AbilityIcon key={name} name={name} />
      ))}
    </span>
  );
}

export function AbilityIcon({ name }: { readonly name: AbilityName }): ReactNode {
  const { t } = useTranslation();
  const Icon = icons[name];
  return (
    <>
      <Icon size={13} className="shrink-0 text-muted" aria-hidden />
      <span className="sr-only">{t(`catalog.abilityName.${name}`)}</span>
    </>
  );
}
