/** Every key the panel listens to. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { places } from "./places.ts";
import { Kbd } from "./ui/badge.tsx";
import { Dialog } from "./ui/dialog.tsx";
import { AliasShortcuts } from "./views/config/aliases/alias-shortcuts.tsx";

const everywhere = [
  { name: "palette", keys: ["Ctrl / ⌘", "K"] },
  { name: "sheet", keys: ["?"] },
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
  { name: "compare", keys: ["d"] },
  { name: "delete", keys: ["Del"] },
  { name: "undoDelete", keys: ["u"] },
] as const;

const inConfig = [
  { name: "save", keys: ["Ctrl / ⌘", "S"] },
  { name: "undo", keys: ["Ctrl / ⌘", "Z / Y"] },
  { name: "suggest", keys: ["Ctrl", "Space"] },
  { name: "quickFix", keys: ["Ctrl / ⌘", "."] },
  { name: "problem", keys: ["F8", "Shift F8"] },
  { name: "symbol", keys: ["Ctrl / ⌘", "Shift", "O"] },
  { name: "find", keys: ["Ctrl / ⌘", "F"] },
  { name: "format", keys: ["Shift", "Alt", "F"] },
  { name: "tabOut", keys: ["Ctrl", "M"] },
] as const;

interface Row {
  readonly words: string;
  readonly keys: readonly string[];
}

const inKeys = [
  { name: "next", keys: ["j", "↓"] },
  { name: "previous", keys: ["k", "↑"] },
  { name: "open", keys: ["Enter"] },
  { name: "create", keys: ["n"] },
  { name: "filter", keys: ["/"] },
  { name: "closeDetail", keys: ["Esc"] },
] as const;

const inRuns = [
  { name: "all", keys: ["a"] },
  { name: "changed", keys: ["c"] },
  { name: "failed", keys: ["f"] },
  { name: "stop", keys: ["s"] },
] as const;

export function ShortcutSheet({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const worded = ({ name, keys }: (typeof everywhere | typeof inRequests | typeof inConfig)[number]): Row => ({
    words: t(`keys.${name}`),
    keys,
  });
  const gone = places.map(({ name, key }): Row => ({
    words: t("keys.go", { view: t(`nav.${name}`) }),
    keys: ["g", key],
  }));
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("keys.title")} closeLabel={t("app.close")}>
      <div className="grid gap-x-8 gap-y-4 overflow-auto p-4 sm:grid-cols-2">
        {[
          { title: t("keys.everywhere"), rows: [...everywhere.map(worded), ...gone] },
          {
            title: t("keys.inRequests"),
            rows: [...inRequests.map(worded), { words: t("replays.shortcut.replay"), keys: ["r"] }],
          },
          { title: t("keys.inConfig"), rows: inConfig.map(worded) },
          {
            title: t("virtualKeys.shortcut.title"),
            rows: inKeys.map(({ name, keys }): Row => ({ words: t(`virtualKeys.shortcut.${name}`), keys })),
          },
          {
            title: t("replays.shortcut.title"),
            rows: inRuns.map(({ name, keys }): Row => ({ words: t(`replays.shortcut.${name}`), keys })),
          },
        ].map(({ title, rows }) => (
          <div key={title}>
            <h3 className="mb-1.5 text-sm font-semibold text-muted">{title}</h3>
            <ul>
              {rows.map(({ words, keys }) => (
                <li key={words} className="flex h-7 items-center justify-between gap-3">
                  {words}
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
        <AliasShortcuts />
      </div>
    </Dialog>
  );
}
