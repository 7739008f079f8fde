/** What the catalog's address says, and the ways to change it: the filter, the order, and which deployments are open. */
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { CatalogFilter } from "./catalog-search.ts";
import type { Order } from "./catalog-head.tsx";

const route = getRouteApi("/catalog");

export interface CatalogAddress {
  readonly filter: CatalogFilter;
  readonly order: Order;
  /** The deployment that is open, and the one beside it. */
  readonly id: string | undefined;
  readonly other: string | undefined;
  /** Where the cursor of the table is. */
  readonly active: string | null;
  /** The next one that is opened comes beside the open one. */
  readonly isChoosing: boolean;
  readonly setFilter: (filter: CatalogFilter) => void;
  readonly setOrder: (order: Order) => void;
  readonly setChoosing: (isChoosing: boolean) => void;
  readonly show: (id: string, other?: string) => void;
  readonly open: (id: string) => void;
  readonly move: (id: string) => void;
  /** One step back: the choosing, the comparison, the detail, the filter. */
  readonly back: () => void;
}

export function useCatalogAddress(): CatalogAddress {
  const { sort, down, id, with: other, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const [cursor, setCursor] = useState<string | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const setFilter = (next: CatalogFilter): void =>
    void navigate({ search: { ...next, sort, down, id, with: other }, replace: true });
  const show = (next: string, beside?: string): void => {
    setCursor(beside ?? next);
    setChoosing(false);
    void navigate({ search: { ...filter, sort, down, id: next, with: beside }, replace: id !== undefined });
  };
  const isAsideOpen = isChoosing || other !== undefined;
  const back = (): void => {
    if (isChoosing) setChoosing(false);
    else if (id === undefined) setFilter({});
    else if (other !== undefined) show(id);
    else void navigate({ search: { ...filter, sort, down } });
  };
  return {
    filter,
    order: { sort, down: down === true },
    id,
    other,
    active: cursor ?? id ?? null,
    isChoosing,
    setFilter,
    setOrder: (next) =>
      void navigate({
        search: { ...filter, id, with: other, sort: next.sort, down: next.down ? true : undefined },
        replace: true,
      }),
    setChoosing,
    show,
    open: (next) => (isChoosing && id !== undefined && next !== id ? show(id, next) : show(next)),
    // While one is open it follows the cursor, unless a second one is being chosen or is there.
    move: (next) => (id === undefined || isAsideOpen ? setCursor(next) : show(next)),
    back,
  };
}
