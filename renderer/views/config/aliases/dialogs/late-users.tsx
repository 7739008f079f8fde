/** Who called an alias in the last day: what a rename or a removal would break. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "../../../../ui/format.ts";
import { clientWords } from "../graph/node-words.ts";
import { useAliasesOf, useClients, useFlow } from "../traffic/traffic-context.tsx";
import { aliasKey } from "../traffic/traffic.ts";

const shown = 4;

export function LateUsers({ alias }: { readonly alias: string }): ReactNode {
  const { t } = useTranslation();
  const { day } = useFlow(aliasKey(alias));
  const clients = useClients();
  const aliasesOf = useAliasesOf();
  if (day === 0) return <p className="text-sm text-muted">{t("aliases.act.unused")}</p>;
  const names = clients
    .filter(({ id }) => aliasesOf.get(id)?.has(alias) === true)
    .map((client) => clientWords(t, client).name);
  const listed = [...new Set(names)].slice(0, shown).join(", ");
  return <p className="text-sm text-warn">{t("aliases.act.usedBy", { number: formatCount(day), clients: listed })}</p>;
}
