/** A file that another program changed: read again quietly when nothing was drafted, else a bar with the ways on. */
import { TriangleAlert } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Drafts } from "../../../editor/draft.ts";
import { TextDiff } from "../../../editor/text-diff.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { shortName } from "../file-name.ts";

export interface ChangeBarProps {
  readonly drafts: Drafts;
  readonly onMerge: () => void;
}

export function ChangeBar({ drafts, onMerge }: ChangeBarProps): ReactNode {
  const { t } = useTranslation();
  const { conflict, texts, reloadOutside } = drafts;
  const [isComparing, setIsComparing] = useState(false);
  if (conflict === null) return <ReplacedNote replaced={drafts.replaced} />;
  const file = shortName(conflict.file);
  return (
    <div role="alert" className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line bg-warn-tint px-5 py-1">
      <TriangleAlert size={14} className="shrink-0 text-warn" aria-hidden />
      <span className="min-w-0 flex-1">
        {t(conflict.from === "save" ? "config.outside.refused" : "config.outside.conflict", { file })}
      </span>
      <Button onClick={onMerge}>{t("config.outside.merge")}</Button>
      <Button onClick={() => setIsComparing(true)}>{t("config.outside.difference")}</Button>
      <Button tone="quiet" onClick={reloadOutside}>
        {t("config.outside.takeTheirs")}
      </Button>
      <Dialog
        isOpen={isComparing}
        onClose={() => setIsComparing(false)}
        title={t("config.outside.differenceTitle")}
        closeLabel={t("config.close")}
        isWide
      >
        <div className="min-h-0 flex-1">
          <TextDiff
            before={texts.get(conflict.file) ?? ""}
            after={conflict.theirs.text}
            label={t("config.outside.differenceLabel")}
          />
        </div>
      </Dialog>
    </div>
  );
}

const shownMs = 8000;

/** Lies over the view, so that nothing moves when it comes and goes. */
function ReplacedNote({ replaced }: { readonly replaced: Drafts["replaced"] }): ReactNode {
  const { t } = useTranslation();
  const [goneAt, setGoneAt] = useState(() => Date.now());
  useEffect(() => {
    if (replaced === null) return undefined;
    const timer = setTimeout(() => setGoneAt(Date.now()), Math.max(0, replaced.at + shownMs - Date.now()));
    return () => clearTimeout(timer);
  }, [replaced]);
  const isShown = replaced !== null && replaced.at > goneAt - shownMs + 1 && replaced.at + shownMs > goneAt;
  return (
    <output className="absolute top-14 right-4 z-20">
      {isShown && (
        <span className="block rounded-md border border-line bg-raised px-3 py-1.5 text-sm text-muted shadow-overlay">
          {t("config.outside.replaced", { file: shortName(replaced.file) })}
        </span>
      )}
    </output>
  );
}
