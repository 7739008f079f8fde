/** Every request, live and stored: filters in the address, a list by keyboard, and the detail beside it. */
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isFiltered, type RequestFilter } from "../../api/request-filter.ts";
import { useRequestRows } from "../../api/use-request-rows.ts";
import { Button } from "../../ui/button.tsx";
import { Split } from "../../ui/split.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { RequestDetail } from "./request-detail.tsx";
import { RequestList } from "./request-list.tsx";
import type { RequestTab } from "./request-tabs.ts";
import { useListKeys } from "../../ui/use-list-keys.ts";

const route = getRouteApi("/requests");
const wide = window.matchMedia("(min-width: 1100px)");

export function RequestsView(): ReactNode {
  const { t } = useTranslation();
  const { id, tab, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useRequestRows(filter);
  const [cursor, setCursor] = useState<string | null>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const isWide = useSyncExternalStore(onWidth, () => wide.matches);

  const setFilter = (next: RequestFilter): void => void navigate({ search: { ...next, id, tab }, replace: true });
  const open = (next: string): void => {
    setCursor(next);
    void navigate({ search: { ...filter, id: next, tab }, replace: id !== undefined });
  };
  const close = (): void => void navigate({ search: filter });
  const move = (next: string): void => (id === undefined ? setCursor(next) : open(next));
  const active = id ?? cursor;
  useListKeys({
    ids: list.rows.map((row) => row.id),
    active,
    move,
    open,
    close: () => (id === undefined ? setFilter({}) : close()),
    focusFilter: () => filterInput.current?.focus(),
  });

  const detail =
    id === undefined ? null : (
      <RequestDetail
        key={id}
        id={id}
        row={list.rows.find((row) => row.id === id) ?? null}
        tab={tab ?? "overview"}
        onTab={(next: RequestTab) => void navigate({ search: { ...filter, id, tab: next }, replace: true })}
        onClose={close}
        isAlone={!isWide}
      />
    );
  const pane = (
    <div className="flex h-full min-h-0 flex-col">
      <FilterBar filter={filter} onChange={setFilter} inputRef={filterInput} />
      <div className="min-h-0 flex-1">
        <ListBody list={list} filter={filter} active={active} onOpen={open} onClear={() => setFilter({})} />
      </div>
    </div>
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-12 shrink-0 items-baseline gap-3 border-b border-line px-5 leading-[47px]">
        <h1 className="text-lg leading-[inherit] font-semibold">{t("requests.title")}</h1>
        <span className="text-sm leading-[inherit] text-faint">{t("requests.count", { count: list.rows.length })}</span>
      </header>
      <div className="min-h-0 flex-1">
        {detail === null && pane}
        {detail !== null && !isWide && detail}
        {detail !== null && isWide && <Split id="requests" barLabel={t("detail.title")} first={pane} second={detail} />}
      </div>
    </div>
  );
}

interface ListBodyProps {
  readonly list: ReturnType<typeof useRequestRows>;
  readonly filter: RequestFilter;
  readonly active: string | null;
  readonly onOpen: (id: string) => void;
  readonly onClear: () => void;
}

function ListBody({ list, filter, active, onOpen, onClear }: ListBodyProps): ReactNode {
  const { t } = useTranslation();
  if (list.isLoading && list.rows.length === 0) return <Skeleton lines={10} label={t("app.loading")} />;
  if (list.error !== null && list.rows.length === 0) {
    return (
      <ErrorState
        title={t("app.errorTitle")}
        text={list.error.message}
        retryLabel={t("app.retry")}
        onRetry={list.retry}
      />
    );
  }
  if (list.rows.length > 0) return <RequestList list={list} active={active} onOpen={onOpen} />;
  if (!isFiltered(filter)) return <EmptyState title={t("requests.emptyTitle")} text={t("requests.emptyText")} />;
  return (
    <EmptyState title={t("requests.noMatchTitle")} text={t("requests.noMatchText")}>
      <Button onClick={onClear}>{t("requests.clear")}</Button>
    </EmptyState>
  );
}

function onWidth(listener: () => void): () => void {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
}
