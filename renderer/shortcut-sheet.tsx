/** Every key the panel listens to. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Kbd } from "./ui/badge.tsx";
import { Dialog } from "./ui/dialog.tsx";

const everywhere = [
  { name: "palette", keys: ["Ctrl / ⌘", "K"] },
  { name: "sheet", keys: ["?"] },
  { name: "goOverview", keys: ["g", "o"] },
  { name: "goRequests", keys: ["g", "r"] },
] as const;

const inRequests = [
  { name: "next", keys: ["j", "↓"] },
  { name: "previous", keys: ["k", "↑"] },
  { name: "open", keys: ["Enter"] },
  { name: "closeDetail", keys: ["Esc"] },
  { name: "filter", keys: ["/"] },
  { name: "newest", keys: ["Home"] },
  { name: "tabs", keys: ["←", "→"] },
  { name: "select", keys: ["x"] },
  { name: "stretch", keys: ["Shift", "j / k"] },
  { name: "pin", keys: ["p"] },
  { name: "comment", keys: ["c"] },
  { name: "delete", keys: ["Del"] },
  { name: "undo", keys: ["u"] },
] as const;

export function ShortcutSheet({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("keys.title")} closeLabel={t("app.close")}>
      <div className="grid gap-x-8 gap-y-4 overflow-auto p-4 sm:grid-cols-2">
        {[
          { title: t("keys.everywhere"), rows: everywhere },
          { title: t("keys.inRequests"), rows: inRequests },
        ].map(({ title, rows }) => (
          <div key={title}>
            <h3 className="mb-1.5 text-sm font-semibold text-muted">{title}</h3>
            <ul>
              {rows.map(({ name, keys }) => (
                <li key={name} className="flex h-7 items-center justify-between gap-3">
                  {t(`keys.${name}`)}
                  <span className="flex gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Dialog>
  );
}
