/** Every deployment of the running config: what it is, what it can do, what it costs and how it does. */
import { useQuery } from "@tanstack/react-query";
import { useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { catalogQuery } from "../../api/catalog-queries.ts";
import { Split } from "../../ui/split.tsx";
import { useListKeys } from "../../ui/use-list-keys.ts";
import { useMedia } from "../../ui/use-media.ts";
import { CatalogFilterBar } from "./catalog-filter-bar.tsx";
import { CatalogTable } from "./catalog-table.tsx";
import { isFiltered } from "./choose-rows.ts";
import { ChoosingHint } from "./choosing-hint.tsx";
import { DeploymentPane } from "./deployment-pane.tsx";
import { DiscoverLink } from "./discover-link.tsx";
import { NoRows } from "./no-rows.tsx";
import { useCatalogAddress } from "./use-catalog-address.ts";
import { useColumns } from "./use-columns.ts";
import { useShownRows } from "./use-shown-rows.ts";

const none: readonly never[] = [];

export function CatalogView(): ReactNode {
  const address = useCatalogAddress();
  const { filter, setFilter } = address;
  const query = useQuery(catalogQuery);
  const all = query.data?.rows ?? none;
  const rows = useShownRows(all, filter, address.order);
  const filterInput = useRef<HTMLInputElement>(null);
  const choice = useColumns();
  const isWide = useMedia("(min-width: 1100px)");
  useListKeys({
    ids: rows.map(({ deploymentId }) => deploymentId),
    active: address.active,
    move: address.move,
    open: address.open,
    close: address.back,
    focusFilter: () => filterInput.current?.focus(),
  });
  const table = (
    <div className="flex h-full min-h-0 flex-col">
      <CatalogFilterBar rows={all} filter={filter} onChange={setFilter} inputRef={filterInput} choice={choice} />
      {address.isChoosing && <ChoosingHint onCancel={() => address.setChoosing(false)} />}
      <div className="min-h-0 flex-1">
        {rows.length > 0 && (
          <CatalogTable
            rows={rows}
            columns={choice.shown}
            address={address}
            isCounted={query.data?.figuresAt !== null}
          />
        )}
        {rows.length === 0 && (
          <NoRows query={query} isFiltered={isFiltered(filter) && all.length > 0} onClear={() => setFilter({})} />
        )}
      </div>
    </div>
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Header count={query.data === undefined ? null : { shown: rows.length, all: all.length }} />
      <div className="min-h-0 flex-1">
        <Panes
          isWide={isWide}
          isTableFirst={address.isChoosing}
          table={table}
          detail={
            address.id === undefined ? null : (
              <DeploymentPane rows={all} address={address} id={address.id} isAlone={!isWide} />
            )
          }
        />
      </div>
    </div>
  );
}

function Header({ count }: { readonly count: { readonly shown: number; readonly all: number } | null }): ReactNode {
  const { t } = useTranslation();
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-5">
      <h1 className="text-lg font-semibold">{t("catalog.title")}</h1>
      <span className="flex-1 text-sm text-faint">{count !== null && t("catalog.count", { ...count })}</span>
      <DiscoverLink />
    </header>
  );
}

interface PanesProps {
  readonly isWide: boolean;
  /** A narrow window shows one at a time. */
  readonly isTableFirst: boolean;
  readonly table: ReactNode;
  readonly detail: ReactNode;
}

function Panes({ isWide, isTableFirst, table, detail }: PanesProps): ReactNode {
  const { t } = useTranslation();
  if (detail === null) return table;
  if (isWide) return <Split id="catalog" barLabel={t("catalog.detail.title")} first={table} second={detail} />;
  return isTableFirst ? table : detail;
}
