/** Every version of the config's files: when, by whom, how much; compared, and brought back as a draft. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { callGateway } from "../../../api/gateway-client.ts";
import type { Drafts } from "../../../editor/draft.ts";
import { EmptyState, ErrorState, Skeleton } from "../../../ui/states.tsx";
import { VersionDetail } from "./version-detail.tsx";
import { VersionList } from "./version-list.tsx";

export interface HistoryViewProps {
  readonly drafts: Drafts;
  readonly onSave: () => void;
}

const route = getRouteApi("/config");

export function HistoryView({ drafts, onSave }: HistoryViewProps): ReactNode {
  const { t } = useTranslation();
  const { version: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery({
    queryKey: ["config", "history"],
    queryFn: ({ signal }) => callGateway("configHistory", {}, { signal }),
  });
  if (error !== null) {
    return (
      <ErrorState
        title={t("config.history.failed")}
        text={error.message}
        retryLabel={t("config.retry")}
        onRetry={() => void refetch()}
      />
    );
  }
  if (data === undefined) return <Skeleton lines={10} label={t("config.loading")} />;
  const { versions } = data;
  const shown = versions.find(({ id }) => id === chosen) ?? versions[0];
  if (shown === undefined) return <EmptyState title={t("config.history.empty")} text={t("config.history.emptyText")} />;
  const at = versions.indexOf(shown);
  const previous = versions.slice(at + 1).find(({ file }) => file === shown.file) ?? null;
  return (
    <div className="flex h-full min-h-0">
      <VersionList
        versions={versions}
        shown={shown.id}
        onShow={(version) => void navigate({ search: { view: "history", version }, replace: true })}
      />
      <VersionDetail key={shown.id} version={shown} previous={previous} drafts={drafts} onSave={onSave} />
    </div>
  );
}
