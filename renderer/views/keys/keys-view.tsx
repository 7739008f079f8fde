/** Virtual keys: a list by keyboard, the detail beside it, making one, and the file's budgets. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { keysQuery } from "../../api/key-queries.ts";
import { Split } from "../../ui/split.tsx";
import { useListKeys } from "../../ui/use-list-keys.ts";
import { useTranslation } from "react-i18next";
import { CreateDialog } from "./create-dialog.tsx";
import { KeyDetail } from "./key-detail.tsx";
import { listedKeys } from "./key-order.ts";
import type { KeySearch, KeyTab } from "./key-search.ts";
import { KeysPane, type KeysPaneProps } from "./keys-pane.tsx";
import { KeysHeader } from "./keys-header.tsx";
import { LedgerBanner } from "./ledger-banner.tsx";
import { RevealDialog, type MadeKey } from "./reveal-dialog.tsx";
import { useFreshKeys } from "./use-fresh-keys.ts";
import { useWrites } from "./use-writes.ts";

const route = getRouteApi("/keys");
const wide = window.matchMedia("(min-width: 1100px)");

export function KeysView(): ReactNode {
  const { search, set, open: openKey, close, clear } = useKeySearch();
  const query = useQuery(keysQuery);
  useFreshKeys();
  const keys = useMemo(() => listedKeys(query.data?.keys ?? [], search), [query.data, search]);
  const [cursor, setCursor] = useState<string | null>(null);
  const filterInput = useRef<HTMLInputElement>(null);
  const { id, view } = search;

  const open = (next: string): void => {
    setCursor(next);
    openKey(next);
  };
  const { create, onMade, dialogs } = useNewKeys(open);
  const active = id ?? cursor;
  useListKeys({
    ids: view === undefined ? keys.map((key) => key.id) : [],
    active: view === undefined ? active : null,
    move: (next) => (id === undefined ? setCursor(next) : open(next)),
    open,
    close: id === undefined ? clear : close,
    focusFilter: () => filterInput.current?.focus(),
    actions: { n: create },
  });
  const pane = (
    <KeysPane
      query={query}
      keys={keys}
      search={search}
      active={active}
      inputRef={filterInput}
      onSearch={set}
      onOpen={open}
      onClear={clear}
      onCreate={create}
    />
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <KeysHeader view={view} count={keys.length} onView={(next) => set({ view: next })} onCreate={create} />
      <LedgerBanner />
      <div className="min-h-0 flex-1">
        <Panes
          pane={pane}
          query={query}
          search={search}
          onTab={(tab) => set({ tab })}
          onClose={close}
          onMade={onMade}
        />
      </div>
      {dialogs}
    </div>
  );
}

interface KeyPlace {
  readonly search: KeySearch;
  readonly set: (change: Partial<KeySearch>) => void;
  readonly open: (id: string) => void;
  readonly close: () => void;
  /** The filter. */
  readonly clear: () => void;
}

/** The address as it is, and the ways it changes: only opening and closing a key is a step to go back from. */
function useKeySearch(): KeyPlace {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: Partial<KeySearch>): void => void navigate({ search: { ...search, ...change }, replace: true });
  return {
    search,
    set,
    open: (id) => void navigate({ search: { ...search, id, view: undefined }, replace: search.id !== undefined }),
    close: () => void navigate({ search: { ...search, id: undefined, tab: undefined } }),
    clear: () => set({ search: undefined, state: undefined }),
  };
}

interface NewKeys {
  readonly create: () => void;
  /** A key was made, here or anew: its secret is shown, once. */
  readonly onMade: (made: MadeKey) => void;
  readonly dialogs: ReactNode;
}

function useNewKeys(open: (id: string) => void): NewKeys {
  const client = useQueryClient();
  const { isAllowed } = useWrites();
  const [isCreating, setIsCreating] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  const onMade = (next: MadeKey): void => {
    setMade(next);
    setIsCreating(false);
    // Its detail opens before the list is read again.
    client.setQueryData(keysQuery.queryKey, (list) => list && { ...list, keys: [next.key, ...list.keys] });
    open(next.key.id);
  };
  return {
    create: () => (isAllowed ? setIsCreating(true) : undefined),
    onMade,
    dialogs: (
      <>
        <CreateDialog isOpen={isCreating} onMade={onMade} onClose={() => setIsCreating(false)} />
        {made !== null && <RevealDialog made={made} onStored={() => setMade(null)} />}
      </>
    ),
  };
}

interface PanesProps {
  readonly pane: ReactNode;
  readonly query: KeysPaneProps["query"];
  readonly search: KeySearch;
  readonly onTab: (tab: KeyTab) => void;
  readonly onClose: () => void;
  readonly onMade: (made: MadeKey) => void;
}

/** The list alone, the detail beside it, or in a narrow window in its place. */
function Panes({ pane, query, search: { id, tab, view }, ...on }: PanesProps): ReactNode {
  const { t } = useTranslation();
  const isWide = useSyncExternalStore(onWidth, () => wide.matches);
  if (id === undefined || view !== undefined) return pane;
  const detail = (
    <KeyDetail
      key={id}
      id={id}
      found={query.data?.keys.find((key) => key.id === id) ?? null}
      isLoading={query.data === undefined}
      now={query.dataUpdatedAt}
      tab={tab ?? "overview"}
      isAlone={!isWide}
      {...on}
    />
  );
  return isWide ? <Split id="keys" barLabel={t("virtualKeys.detail")} first={pane} second={detail} /> : detail;
}

function onWidth(listener: () => void): () => void {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
}
