/** Searching one alias among thousands: typing narrows a short list, arrow keys and Enter choose. */
import { Command } from "cmdk";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../desk.ts";

export interface PickAliasProps {
  /** Aliases that cannot be chosen. */
  readonly without: readonly string[];
  readonly onPick: (alias: string) => void;
}

const most = 50;

export function PickAlias({ without, onPick }: PickAliasProps): ReactNode {
  const { t } = useTranslation();
  const { index } = useDesk();
  const [text, setText] = useState("");
  const found = matching(index.names, text, without);
  return (
    <Command label={t("aliases.act.pick")} shouldFilter={false} loop className="flex min-h-0 flex-col">
      <Command.Input
        value={text}
        data-autofocus
        onValueChange={setText}
        placeholder={t("aliases.act.pick")}
        className="h-9 w-full shrink-0 border-b border-line bg-transparent px-3 outline-offset-[-2px] placeholder:text-faint"
      />
      <Command.List label={t("aliases.act.pick")} className="min-h-0 overflow-auto p-1">
        <Command.Empty className="px-3 py-4 text-center text-muted">{t("aliases.act.pickNone")}</Command.Empty>
        {found.map((name) => (
          <Command.Item
            key={name}
            value={name}
            onSelect={() => onPick(name)}
            className="flex h-7 items-center truncate rounded-md px-2 font-mono text-sm data-[selected=true]:bg-selected"
          >
            {name}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

/** Those that begin with the text first. */
function matching(names: readonly string[], text: string, without: readonly string[]): readonly string[] {
  const word = text.trim().toLowerCase();
  const beginning: string[] = [];
  const containing: string[] = [];
  for (const name of names) {
    if (without.includes(name)) continue;
    const at = name.toLowerCase().indexOf(word);
    if (at === 0) beginning.push(name);
    else if (at > 0 && containing.length < most) containing.push(name);
    if (beginning.length >= most) break;
  }
  return [...beginning, ...containing].slice(0, most);
}
