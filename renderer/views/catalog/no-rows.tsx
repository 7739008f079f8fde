/** What stands in the table's place: still reading, nothing passes the filter, it cannot be read, or there is nothing. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { DiscoverLink } from "./discover-link.tsx";

export interface NoRowsProps {
  readonly query: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly refetch: () => Promise<unknown>;
  };
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

export function NoRows({ query: { isPending, error, refetch }, isFiltered, onClear }: NoRowsProps): ReactNode {
  const { t } = useTranslation();
  if (isPending) return <Skeleton lines={10} label={t("app.loading")} />;
  if (isFiltered) {
    return (
      <EmptyState title={t("catalog.noMatchTitle")}>
        <Button onClick={onClear}>{t("catalog.clear")}</Button>
      </EmptyState>
    );
  }
  if (error !== null) {
    return (
      <ErrorState
        title={t("app.errorTitle")}
        text={error.message}
        retryLabel={t("app.retry")}
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <EmptyState title={t("catalog.emptyTitle")} text={t("catalog.emptyText")}>
      <DiscoverLink />
    </EmptyState>
  );
}
