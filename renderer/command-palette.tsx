/** Everything the panel can do, by name: views, the newest request or one by its id, appearance, copying. */
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "./api/desktop.ts";
import { useGateway, useLiveRows } from "./api/gateway-context.tsx";
import { languages, setLanguage, type Language } from "./i18n/i18n.ts";
import { places } from "./places.ts";
import { Dialog } from "./ui/dialog.tsx";
import { setTheme, themes } from "./ui/theme.ts";
import { useAliasCommands } from "./views/config/aliases/alias-commands.ts";

export interface CommandPaletteProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

export function CommandPalette({ isOpen, onClose, onShortcuts }: CommandPaletteProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("palette.title")} closeLabel={t("app.close")} hasHiddenTitle>
      <Commands onClose={onClose} onShortcuts={onShortcuts} />
    </Dialog>
  );
}

interface Entry {
  readonly label: string;
  readonly run: () => void;
}

const requestId = /^[0-9a-z]{26}$/;

function Commands({ onClose, onShortcuts }: Omit<CommandPaletteProps, "isOpen">): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const groups = useGroups(text.trim(), onShortcuts);
  return (
    <Command label={t("palette.title")} loop className="flex min-h-0 flex-col">
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder={t("palette.placeholder")}
        className="h-11 w-full shrink-0 border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-faint"
      />
      <Command.List label={t("palette.title")} className="min-h-0 overflow-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-muted">{t("palette.empty")}</Command.Empty>
        {groups.map(({ heading, entries }) => (
          <Command.Group
            key={heading}
            heading={heading}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint"
          >
            {entries.map(({ label, run }) => (
              <Command.Item
                key={label}
                value={label}
                onSelect={() => {
                  onClose();
                  run();
                }}
                className="flex h-8 items-center rounded-md px-2.5 data-[selected=true]:bg-selected"
              >
                {label}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function useGroups(
  text: string,
  onShortcuts: () => void,
): readonly { readonly heading: string; readonly entries: readonly Entry[] }[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { status } = useGateway();
  const newest = useLiveRows()[0]?.id;
  const openRequest = (id: string): void => void navigate({ to: "/requests", search: { id } });
  const go: Entry[] = [
    ...places.map(({ to, name }) => ({
      label: t("palette.go", { view: t(`nav.${name}`) }),
      run: () => void navigate({ to }),
    })),
    {
      label: t("palette.go", { view: t("config.history.title") }),
      run: () => void navigate({ to: "/config", search: { view: "history" } }),
    },
    { label: t("catalog.discover"), run: () => void navigate({ to: "/catalog/discover" }) },
  ];
  if (newest !== undefined) go.push({ label: t("palette.newest"), run: () => openRequest(newest) });
  if (requestId.test(text)) go.unshift({ label: t("palette.byId", { id: text }), run: () => openRequest(text) });
  const act: Entry[] = [...useAliasCommands(text), { label: t("palette.shortcuts"), run: onShortcuts }];
  if (status !== null) act.unshift({ label: t("palette.copyBaseUrl"), run: () => void copyText(status.baseUrl) });
  const look: Entry[] = [
    ...themes.map((theme) => ({
      label: t("palette.theme", { name: t(`settings.${theme}`) }),
      run: () => setTheme(theme),
    })),
    ...Object.entries(languages).map(([language, name]) => ({
      label: t("palette.language", { name }),
      run: () => void setLanguage(language as Language), // a key of the table
    })),
  ];
  return [
    { heading: t("palette.groupGo"), entries: go },
    { heading: t("palette.groupDo"), entries: act },
    { heading: t("palette.groupLook"), entries: look },
  ];
}
