/** The keys of the alias view, for the sheet that lists every key. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Kbd } from "../../../ui/badge.tsx";

const rows = [
  { name: "walk", keys: ["←", "→", "↑", "↓"] },
  { name: "open", keys: ["Enter"] },
  { name: "fallback", keys: ["F"] },
  { name: "move", keys: ["M"] },
  { name: "order", keys: ["Alt", "↑ / ↓"] },
  { name: "remove", keys: ["Del"] },
  { name: "undo", keys: ["Ctrl / ⌘", "Z / Y"] },
] as const;

export function AliasShortcuts(): ReactNode {
  const { t } = useTranslation();
  return (
    <div>
      <h3 className="mb-1.5 text-sm font-semibold text-muted">{t("aliases.keys.title")}</h3>
      <ul>
        {rows.map(({ name, keys }) => (
          <li key={name} className="flex h-7 items-center justify-between gap-3">
            {t(`aliases.keys.${name}`)}
            <span className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
