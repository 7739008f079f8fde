/** The config: one draft of its files, as text, as aliases, and as the versions it had. */
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDrafts } from "../../editor/draft.ts";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { AliasesPage } from "./aliases/aliases-page.tsx";
import { ConfigHeader } from "./config-header.tsx";
import { HistoryView } from "./history/history-view.tsx";
import { MergeDialog } from "./merge/merge-dialog.tsx";
import { ChangeBar } from "./merge/change-bar.tsx";
import { SaveDialog } from "./save/save-dialog.tsx";
import { SavedNote, type SavedFile } from "./save/saved-note.tsx";
import { TextView } from "./text/text-view.tsx";

const route = getRouteApi("/config");

export function ConfigView(): ReactNode {
  const { t } = useTranslation();
  const { view = "text", save = false } = route.useSearch();
  const drafts = useDrafts();
  const [dialog, setDialog] = useState<"save" | "merge" | null>(save ? "save" : null);
  const [saved, setSaved] = useState<SavedFile | null>(null);
  const { isDirty } = drafts;
  const openSave = useCallback((): void => {
    if (isDirty) setDialog("save");
  }, [isDirty]);
  useSaveKey(openSave);
  if (drafts.error !== null) {
    return (
      <ErrorState
        title={t("config.loadFailed")}
        text={drafts.error.message}
        retryLabel={t("config.retry")}
        onRetry={drafts.reload}
      />
    );
  }
  return (
    <div className="relative flex h-full min-h-0 flex-col">
      <ConfigHeader drafts={drafts} view={view} onSave={openSave} />
      <ChangeBar drafts={drafts} onMerge={() => setDialog("merge")} />
      <div className="min-h-0 flex-1">
        {drafts.isLoading && view !== "aliases" && <Skeleton lines={12} label={t("config.loading")} />}
        {!drafts.isLoading && view === "text" && <TextView drafts={drafts} onSave={openSave} />}
        {view === "aliases" && <AliasesPage />}
        {!drafts.isLoading && view === "history" && <HistoryView drafts={drafts} onSave={() => setDialog("save")} />}
      </div>
      {dialog === "save" && isDirty && (
        <SaveDialog
          drafts={drafts}
          onClose={() => setDialog(null)}
          onSaved={(file) => {
            setDialog(null);
            setSaved(file);
          }}
          onConflict={() => setDialog("merge")}
        />
      )}
      {dialog === "merge" && (
        <MergeDialog drafts={drafts} onClose={() => setDialog(null)} onMerged={() => setDialog("save")} />
      )}
      <SavedNote saved={saved} onDone={() => setSaved(null)} />
    </div>
  );
}

/** Ctrl/Cmd+S outside the editor, where the browser would save its page. */
function useSaveKey(save: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      save();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [save]);
}
