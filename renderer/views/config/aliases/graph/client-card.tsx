/** A client: the program as it names itself, and the key it uses. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Client } from "../traffic/client-of.ts";
import { useFlow } from "../traffic/traffic-context.tsx";
import { clientKey } from "../traffic/traffic.ts";
import { formatCount } from "../../../../ui/format.ts";
import { clientWords } from "./node-words.ts";

export function ClientCard({ client }: { readonly client: Client }): ReactNode {
  const { t } = useTranslation();
  const { day, running } = useFlow(clientKey(client.id));
  const { name, key } = clientWords(t, client);
  return (
    <div
      className="flex size-full flex-col justify-center rounded-md border border-line bg-raised px-2 leading-4"
      title={`${name} · ${key}`}
    >
      <span className="flex justify-between gap-2">
        <span className="truncate text-sm font-medium">{name}</span>
        <span className={`shrink-0 text-xs ${running > 0 ? "font-medium text-accent" : "text-faint"}`}>
          {running > 0 ? t("aliases.running", { number: formatCount(running) }) : formatCount(day)}
        </span>
      </span>
      <span className="truncate text-xs text-faint">{key}</span>
    </div>
  );
}
