/** Above the aliases: the filter, graph or list, and a new alias. */
import { List, Plus, Workflow } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.tsx";
import { formatCount } from "../../../ui/format.ts";
import { useDesk } from "./desk.ts";
import { useCutAt } from "./traffic/traffic-context.tsx";

export type ShownAs = "graph" | "list";

export interface AliasToolbarProps {
  readonly filter: string;
  readonly onFilter: (text: string) => void;
  readonly shown: number;
  readonly all: number;
  readonly shownAs: ShownAs;
  readonly onShowAs: (shownAs: ShownAs) => void;
}

const choices = [
  { value: "graph", Icon: Workflow },
  { value: "list", Icon: List },
] as const;

export function AliasToolbar({ filter, onFilter, shown, all, shownAs, onShowAs }: AliasToolbarProps): ReactNode {
  const { t } = useTranslation();
  const { ask, isReadOnly } = useDesk();
  const cutAt = useCutAt();
  const numbers = { shown: formatCount(shown), all: formatCount(all) };
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
      <input
        type="search"
        value={filter}
        aria-label={t("aliases.filter")}
        placeholder={t("aliases.filter")}
        spellCheck={false}
        autoComplete="off"
        className="h-7 w-56 max-w-full rounded-md border border-line-strong bg-raised px-2 placeholder:text-faint"
        onChange={({ target }) => onFilter(target.value)}
      />
      <fieldset aria-label={t("aliases.shownAs")} className="flex rounded-md border border-line">
        {choices.map(({ value, Icon }) => (
          <Button
            key={value}
            tone="quiet"
            className="border-0"
            aria-pressed={shownAs === value}
            onClick={() => onShowAs(value)}
          >
            <Icon size={14} aria-hidden />
            {t(`aliases.${value}`)}
          </Button>
        ))}
      </fieldset>
      <output className="text-sm whitespace-nowrap text-muted">
        {shown === all ? t("aliases.count", numbers) : t("aliases.countOf", numbers)}
      </output>
      <span className="flex-1" />
      {cutAt !== null && (
        <span className="truncate text-sm text-faint">{t("aliases.clientsCut", { number: formatCount(cutAt) })}</span>
      )}
      {isReadOnly && <span className="text-sm text-warn">{t("aliases.readOnly")}</span>}
      {!isReadOnly && (
        <Button onClick={() => ask({ kind: "newAlias" })}>
          <Plus size={14} aria-hidden />
          {t("aliases.newAlias")}
        </Button>
      )}
    </div>
  );
}
