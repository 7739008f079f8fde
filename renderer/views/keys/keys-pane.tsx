/** The filter over the list, or why there is none: read now, failed, empty, or filtered away; or the file's budgets. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { KeyList as KeyListAnswer, PanelKey } from "../../../gateway/contract/panel-keys.ts";
import { useGateway } from "../../api/gateway-context.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { FileBudgets } from "./file-budgets.tsx";
import { KeyFilterBar } from "./key-filter-bar.tsx";
import { KeyList } from "./key-list.tsx";
import { isDescending } from "./key-order.ts";
import type { KeyOrder, KeySearch } from "./key-search.ts";
import { useWrites } from "./use-writes.ts";

export interface KeysPaneProps {
  readonly query: UseQueryResult<KeyListAnswer>;
  readonly keys: readonly PanelKey[];
  readonly search: KeySearch;
  readonly active: string | null;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onSearch: (change: Partial<KeySearch>) => void;
  readonly onOpen: (id: string) => void;
  readonly onClear: () => void;
  readonly onCreate: () => void;
}

export function KeysPane(props: KeysPaneProps): ReactNode {
  const { search, onSearch, inputRef } = props;
  return (
    <div className="flex h-full min-h-0 flex-col">
      {search.view === undefined && <KeyFilterBar search={search} onChange={onSearch} inputRef={inputRef} />}
      <div className="min-h-0 flex-1">
        <Body {...props} />
      </div>
    </div>
  );
}

function Body({ query, keys, search, active, onSearch, onOpen, onClear, onCreate }: KeysPaneProps): ReactNode {
  const { t } = useTranslation();
  const { isAllowed, reason } = useWrites();
  const isLedgerOpen = useGateway().status?.ledger.isWritable ?? true;
  const { data, error, refetch, dataUpdatedAt: now } = query;
  if (data === undefined) {
    if (error === null) return <Skeleton lines={10} label={t("app.loading")} />;
    return (
      <ErrorState
        title={t("app.errorTitle")}
        text={error.message}
        retryLabel={t("app.retry")}
        onRetry={() => void refetch()}
      />
    );
  }
  if (search.view === "budgets") return <FileBudgets list={data} now={now} />;
  if (data.keys.length === 0 && !isLedgerOpen) {
    return <EmptyState title={t("virtualKeys.unreadTitle")} text={t("virtualKeys.unreadText")} />;
  }
  if (data.keys.length === 0) {
    return (
      <EmptyState title={t("virtualKeys.emptyTitle")} text={t("virtualKeys.emptyText")}>
        <Button tone="primary" disabled={!isAllowed} title={reason} onClick={onCreate}>
          {t("virtualKeys.new")}
        </Button>
      </EmptyState>
    );
  }
  if (keys.length === 0) {
    return (
      <EmptyState title={t("virtualKeys.noMatchTitle")} text={t("virtualKeys.noMatchText")}>
        <Button onClick={onClear}>{t("virtualKeys.clear")}</Button>
      </EmptyState>
    );
  }
  // The same column again turns the order round.
  const sort = (order: KeyOrder): void =>
    onSearch({ sort: order, down: search.sort === order ? !isDescending(search) : undefined });
  return <KeyList keys={keys} search={search} now={now} active={active} onOpen={onOpen} onSort={sort} />;
}
