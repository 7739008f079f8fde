/** The config's files; one alone is only named. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConfigFile } from "../../../../gateway/contract/config-files.ts";
import { shortName } from "../file-name.ts";

export interface FileTabsProps {
  readonly files: readonly ConfigFile[];
  readonly shown: string;
  readonly dirty: ReadonlySet<string>;
  readonly onShow: (file: string) => void;
}

export function FileTabs({ files, shown, dirty, onShow }: FileTabsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="tablist" aria-label={t("config.files")} className="flex h-full min-w-0 flex-1 overflow-x-auto">
      {files.map(({ file, kind }, index) => (
        <button
          key={file}
          type="button"
          role="tab"
          aria-selected={file === shown}
          tabIndex={file === shown ? 0 : -1}
          title={kind === "include" ? `${file} (${t("config.includeFile")})` : file}
          onClick={() => onShow(file)}
          onKeyDown={({ key, currentTarget }) => {
            const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
            const next = files[(index + step + files.length) % files.length];
            if (step === 0 || next === undefined) return;
            onShow(next.file);
            const tab = currentTarget.parentElement?.children[files.indexOf(next)];
            if (tab instanceof HTMLElement) tab.focus();
          }}
          className="flex h-full shrink-0 items-center gap-1.5 border-r border-line px-4 font-mono text-sm text-muted outline-offset-[-2px] hover:text-ink aria-selected:bg-selected aria-selected:text-ink"
        >
          {shortName(file)}
          <span className={dirty.has(file) ? "text-accent" : "invisible"} title={t("config.unsaved")}>
            <span aria-hidden>●</span>
            {dirty.has(file) && <span className="sr-only">{t("config.unsaved")}</span>}
          </span>
        </button>
      ))}
    </div>
  );
}
