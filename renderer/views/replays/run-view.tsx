/** One run: how far it is, its bill before and after, its rows, and the comparison of the chosen one. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ReplayRun } from "../../../gateway/contract/replay.ts";
import { PanelApiError } from "../../api/gateway-client.ts";
import { replayRunQuery } from "../../api/replay-queries.ts";
import { Split } from "../../ui/split.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { useListKeys } from "../../ui/use-list-keys.ts";
import { ItemPane } from "./item-pane.tsx";
import { RunBill } from "./run-bill.tsx";
import { RunFilter } from "./run-filter.tsx";
import { RunHeader } from "./run-header.tsx";
import { RunItems } from "./run-items.tsx";
import { isShown, type ShownKind } from "./run-search.ts";
import { useStop } from "./use-stop.ts";

const route = getRouteApi("/replays/$id");
const wide = window.matchMedia("(min-width: 1100px)");

export function RunView(): ReactNode {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(replayRunQuery(id));
  if (data !== undefined) return <Run key={id} run={data} />;
  if (error === null) return <Skeleton lines={8} label={t("app.loading")} />;
  if (error instanceof PanelApiError && error.status === 404)
    return <EmptyState title={t("replays.runGoneTitle")} text={t("replays.runGoneText")} />;
  return (
    <ErrorState
      title={t("app.errorTitle")}
      text={error.message}
      retryLabel={t("app.retry")}
      onRetry={() => void refetch()}
    />
  );
}

function Run({ run }: { readonly run: ReplayRun }): ReactNode {
  const { t } = useTranslation();
  const { show = "all", row } = route.useSearch();
  const navigate = route.useNavigate();
  const isWide = useSyncExternalStore(onWidth, () => wide.matches);
  const stop = useStop(run.id);
  const items = run.items.filter((item) => isShown(item, show));
  const select = (position: string): void =>
    void navigate({ search: { show, row: Number(position) }, replace: row !== undefined });
  const showOnly = (kind: ShownKind): void => void navigate({ search: { show: kind, row }, replace: true });
  const close = (): void => void (row === undefined ? navigate({ to: "/replays" }) : navigate({ search: { show } }));
  useListKeys({
    ids: items.map(({ position }) => String(position)),
    active: row === undefined ? null : String(row),
    move: select,
    open: select,
    close,
    focusFilter: () => undefined,
    actions: {
      a: () => showOnly("all"),
      c: () => showOnly("changed"),
      f: () => showOnly("failed"),
      ...(run.state === "running" ? { s: stop.run } : {}),
    },
  });
  const chosen = run.items.find(({ position }) => position === row) ?? null;
  const list = <RunItems items={items} active={row ?? null} onOpen={select} />;
  const pane = <ItemPane item={chosen} isAlone={!isWide} onClose={close} />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <RunHeader run={run} stop={stop} />
      <RunBill run={run} />
      <RunFilter run={run} show={show} onShow={showOnly} />
      <div className="min-h-0 flex-1">
        {isWide ? (
          <Split id="replays" barLabel={t("replays.detail")} first={list} second={pane} />
        ) : chosen === null ? (
          list
        ) : (
          pane
        )}
      </div>
    </div>
  );
}

function onWidth(listener: () => void): () => void {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
}
