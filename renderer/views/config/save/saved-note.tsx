/** Says for some seconds that a save is done, with the way to its version. */
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/button.tsx";
import { shortName } from "../file-name.ts";

export interface SavedFile {
  readonly file: string;
  /** The gateway runs it. */
  readonly isRunning: boolean;
}

const shownMs = 8000;

export function SavedNote({
  saved,
  onDone,
}: {
  readonly saved: SavedFile | null;
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useTranslation();
  useEffect(() => {
    if (saved === null) return undefined;
    const timer = setTimeout(onDone, shownMs);
    return () => clearTimeout(timer);
  }, [saved, onDone]);
  return (
    <output className="absolute right-4 bottom-48 z-30">
      {saved !== null && (
        <span className="flex items-center gap-3 rounded-md border border-line-strong bg-raised py-1.5 pr-1.5 pl-3 shadow-overlay">
          <span className={saved.isRunning ? "" : "text-warn"}>
            {t(saved.isRunning ? "config.saving.done" : "config.saving.doneBroken", { file: shortName(saved.file) })}
          </span>
          <Link to="/config" search={{ view: "history" }} className="text-accent underline underline-offset-2">
            {t("config.saving.toHistory")}
          </Link>
          <IconButton label={t("config.close")} onClick={onDone}>
            <X size={14} aria-hidden />
          </IconButton>
        </span>
      )}
    </output>
  );
}
