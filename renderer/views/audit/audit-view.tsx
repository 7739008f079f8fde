/** The audit log: whether its chain holds, every act by filter and keyboard, one act beside the list, and the log as a file. */
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { Split } from "../../ui/split.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { useListKeys } from "../../ui/use-list-keys.ts";
import { AuditDetail } from "./audit-detail.tsx";
import { AuditFilterBar } from "./audit-filter-bar.tsx";
import { AuditHeader } from "./audit-header.tsx";
import { AuditList } from "./audit-list.tsx";
import { filterOf, isFiltered, type AuditSearch } from "./audit-search.ts";
import { ChainBar } from "./chain-bar.tsx";
import { useAuditLine, useAuditLines, type AuditLines } from "./use-audit-lines.ts";

const route = getRouteApi("/audit");
const wide = window.matchMedia("(min-width: 1100px)");

export function AuditView(): ReactNode {
  const { t } = useTranslation();
  const { search, set, open: openLine, close, clear } = useAuditSearch();
  const found = useAuditLines(filterOf(search));
  const line = useAuditLine(search.id, found.lines);
  const [cursor, setCursor] = useState<string | null>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const isWide = useSyncExternalStore(onWidth, () => wide.matches);
  const { id } = search;
  const open = (next: string): void => {
    setCursor(next);
    openLine(next);
  };
  const active = id ?? cursor;
  useListKeys({
    ids: found.lines.map((one) => one.id),
    active,
    move: (next) => (id === undefined ? setCursor(next) : open(next)),
    open,
    close: id === undefined ? clear : close,
    focusFilter: () => filterInput.current?.focus(),
  });
  const list = (
    <div className="flex h-full min-h-0 flex-col">
      <AuditFilterBar search={search} onChange={set} onClear={clear} inputRef={filterInput} />
      <div className="min-h-0 flex-1">
        <Body found={found} search={search} active={active} onOpen={open} onClear={clear} />
      </div>
    </div>
  );
  const detail =
    id === undefined ? null : (
      <AuditDetail line={line} onClose={close} onObject={(object) => set({ object })} isAlone={!isWide} />
    );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <AuditHeader search={search} />
      <ChainBar />
      <div className="min-h-0 flex-1">
        {detail === null ? (
          list
        ) : isWide ? (
          <Split id="audit" barLabel={t("audit.detail")} first={list} second={detail} />
        ) : (
          detail
        )}
      </div>
    </div>
  );
}

interface BodyProps {
  readonly found: AuditLines;
  readonly search: AuditSearch;
  readonly active: string | null;
  readonly onOpen: (id: string) => void;
  readonly onClear: () => void;
}

/** The list, or why there is none: read now, failed, filtered away; a log is never empty, its gateway started. */
function Body({ found, search, active, onOpen, onClear }: BodyProps): ReactNode {
  const { t } = useTranslation();
  const { lines, readAt, isLoading, error, retry, loadMore, isLoadingMore } = found;
  if (isLoading) return <Skeleton lines={10} label={t("app.loading")} />;
  if (error !== null) {
    return <ErrorState title={t("app.errorTitle")} text={error.message} retryLabel={t("app.retry")} onRetry={retry} />;
  }
  if (lines.length === 0 && loadMore === null) {
    if (!isFiltered(search)) return <EmptyState title={t("audit.emptyTitle")} text={t("audit.emptyText")} />;
    return (
      <EmptyState title={t("audit.noMatchTitle")} text={t("audit.noMatchText")}>
        <Button onClick={onClear}>{t("audit.clear")}</Button>
      </EmptyState>
    );
  }
  return (
    <AuditList
      lines={lines}
      now={readAt}
      active={active}
      onOpen={onOpen}
      loadMore={loadMore}
      isLoadingMore={isLoadingMore}
    />
  );
}

interface AuditPlace {
  readonly search: AuditSearch;
  readonly set: (change: Partial<AuditSearch>) => void;
  readonly open: (id: string) => void;
  readonly close: () => void;
  /** The filter. */
  readonly clear: () => void;
}

/** The address as it is, and the ways it changes: only opening and closing an act is a step to go back from. */
function useAuditSearch(): AuditPlace {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return {
    search,
    set: (change) => void navigate({ search: { ...search, ...change }, replace: true }),
    open: (id) => void navigate({ search: { ...search, id }, replace: search.id !== undefined }),
    close: () => void navigate({ search: { ...search, id: undefined } }),
    clear: () => void navigate({ search: { id: search.id }, replace: true }),
  };
}

function onWidth(listener: () => void): () => void {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
}
