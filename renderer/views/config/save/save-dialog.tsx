/** Before anything is written: the difference, what is wrong with it, and what it changes for clients. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { callGateway } from "../../../api/gateway-client.ts";
import type { Drafts } from "../../../editor/draft.ts";
import { TextDiff } from "../../../editor/text-diff.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { shortName } from "../file-name.ts";
import { FileTabs } from "../text/file-tabs.tsx";
import type { SavedFile } from "./saved-note.tsx";
import { SavePreviewPane } from "./save-preview-pane.tsx";

export interface SaveDialogProps {
  readonly drafts: Drafts;
  readonly onClose: () => void;
  readonly onSaved: (saved: SavedFile) => void;
  /** Another program saved in between; nothing was written. */
  readonly onConflict: () => void;
}

export function SaveDialog({ drafts, onClose, onSaved, onConflict }: SaveDialogProps): ReactNode {
  const { t } = useTranslation();
  const changed = drafts.files.filter(({ file }) => drafts.dirtyFiles.has(file));
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = changed.find(({ file }) => file === chosen) ?? changed[0] ?? null;
  const preview = usePreview(drafts);
  const isRunnable = preview.data?.isRunnable ?? true;
  const { save, failure } = useSave(drafts, { isRunnable, onSaved, onConflict });
  const button = useRef<HTMLButtonElement>(null);
  const onKey = (event: KeyboardEvent): void => {
    const isOwn = event.target instanceof HTMLElement && event.target.closest("button, a, input, select") !== null;
    if (event.key !== "Enter" || isOwn || event.defaultPrevented) return;
    event.preventDefault();
    void save();
  };
  const title =
    changed.length > 1
      ? t("config.saving.titleMany", { count: changed.length })
      : t("config.saving.title", { file: shortName(shown?.file ?? "") });
  return (
    <Dialog isOpen onClose={onClose} title={title} closeLabel={t("config.close")} isWide initialFocus={button}>
      <div className="flex min-h-0 flex-1 flex-col" onKeyDown={onKey} role="presentation">
        {changed.length > 1 && (
          <div className="h-8 shrink-0 border-b border-line">
            <FileTabs files={changed} shown={shown?.file ?? ""} dirty={new Set()} onShow={setChosen} />
          </div>
        )}
        <div className="flex min-h-0 flex-1 flex-col min-[1100px]:flex-row">
          <div className="min-h-0 min-w-0 flex-1">
            {shown !== null && (
              <TextDiff
                before={shown.text}
                after={drafts.texts.get(shown.file) ?? ""}
                label={t("config.saving.diff")}
              />
            )}
          </div>
          <SavePreviewPane drafts={drafts} preview={preview.data ?? null} error={preview.error} />
        </div>
        <SaveFooter
          failure={failure}
          isSaving={drafts.isSaving}
          isRunnable={isRunnable}
          button={button}
          onCancel={onClose}
          onSave={() => void save()}
        />
      </div>
    </Dialog>
  );
}

interface SaveFooterProps {
  readonly failure: string | null;
  readonly isSaving: boolean;
  readonly isRunnable: boolean;
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly onCancel: () => void;
  readonly onSave: () => void;
}

function SaveFooter({ failure, isSaving, isRunnable, button, onCancel, onSave }: SaveFooterProps): ReactNode {
  const { t } = useTranslation();
  const act = t(isRunnable ? "config.saving.act" : "config.saving.actAnyway");
  return (
    <footer className="flex shrink-0 items-center gap-2 border-t border-line p-3">
      <p className="min-w-0 flex-1 text-sm text-muted">
        {failure === null ? (
          t("config.saving.hint")
        ) : (
          <span role="alert" className="text-danger">
            {t("config.saving.failed", { message: failure })}
          </span>
        )}
      </p>
      <Button onClick={onCancel}>{t("config.cancel")}</Button>
      <Button ref={button} tone="primary" aria-disabled={isSaving} onClick={onSave}>
        {isSaving ? t("config.saving.busy") : act}
      </Button>
    </footer>
  );
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- react-query's own result
function usePreview({ texts, dirtyFiles }: Drafts) {
  const changed = [...dirtyFiles].map((file) => ({ file, text: texts.get(file) ?? "" }));
  return useQuery({
    queryKey: ["config", "preview", changed],
    queryFn: ({ signal }) => callGateway("configPreview", {}, { body: { drafts: changed }, signal }),
    placeholderData: (previous) => previous,
    gcTime: 0,
    staleTime: 0,
  });
}

interface SaveOutcome {
  readonly isRunnable: boolean;
  readonly onSaved: (saved: SavedFile) => void;
  readonly onConflict: () => void;
}

function useSave(
  drafts: Drafts,
  { isRunnable, onSaved, onConflict }: SaveOutcome,
): { readonly save: () => Promise<void>; readonly failure: string | null } {
  const client = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    if (drafts.isSaving) return;
    setFailure(null);
    try {
      const answer = await drafts.save();
      void client.invalidateQueries({ queryKey: ["config"], predicate: ({ queryKey }) => queryKey[1] !== "preview" });
      if (answer?.outcome === "conflict") onConflict();
      else if (answer !== null) onSaved({ file: answer.files[0]?.file ?? "", isRunning: isRunnable });
    } catch (cause) {
      setFailure(cause instanceof Error ? cause.message : String(cause));
    }
  };
  return { save, failure };
}
