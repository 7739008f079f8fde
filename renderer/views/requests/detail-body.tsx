/** A stored body: JSON as a tree that folds, or the text as it went over the wire. */
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../../api/desktop.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { formatBytes } from "../../ui/format.ts";
import { JsonTree } from "../../ui/json-tree.tsx";
import { EmptyState } from "../../ui/states.tsx";

export interface DetailBodyProps {
  readonly label: string;
  /** null when it is not kept. */
  readonly text: string | null;
  /** Size on the wire. */
  readonly bytes: number;
  readonly isCut: boolean;
  readonly isRunning: boolean;
}

export function DetailBody({ label, text, bytes, isCut, isRunning }: DetailBodyProps): ReactNode {
  const { t } = useTranslation();
  const [wantsText, setWantsText] = useState(false);
  const [isWrapped, setIsWrapped] = useState(true);
  const value = useMemo(() => parseObject(text), [text]);
  if (text === null || text === "") {
    return <EmptyState title={isRunning ? t("detail.bodyRunning") : t("detail.bodyNone")} />;
  }
  const isTree = value !== null && !wantsText;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-9 shrink-0 items-center gap-1.5 border-b border-line pr-2 pl-4">
        <span className="text-sm text-muted">{formatBytes(bytes)}</span>
        {isCut && (
          <span className="truncate text-sm text-warn">
            {t("detail.bodyCut", { kept: formatBytes(text.length), size: formatBytes(bytes) })}
          </span>
        )}
        <span className="flex-1" />
        {value !== null && (
          <Button tone="quiet" onClick={() => setWantsText(!wantsText)}>
            {wantsText ? t("detail.asTree") : t("detail.asText")}
          </Button>
        )}
        {!isTree && (
          <Button tone="quiet" aria-pressed={isWrapped} onClick={() => setIsWrapped(!isWrapped)}>
            {t("detail.wrap")}
          </Button>
        )}
        <CopyButton label={`${t("app.copy")}: ${label}`} doneLabel={t("app.copied")} copy={() => copyText(text)} />
      </div>
      {/* A scrolling region must be reachable by key. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="min-h-0 flex-1 overflow-auto" tabIndex={0} aria-label={label}>
        {isTree ? (
          <JsonTree value={value} label={label} expandLabel="+" collapseLabel="-" />
        ) : (
          <pre className={`px-4 py-3 font-mono text-sm ${isWrapped ? "break-all whitespace-pre-wrap" : ""}`}>
            {text}
          </pre>
        )}
      </section>
    </div>
  );
}

function parseObject(text: string | null): object | null {
  if (text === null || !/^\s*[[{]/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
