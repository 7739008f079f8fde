/** The palette's commands for aliases: a new one, another name for one, and opening one by a part of its name. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { aliasesQuery } from "../../../api/queries.ts";

export interface AliasCommand {
  readonly label: string;
  readonly run: () => void;
}

const mostFound = 8;

/** @param text what is typed: aliases are looked for by it */
export function useAliasCommands(text: string): readonly AliasCommand[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data } = useQuery({ ...aliasesQuery, enabled: text !== "" });
  const go = (search: { alias?: string; ask?: "new" | "rename" }): void =>
    void navigate({ to: "/config", search: { view: "aliases", ...search } });
  const word = text.toLowerCase();
  const found: string[] = [];
  for (const { alias } of text === "" ? [] : (data?.aliases ?? [])) {
    if (found.length === mostFound) break;
    if (word.includes(alias.toLowerCase()) || alias.toLowerCase().includes(word)) found.push(alias);
  }
  return [
    { label: t("aliases.command.create"), run: () => go({ ask: "new" }) },
    { label: t("aliases.command.rename"), run: () => go({ ask: "rename" }) },
    ...found.map((alias) => ({ label: t("aliases.command.open", { alias }), run: () => go({ alias }) })),
  ];
}
