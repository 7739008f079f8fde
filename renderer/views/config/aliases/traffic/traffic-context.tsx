/**
 * Reads the traffic for the alias view: a day's rows once, the live ones over them, counted again every half second
 * while anything moves; and the deployments' health and cooldowns from the catalog, where the gateway has one.
 */
import { useQuery } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type ReactNode } from "react";
import type { CatalogRow } from "../../../../../gateway/contract/model-catalog.ts";
import type { SpendLogRow } from "../../../../../gateway/contract/spend-log.ts";
import { callGateway } from "../../../../api/gateway-client.ts";
import { useGateway } from "../../../../api/gateway-context.tsx";
import type { AliasIndex } from "../graph/alias-index.ts";
import { dayRowsQuery } from "./day-rows.ts";
import { TrafficStore } from "./traffic-store.ts";
import { readTraffic, type Flow } from "./traffic.ts";
import type { Client } from "./client-of.ts";

interface TrafficContext {
  readonly store: TrafficStore;
  readonly catalog: ReadonlyMap<string, CatalogRow>;
  /** The day has more rows than are looked at. */
  readonly cutAt: number | null;
}

const Context = createContext<TrafficContext | null>(null);

const countEveryMs = 500;
const healthEveryMs = 2000;
/** A catalog of thousands is megabytes: read when the view opens and seldom after. */
const largeCatalog = 500;
const largeHealthEveryMs = 60_000;
const absentEveryMs = 30_000;

export function TrafficProvider({
  index,
  children,
}: {
  readonly index: AliasIndex;
  readonly children: ReactNode;
}): ReactNode {
  const store = useMemo(() => new TrafficStore(), []);
  const day = useQuery(dayRowsQuery);
  useCounting(store, index, day.data?.rows ?? none);
  const health = useQuery({
    queryKey: ["catalog"],
    queryFn: ({ signal }) => callGateway("catalog", {}, { signal }),
    retry: false,
    refetchInterval: ({ state }) => {
      if (state.status === "error") return absentEveryMs;
      return (state.data?.rows.length ?? 0) > largeCatalog ? largeHealthEveryMs : healthEveryMs;
    },
  });
  const rows = health.data?.rows;
  const catalog = useMemo(() => new Map((rows ?? []).map((row) => [row.deploymentId, row])), [rows]);
  const cutAt = day.data?.isCut === true ? day.data.rows.length : null;
  const value = useMemo(() => ({ store, catalog, cutAt }), [store, catalog, cutAt]);
  return <Context value={value}>{children}</Context>;
}

const none: readonly SpendLogRow[] = [];

function useCounting(store: TrafficStore, index: AliasIndex, stored: readonly SpendLogRow[]): void {
  const { log } = useGateway();
  useEffect(() => {
    const count = (): void => store.put(readTraffic(merged(stored, log.rows()), Date.now(), index));
    count();
    const timer = setInterval(count, countEveryMs);
    return () => clearInterval(timer);
  }, [store, index, stored, log]);
}

/** A live row says more than its stored twin. */
function* merged(stored: readonly SpendLogRow[], live: readonly SpendLogRow[]): Iterable<SpendLogRow> {
  const known = new Set<string>();
  for (const row of live) {
    known.add(row.id);
    yield row;
  }
  for (const row of stored) if (!known.has(row.id)) yield row;
}

function useTrafficContext(): TrafficContext {
  const value = useContext(Context);
  if (value === null) throw new Error("traffic needs a TrafficProvider above it");
  return value;
}

export function useFlow(key: string): Flow {
  const { store } = useTrafficContext();
  return useSyncExternalStore(store.subscribe, () => store.flow(key));
}

export function useClients(): readonly Client[] {
  const { store } = useTrafficContext();
  return useSyncExternalStore(store.subscribe, store.clients);
}

export function useAliasesOf(): ReadonlyMap<string, ReadonlySet<string>> {
  const { store } = useTrafficContext();
  return useSyncExternalStore(store.subscribe, store.aliasesOf);
}

export function useCatalogRow(deploymentId: string): CatalogRow | null {
  return useTrafficContext().catalog.get(deploymentId) ?? null;
}

export function useCutAt(): number | null {
  return useTrafficContext().cutAt;
}
