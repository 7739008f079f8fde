/** The places with models, the likeliest first: what runs here, whose key is set, what the config calls, the rest. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ModelSource } from "../../../../gateway/contract/model-catalog.ts";
import { Badge } from "../../../ui/badge.tsx";
import { ErrorState, Skeleton } from "../../../ui/states.tsx";
import { hostOf } from "../catalog-format.ts";
import { isConfigured } from "./place-of-models.ts";

export interface SourceListProps {
  readonly sources: readonly ModelSource[];
  readonly isSearching: boolean;
  readonly error: Error | null;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly onRetry: () => void;
}

const groups = ["running", "ready", "configured", "others", "stopped"] as const;

export function SourceList(props: SourceListProps): ReactNode {
  const { sources, isSearching, error, chosen, onChoose, onRetry } = props;
  const { t } = useTranslation();
  if (isSearching) return <Skeleton lines={8} label={t("catalog.find.searching")} />;
  if (error !== null)
    return (
      <ErrorState title={t("app.errorTitle")} text={error.message} retryLabel={t("app.retry")} onRetry={onRetry} />
    );
  return (
    <nav aria-label={t("catalog.find.sources")} className="flex flex-col gap-2 p-2">
      {groups.map((group) => {
        const members = sources.filter((source) => groupOf(source) === group);
        if (members.length === 0) return null;
        return (
          <div key={group}>
            <h2 className="px-2 py-1 text-xs text-faint">{t(`catalog.find.${group}`)}</h2>
            <ul>
              {members.map((source) => (
                <li key={source.id}>
                  <SourceButton source={source} isChosen={source.id === chosen} onChoose={onChoose} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

function groupOf(source: ModelSource): (typeof groups)[number] {
  if (isConfigured(source)) return "configured";
  if (source.isRunning !== null) return source.isRunning ? "running" : "stopped";
  return source.hasKey ? "ready" : "others";
}

interface SourceButtonProps {
  readonly source: ModelSource;
  readonly isChosen: boolean;
  readonly onChoose: (id: string) => void;
}

function SourceButton({ source, isChosen, onChoose }: SourceButtonProps): ReactNode {
  const { t } = useTranslation();
  const { id, title, apiBase, provider } = source;
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      title={apiBase}
      onClick={() => onChoose(id)}
      className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover aria-pressed:bg-selected aria-pressed:font-medium"
    >
      <span className="min-w-0 flex-1 truncate">{title}</span>
      {source.isRunning === true && <Badge tone="ok">{hostOf(apiBase).replace(/^.*:/, ":")}</Badge>}
      {isConfigured(source) && <span className="text-xs text-faint">{provider}</span>}
      {source.isRunning === false && <span className="sr-only">{t("catalog.find.stoppedMark")}</span>}
    </button>
  );
}
