/** The playground's title line: which session, whether it is kept, and what can be done with all columns. */
import { Columns3, GitCompare, History, Plus, SlidersHorizontal } from "lucide-react";
import { useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../ui/button.tsx";
import type { PlaygroundStore } from "./playground-store.ts";

export interface PlaygroundHeadProps {
  readonly store: PlaygroundStore;
  readonly canAdd: boolean;
  readonly onNew: () => void;
  readonly onAdd: () => void;
  readonly onSessions: () => void;
  readonly onCompare: () => void;
  readonly showsSettings: boolean;
  readonly onSettings: () => void;
}

export function PlaygroundHead(props: PlaygroundHeadProps): ReactNode {
  const { t } = useTranslation();
  const { title } = useSyncExternalStore(props.store.subscribe, props.store.session);
  const saveState = useSyncExternalStore(props.store.subscribe, props.store.saveState);
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-5">
      <h1 className="shrink-0 text-lg font-semibold">{t("playground.title")}</h1>
      <span className="min-w-0 truncate text-muted">{title}</span>
      {typeof saveState === "object" && (
        <span role="alert" className="truncate text-sm text-danger">
          {t("playground.saveProblem", saveState)}
        </span>
      )}
      <span className="flex-1" />
      <Button tone="quiet" onClick={props.onAdd} disabled={!props.canAdd}>
        <Columns3 size={14} aria-hidden />
        {t("playground.addColumn")}
      </Button>
      <IconButton label={t("playground.compare")} onClick={props.onCompare}>
        <GitCompare size={14} aria-hidden />
      </IconButton>
      <IconButton label={t("playground.sessions")} onClick={props.onSessions}>
        <History size={14} aria-hidden />
      </IconButton>
      <IconButton label={t("playground.settings")} aria-pressed={props.showsSettings} onClick={props.onSettings}>
        <SlidersHorizontal size={14} aria-hidden />
      </IconButton>
      <Button onClick={props.onNew}>
        <Plus size={14} aria-hidden />
        {t("playground.newSession")}
      </Button>
    </header>
  );
}
