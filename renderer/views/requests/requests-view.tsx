/** Every request, live and stored: filters in the address, a list by keyboard, and the detail beside it. */
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RequestFilter } from "../../api/request-filter.ts";
import { Split } from "../../ui/split.tsx";
import { ActionBar } from "./actions/action-bar.tsx";
import { CommentDialog } from "./actions/comment-dialog.tsx";
import { Notice } from "./actions/notice.tsx";
import { FilterBar } from "./filter/filter-bar.tsx";
import type { TimeRange } from "./histogram/bars.ts";
import { HistogramStrip } from "./histogram/histogram-strip.tsx";
import { ListBody } from "./list-body.tsx";
import { loadWhenIdle } from "./load-when-idle.ts";
import { RequestDetail } from "./request-detail.tsx";
import { ReplayDialogs } from "./replay/replay-dialogs.tsx";
import type { RequestTab } from "./request-tabs.ts";
import { useListKeys } from "../../ui/use-list-keys.ts";
import { useRequestList, type RequestListState } from "./use-request-list.ts";
import { useSteady } from "./use-steady.ts";

const route = getRouteApi("/requests");
const wide = window.matchMedia("(min-width: 1100px)");

export function RequestsView(): ReactNode {
  const { id, tab, ...searched } = route.useSearch();
  const filter = useSame(searched);
  const navigate = route.useNavigate();
  const isWide = useSyncExternalStore(onWidth, () => wide.matches);
  const filterInput = useRef<HTMLInputElement>(null);
  // Ids sort by time: the older one is what the other is held against.
  const compare = useSteady((one: string, other: string): void => {
    const [a, b] = [one, other].sort();
    void navigate({ to: "/requests/compare", search: { a, b } });
  });
  const state = useRequestList(filter, {
    openId: id ?? null,
    open: (next) => void navigate({ search: { ...filter, id: next, tab }, replace: id !== undefined }),
    close: () => void navigate({ search: filter }),
    setFilter: (next) => void navigate({ search: { ...next, id, tab }, replace: true }),
    compare,
  });
  const [isCommenting, setCommenting] = useState(false);
  const [replayed, setReplayed] = useState<readonly string[]>([]);
  const comment = useSteady(() => setCommenting(true));
  const replay = useSteady(() => setReplayed(state.targets));
  const setRange = useSteady((range: TimeRange | null) =>
    state.setFilter({ ...filter, since: range?.since, until: range?.until }),
  );
  useEffect(loadWhenIdle, []);
  useListKeys({ ...state.keys(comment, replay), focusFilter: () => filterInput.current?.focus() });
  const detail =
    id === undefined ? null : (
      <RequestDetail
        key={id}
        id={id}
        row={state.list.rows.find((row) => row.id === id) ?? null}
        comment={state.markOf(id)?.comment ?? null}
        tab={tab ?? "overview"}
        onTab={(next: RequestTab) => void navigate({ search: { ...filter, id, tab: next }, replace: true })}
        onClose={state.close}
        onReplay={() => setReplayed([id])}
        isAlone={!isWide}
      />
    );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Head filter={filter} state={state} onComment={comment} onReplay={replay} />
      <div className="relative min-h-0 flex-1">
        <Panes detail={detail} isWide={isWide}>
          <FilterBar filter={filter} onChange={state.setFilter} onId={state.open} inputRef={filterInput} />
          <HistogramStrip filter={filter} onRange={setRange} />
          <ListBody filter={filter} state={state} columns={state.columns.shown} />
        </Panes>
        <Notice actions={state.actions} />
      </div>
      <ReplayDialogs ids={replayed} onClose={() => setReplayed([])} onOpen={state.open} />
      <TargetsComment state={state} isOpen={isCommenting} onClose={() => setCommenting(false)} />
    </div>
  );
}

interface TargetsCommentProps {
  readonly state: RequestListState;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function TargetsComment({ state, isOpen, onClose }: TargetsCommentProps): ReactNode {
  return (
    <CommentDialog
      isOpen={isOpen && state.targets.length > 0}
      count={state.targets.length}
      comment={state.markOf(state.targets[0] ?? "")?.comment ?? ""}
      onClose={onClose}
      onSave={(comment) => {
        state.actions.mark(state.targets, { comment });
        onClose();
      }}
    />
  );
}

interface HeadProps {
  readonly filter: RequestFilter;
  readonly state: RequestListState;
  readonly onComment: () => void;
  readonly onReplay: () => void;
}

function Head({ filter, state, onComment, onReplay }: HeadProps): ReactNode {
  const { t } = useTranslation();
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-5">
      <h1 className="text-lg font-semibold">{t("requests.title")}</h1>
      <span className="mt-0.5 text-sm text-faint">{t("requests.count", { count: state.list.rows.length })}</span>
      <span className="flex-1" />
      <ActionBar
        targets={state.targets}
        selected={state.selection.ids.size}
        markOf={state.markOf}
        filter={filter}
        actions={state.actions}
        columns={state.columns}
        onComment={onComment}
        onCompare={state.compare}
        onReplay={onReplay}
        onClear={state.selection.clear}
      />
    </header>
  );
}

interface PanesProps {
  readonly detail: ReactNode;
  readonly isWide: boolean;
  readonly children: ReactNode;
}

function Panes({ detail, isWide, children }: PanesProps): ReactNode {
  const { t } = useTranslation();
  const pane = <div className="flex h-full min-h-0 flex-col">{children}</div>;
  if (detail === null) return pane;
  if (!isWide) return detail;
  return <Split id="requests" barLabel={t("detail.title")} first={pane} second={detail} />;
}

/** The same object as long as it says the same: the address is read anew with every row that comes in. */
function useSame(filter: RequestFilter): RequestFilter {
  const key = JSON.stringify(filter);
  return useMemo(() => JSON.parse(key) as RequestFilter, [key]); // what was just written
}

function onWidth(listener: () => void): () => void {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
}
