/** The rooms of the panel, and at the foot how it looks. A rail of icons in a narrow window. */
import { Link } from "@tanstack/react-router";
import { Search, Settings2 } from "lucide-react";
import { useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { languages, setLanguage, type Language } from "./i18n/i18n.ts";
import { places } from "./places.ts";
import { Kbd } from "./ui/badge.tsx";
import { ChoiceMenu } from "./ui/menu.tsx";
import { currentTheme, setTheme, subscribeTheme, themes, type Theme } from "./ui/theme.ts";

const entry =
  "flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-selected aria-[current=page]:text-ink aria-[current=page]:font-medium";
/** In a narrow window the words stay for screen readers only. */
const words = "sr-only min-[1200px]:not-sr-only";

export interface NavigationProps {
  readonly onPalette: () => void;
  readonly onShortcuts: () => void;
}

export function Navigation({ onPalette, onShortcuts }: NavigationProps): ReactNode {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("app.navigation")} className="flex min-h-0 flex-col gap-0.5 border-r border-line bg-sunken p-2">
      <div className="mb-2 flex h-8 items-center gap-2.5 px-1.5">
        <img src="./favicon.svg" alt="" className="size-5" />
        <span className={`${words} font-semibold`}>{t("app.name")}</span>
      </div>
      {places.map(({ to, name, Icon }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: to === "/", includeSearch: false }}
          preload="intent"
          className={entry}
          title={t(`nav.${name}`)}
        >
          <Icon size={16} className="shrink-0" aria-hidden />
          <span className={words}>{t(`nav.${name}`)}</span>
        </Link>
      ))}
      <div className="flex-1" />
      <button type="button" className={entry} onClick={onPalette} aria-keyshortcuts="Control+K Meta+K">
        <Search size={16} className="shrink-0" aria-hidden />
        <span className={`${words} flex-1 text-left`}>{t("settings.palette")}</span>
        <span className="hidden min-[1200px]:inline">
          <Kbd>{isApple ? "⌘K" : "Ctrl K"}</Kbd>
        </span>
      </button>
      <AppearanceMenu onShortcuts={onShortcuts} />
    </nav>
  );
}

const isApple = navigator.userAgent.includes("Mac OS");

function AppearanceMenu({ onShortcuts }: { readonly onShortcuts: () => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const theme = useSyncExternalStore(subscribeTheme, currentTheme);
  return (
    <ChoiceMenu
      side="top"
      trigger={
        <button type="button" className={entry}>
          <Settings2 size={16} className="shrink-0" aria-hidden />
          <span className={`${words} truncate text-left`}>{t("nav.settings")}</span>
        </button>
      }
      groups={[
        {
          label: t("settings.theme"),
          value: theme,
          choices: themes.map((value) => ({ value, label: t(`settings.${value}`) })),
          onChoose: (value) => setTheme(value as Theme), // one of the choices above
        },
        {
          label: t("settings.language"),
          value: i18n.language,
          choices: Object.entries(languages).map(([value, label]) => ({ value, label })),
          onChoose: (value) => void setLanguage(value as Language), // one of the choices above
        },
      ]}
      commands={[{ label: t("settings.shortcuts"), hint: <Kbd>?</Kbd>, run: onShortcuts }]}
    />
  );
}
