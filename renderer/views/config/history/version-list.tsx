/** The versions, newest first. */
import { useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConfigVersion } from "../../../../gateway/contract/config-files.ts";
import { formatDateTime } from "../../../ui/format.ts";
import { shortName } from "../file-name.ts";

export interface VersionListProps {
  readonly versions: readonly ConfigVersion[];
  readonly shown: string;
  readonly onShow: (id: string) => void;
}

export function VersionList({ versions, shown, onShow }: VersionListProps): ReactNode {
  const { t, i18n } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const hasFiles = new Set(versions.map(({ file }) => file)).size > 1;
  const move = (index: number): void => {
    const next = versions[index];
    if (next === undefined) return;
    onShow(next.id);
    list.current?.querySelectorAll("button")[index]?.focus();
  };
  return (
    <nav aria-label={t("config.history.title")} className="w-72 shrink-0 overflow-auto border-r border-line bg-sunken">
      <ul ref={list}>
        {versions.map((version, index) => (
          <li key={version.id}>
            <button
              type="button"
              aria-current={version.id === shown ? "true" : undefined}
              onClick={() => onShow(version.id)}
              onKeyDown={(event) => {
                if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
                event.preventDefault();
                move(index + (event.key === "ArrowDown" ? 1 : -1));
              }}
              className="flex w-full flex-col border-b border-line px-4 py-2 text-left outline-offset-[-2px] hover:bg-hover aria-[current=true]:bg-selected"
            >
              <span>{formatDateTime(version.savedAt, i18n.language)}</span>
              <span className="flex w-full gap-2 text-sm text-muted">
                <span className="flex-1 truncate">
                  {t(`config.history.by.${version.by}`)}
                  {hasFiles && ` · ${shortName(version.file)}`}
                </span>
                <span className="font-mono text-xs leading-[18px]" aria-hidden>
                  {t("config.history.lines", { added: version.linesAdded, removed: version.linesRemoved })}
                </span>
                <span className="sr-only">
                  {t("config.history.linesLabel", { added: version.linesAdded, removed: version.linesRemoved })}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
