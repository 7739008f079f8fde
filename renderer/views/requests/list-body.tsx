/** The list, or what stands in its place: being read, failed, nothing yet, nothing that matches. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isFiltered, type RequestFilter } from "../../api/request-filter.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import type { Column } from "./request-columns.tsx";
import { RequestList } from "./request-list.tsx";
import type { RequestListState } from "./use-request-list.ts";

export interface ListBodyProps {
  readonly filter: RequestFilter;
  readonly state: RequestListState;
  readonly columns: readonly Column[];
}

export function ListBody(props: ListBodyProps): ReactNode {
  return (
    <div className="min-h-0 flex-1">
      <Content {...props} />
    </div>
  );
}

function Content({ filter, state, columns }: ListBodyProps): ReactNode {
  const { t } = useTranslation();
  const { list, marks, active, selection, pick, setFilter } = state;
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
  if (list.rows.length > 0) {
    return (
      <RequestList
        list={list}
        columns={columns}
        marks={marks}
        active={active}
        selected={selection.ids}
        hasSnippets={filter.text !== undefined}
        onPick={pick}
      />
    );
  }
  if (!isFiltered(filter)) return <EmptyState title={t("requests.emptyTitle")} text={t("requests.emptyText")} />;
  if (list.hasMore) return <LookFurther list={list} />;
  return (
    <EmptyState title={t("requests.noMatchTitle")} text={t("requests.noMatchText")}>
      <Button onClick={() => setFilter({})}>{t("requests.clear")}</Button>
    </EmptyState>
  );
}

/** A search that stopped for time before it found anything. */
function LookFurther({ list }: { readonly list: RequestListState["list"] }): ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyState title={t("requests.noMatchYet")}>
      <Button onClick={list.loadMore} disabled={list.isLoadingMore}>
        {t("requests.lookFurther")}
      </Button>
    </EmptyState>
  );
}
