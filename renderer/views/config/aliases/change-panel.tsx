/** What the last act did to the text, line by line, with the ways back and to the place itself; or why it did nothing. */
import { FileCode2, Undo2, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../ui/button.tsx";
import type { ChangedLines } from "./acts/changed-lines.ts";

export interface TextChange {
  /** One undo each. */
  readonly files: readonly { readonly file: string; readonly changed: ChangedLines }[];
}

/** `nothing`: the text said so already. */
export type ActOutcome = TextChange | { readonly failure: string } | "nothing";

const scroller = "min-h-0 overflow-auto border-y border-line bg-sunken py-1";

export interface ChangePanelProps {
  readonly outcome: ActOutcome;
  readonly onUndo: () => void;
  readonly onShow: (file: string, line: number) => void;
  readonly onClose: () => void;
}

export function ChangePanel({ outcome, onUndo, onShow, onClose }: ChangePanelProps): ReactNode {
  const { t } = useTranslation();
  const title =
    typeof outcome === "object" && "failure" in outcome ? t("aliases.act.failed") : t("aliases.changed.title");
  return (
    <section
      aria-label={title}
      className="absolute right-3 bottom-3 z-20 flex max-h-64 w-[min(460px,calc(100%-24px))] flex-col rounded-md border border-line-strong bg-raised shadow-overlay"
    >
      <header className="flex h-8 shrink-0 items-center justify-between gap-2 pr-1 pl-3">
        <output className="truncate text-sm font-semibold">{title}</output>
        <IconButton label={t("aliases.changed.close")} onClick={onClose}>
          <X size={14} aria-hidden />
        </IconButton>
      </header>
      {outcome === "nothing" && <p className="px-3 pb-3 text-sm text-muted">{t("aliases.changed.none")}</p>}
      {typeof outcome === "object" && "failure" in outcome && (
        <p role="alert" className="px-3 pb-3 text-sm text-danger">
          {outcome.failure}
        </p>
      )}
      {typeof outcome === "object" && "files" in outcome && (
        <>
          {/* A scrolling region must be reachable by key. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <section tabIndex={0} aria-label={title} className={scroller}>
            {outcome.files.map(({ file, changed }) => (
              <Lines key={file} name={outcome.files.length > 1 ? file : null} changed={changed} />
            ))}
          </section>
          <footer className="flex h-9 shrink-0 items-center gap-1 px-1.5">
            <Button tone="quiet" onClick={onUndo}>
              <Undo2 size={14} aria-hidden />
              {t("aliases.changed.undo")}
            </Button>
            <Button
              tone="quiet"
              onClick={() => {
                const [first] = outcome.files;
                if (first !== undefined) onShow(first.file, first.changed.firstLine);
              }}
            >
              <FileCode2 size={14} aria-hidden />
              {t("aliases.changed.showText")}
            </Button>
          </footer>
        </>
      )}
    </section>
  );
}

function Lines({ name, changed }: { readonly name: string | null; readonly changed: ChangedLines }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {name !== null && <p className="truncate px-3 text-xs text-faint">{name}</p>}
      <ul className="font-mono text-xs">
        {changed.lines.map(({ sign, line, text }) => (
          <li key={`${sign}${line}`} className={`flex ${sign === "+" ? "bg-ok-tint" : "bg-danger-tint"}`}>
            <span className="sr-only">
              {t(sign === "+" ? "aliases.changed.added" : "aliases.changed.removed")},{" "}
              {t("aliases.changed.line", { line })}:
            </span>
            <span aria-hidden className="w-12 shrink-0 pr-2 text-right text-muted select-none">
              {line}
            </span>
            <span aria-hidden className={`w-4 shrink-0 select-none ${sign === "+" ? "text-ok" : "text-danger"}`}>
              {sign}
            </span>
            <span className="pr-3 whitespace-pre">{text}</span>
          </li>
        ))}
      </ul>
      {changed.more > 0 && (
        <p className="px-3 text-xs text-muted">{t("aliases.changed.more", { count: changed.more })}</p>
      )}
    </>
  );
}
