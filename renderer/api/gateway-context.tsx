/**
 * What every view reads of the running gateway: its status, its live rows, and whether it can be reached at all.
 */
import { useQuery, useQueryClient, type Query } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type ReactNode } from "react";
import type { GatewayStatus } from "../../gateway/contract/catalog.ts";
import type { SpendLogRow } from "../../gateway/contract/spend-log.ts";
import { PanelApiError } from "./gateway-client.ts";
import { LiveConnection, type ConnectionState } from "./live-connection.ts";
import { LiveLog } from "./live-log.ts";
import { aliasesQuery, requestsKey, statusQuery } from "./queries.ts";

/** `locked`: the gateway answers, but this browser has no session. */
export type GatewayReach = "connecting" | "running" | "offline" | "locked";

interface GatewayContext {
  readonly status: GatewayStatus | null;
  readonly reach: GatewayReach;
  readonly log: LiveLog;
}

const Context = createContext<GatewayContext | null>(null);

export function GatewayProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const { data, error } = useQuery(statusQuery);
  const log = useMemo(() => new LiveLog(), []);
  const connection = useMemo(
    () =>
      new LiveConnection({
        log,
        onConfigChange: () => {
          void client.invalidateQueries({ queryKey: statusQuery.queryKey });
          void client.invalidateQueries({ queryKey: aliasesQuery.queryKey });
          void client.invalidateQueries({ queryKey: ["config"] });
        },
        onStatusChange: () => void client.invalidateQueries({ queryKey: statusQuery.queryKey }),
        onFirstOpen: () => void client.invalidateQueries({ queryKey: [requestsKey] }),
        onMissed: () => void client.invalidateQueries({ queryKey: [requestsKey], predicate: isShort }),
        onGap: () => {
          void client.invalidateQueries({ queryKey: statusQuery.queryKey });
          void client.invalidateQueries({ queryKey: ["config"] });
          void client.resetQueries({ queryKey: [requestsKey] });
        },
      }),
    [client, log],
  );
  const isLocked = error instanceof PanelApiError && error.status === 401;
  const hasSession = data !== undefined && !isLocked;
  useEffect(() => (hasSession ? connection.start() : undefined), [connection, hasSession]);
  const live = useSyncExternalStore(connection.subscribe, connection.state);
  const reach = isLocked ? "locked" : reachOf(data !== undefined, error !== null, live);
  const value = useMemo(() => ({ status: data ?? null, reach, log }), [data, reach, log]);
  return <Context value={value}>{children}</Context>;
}

const fewPages = 5;

/** To read a long list again every second would be work that nobody sees: whoever is so far down looks at the past. */
function isShort({ state: { data } }: Query): boolean {
  const pages = (data as { readonly pages?: readonly unknown[] } | undefined)?.pages; // of an infinite query
  return (pages?.length ?? 0) <= fewPages;
}

function reachOf(hasStatus: boolean, hasError: boolean, live: ConnectionState): GatewayReach {
  if (hasError || live === "gone") return "offline";
  return hasStatus ? "running" : "connecting";
}

export function useGateway(): GatewayContext {
  const value = useContext(Context);
  if (value === null) throw new Error("useGateway needs a GatewayProvider above it");
  return value;
}

/** The newest requests, running ones included; newest first. */
export function useLiveRows(): readonly SpendLogRow[] {
  const { log } = useGateway();
  return useSyncExternalStore(log.subscribe, log.rows);
}
