/** The aliases to choose from, found by a part of their name: one of them, or several. */
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

export interface AliasListProps {
  readonly label: string;
  readonly aliases: readonly string[];
  readonly chosen: ReadonlySet<string>;
  /** Radio buttons, or boxes to tick. */
  readonly isSingle: boolean;
  /** No more can be ticked. */
  readonly isFull: boolean;
  readonly onToggle: (alias: string) => void;
}

/** More than anybody looks through: the field above finds the others. */
const mostShown = 200;

export function AliasList({ label, aliases, chosen, isSingle, isFull, onToggle }: AliasListProps): ReactNode {
  const { t } = useTranslation();
  const [part, setPart] = useState("");
  const shown = useMemo(() => {
    const wanted = part.trim().toLowerCase();
    return aliases.filter((alias) => alias.toLowerCase().includes(wanted)).slice(0, mostShown);
  }, [aliases, part]);
  return (
    <fieldset className="flex min-h-0 flex-col gap-2">
      <legend className="sr-only">{label}</legend>
      <input
        type="search"
        data-autofocus
        aria-label={t("replays.findAlias")}
        placeholder={t("replays.findAlias")}
        value={part}
        maxLength={200}
        onChange={({ target }) => setPart(target.value)}
        className="h-7 w-full rounded-md border border-line-strong bg-surface px-2 placeholder:text-faint"
      />
      <div className="h-40 overflow-auto rounded-md border border-line">
        {shown.length === 0 && <p className="p-3 text-muted">{t("replays.noAlias")}</p>}
        {shown.map((alias) => {
          const isChosen = chosen.has(alias);
          return (
            <label key={alias} className="flex h-7 items-center gap-2 px-2.5 font-mono text-sm hover:bg-hover">
              <input
                type={isSingle ? "radio" : "checkbox"}
                name="alias"
                checked={isChosen}
                disabled={isFull && !isChosen}
                onChange={() => onToggle(alias)}
              />
              <span className="truncate">{alias}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
