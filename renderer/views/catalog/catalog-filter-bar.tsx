/** Narrows the catalog; each change is in the address at once. What can be chosen is what the catalog has. */
import { Columns3, X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogRow } from "../../../gateway/contract/model-catalog.ts";
import { IconButton } from "../../ui/button.tsx";
import { CheckMenu } from "../../ui/check-menu.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Select } from "../../ui/select.tsx";
import { columns } from "./catalog-columns.tsx";
import { abilityNames, healthNames, type CatalogFilter } from "./catalog-search.ts";
import { isFiltered } from "./choose-rows.ts";
import type { ColumnChoice } from "./use-columns.ts";

export interface CatalogFilterBarProps {
  readonly rows: readonly CatalogRow[];
  readonly filter: CatalogFilter;
  readonly onChange: (filter: CatalogFilter) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly choice: ColumnChoice;
}

const all = "";
const prices = [0, 0.1, 0.5, 1, 3, 10] as const;
/** More than this is not a list to choose from: type instead. */
const mostChoices = 300;

export function CatalogFilterBar({ rows, filter, onChange, inputRef, choice }: CatalogFilterBarProps): ReactNode {
  const { t } = useTranslation();
  return (
    <search className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
      <SearchField
        label={t("catalog.search")}
        inputRef={inputRef}
        value={filter.search ?? ""}
        onChange={(search) => onChange({ ...filter, search: search.trim() === "" ? undefined : search })}
      />
      {useChoices(rows, filter).map(({ label, value, options, change }) => (
        <Select
          key={label}
          label={label}
          value={value}
          options={options}
          onChange={(next) => onChange({ ...filter, ...change(next) })}
        />
      ))}
      {isFiltered(filter) && (
        <IconButton label={t("catalog.clear")} onClick={() => onChange({})}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
      <CheckMenu
        label={t("catalog.columns")}
        trigger={
          <IconButton label={t("catalog.chooseColumns")}>
            <Columns3 size={14} aria-hidden />
          </IconButton>
        }
        items={columns.map(({ name }) => ({
          value: name,
          label: t(`catalog.column.${name}`),
          isChecked: choice.isShown(name),
        }))}
        onToggle={choice.toggle}
      />
    </search>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface Choice {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly change: (value: string) => Partial<CatalogFilter>;
}

function useChoices(rows: readonly CatalogRow[], filter: CatalogFilter): readonly Choice[] {
  const { t } = useTranslation();
  const found = (key: "provider" | "alias" | "mode", label: string, any: string): Choice => ({
    label,
    value: filter[key] ?? all,
    options: [{ value: all, label: any }, ...distinct(rows, key).map((value) => ({ value, label: value }))],
    change: (value) => ({ [key]: value === all ? undefined : value }),
  });
  return [
    found("provider", t("catalog.provider"), t("catalog.allProviders")),
    found("alias", t("catalog.alias"), t("catalog.allAliases")),
    found("mode", t("catalog.mode"), t("catalog.allModes")),
    {
      label: t("catalog.ability"),
      value: filter.ability ?? all,
      options: [
        { value: all, label: t("catalog.allAbilities") },
        ...abilityNames.map((name) => ({ value: name, label: t(`catalog.abilityName.${name}`) })),
      ],
      change: (value) => ({ ability: abilityNames.find((name) => name === value) }),
    },
    {
      label: t("catalog.health"),
      value: filter.health ?? all,
      options: [
        { value: all, label: t("catalog.allHealth") },
        ...healthNames.map((name) => ({ value: name, label: t(`catalog.healthName.${name}`) })),
      ],
      change: (value) => ({ health: healthNames.find((name) => name === value) }),
    },
    {
      label: t("catalog.max"),
      value: filter.max === undefined ? all : String(filter.max),
      options: [
        { value: all, label: t("catalog.anyPrice") },
        ...priceChoices(filter.max).map((price) => ({
          value: String(price),
          label: t("catalog.maxChoice", { price }),
        })),
      ],
      change: (value) => ({ max: value === all ? undefined : Number(value) }),
    },
  ];
}

function distinct(rows: readonly CatalogRow[], key: "provider" | "alias" | "mode"): string[] {
  return [...new Set(rows.map((row) => row[key]))]
    .filter((value) => value !== "")
    .sort()
    .slice(0, mostChoices);
}

/** An address may ask for another price than the list has. */
function priceChoices(chosen: number | undefined): readonly number[] {
  return [...new Set([...prices, ...(chosen === undefined ? [] : [chosen])])].sort((left, right) => left - right);
}
