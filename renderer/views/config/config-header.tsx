/** The head of the config view: which view, whether something is unsaved, undo, redo, discard, save. */
import { Link } from "@tanstack/react-router";
import { Redo2, Undo2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Drafts } from "../../editor/draft.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { configViews, type ConfigViewName } from "./config-search.ts";

export interface ConfigHeaderProps {
  readonly drafts: Drafts;
  readonly view: ConfigViewName;
  readonly onSave: () => void;
}

export function ConfigHeader({ drafts, view, onSave }: ConfigHeaderProps): ReactNode {
  const { t } = useTranslation();
  const { isDirty, canUndo, canRedo, isSaving, files, undo, redo } = drafts;
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-5">
      <h1 className="text-lg font-semibold">{t("config.title")}</h1>
      <nav aria-label={t("config.views")} className="flex h-full gap-3 pl-1">
        {configViews.map((name) => (
          <Link
            key={name}
            to="/config"
            search={{ view: name }}
            aria-current={name === view ? "page" : undefined}
            className="-mb-px flex h-full items-center border-b-2 border-transparent text-muted outline-offset-[-2px] hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
          >
            {t(`config.view.${name}`)}
          </Link>
        ))}
      </nav>
      <span className="flex-1" />
      <output className="text-sm whitespace-nowrap text-muted">
        {files.length > 0 && (isDirty ? t("config.unsaved") : t("config.saved"))}
      </output>
      <div className="flex items-center gap-1">
        <IconButton label={t("config.undo")} disabled={!canUndo} onClick={undo}>
          <Undo2 size={15} aria-hidden />
        </IconButton>
        <IconButton label={t("config.redo")} disabled={!canRedo} onClick={redo}>
          <Redo2 size={15} aria-hidden />
        </IconButton>
        <DiscardButton isDirty={isDirty} onDiscard={drafts.discard} />
        <Button tone="primary" disabled={!isDirty || isSaving} onClick={onSave} aria-keyshortcuts="Control+S Meta+S">
          {t("config.save")}
        </Button>
      </div>
    </header>
  );
}

function DiscardButton({
  isDirty,
  onDiscard,
}: {
  readonly isDirty: boolean;
  readonly onDiscard: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  const close = (): void => setIsAsking(false);
  return (
    <>
      <Button tone="quiet" disabled={!isDirty} onClick={() => setIsAsking(true)}>
        {t("config.discard")}
      </Button>
      <Dialog isOpen={isAsking} onClose={close} title={t("config.discardTitle")} closeLabel={t("config.close")}>
        <p className="p-4">{t("config.discardText")}</p>
        <div className="flex justify-end gap-2 border-t border-line p-3">
          <Button onClick={close}>{t("config.cancel")}</Button>
          <Button
            tone="primary"
            onClick={() => {
              close();
              onDiscard();
            }}
          >
            {t("config.discard")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
