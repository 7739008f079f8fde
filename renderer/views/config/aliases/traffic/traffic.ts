/**
 * The last day's requests as flows: by client, from client to alias, by alias, by deployment, and from one alias to
 * another when a fallback answered.
 *
 * A flow counts the day and the running minute; requests in flight count at once, errors apart. Pure: the time is given.
 */
import type { SpendLogRow } from "../../../../../gateway/contract/spend-log.ts";
import { clientOf, type Client } from "./client-of.ts";

export interface Flow {
  readonly day: number;
  readonly dayErrors: number;
  /** Requests that began within the last minute. */
  readonly perMinute: number;
  readonly errorsPerMinute: number;
  readonly running: number;
}

export const noFlow: Flow = { day: 0, dayErrors: 0, perMinute: 0, errorsPerMinute: 0, running: 0 };

export interface Traffic {
  readonly clients: ReadonlyMap<string, Client>;
  /** By client, by call, by alias, by deployment, by fallback: the keys below. */
  readonly flows: ReadonlyMap<string, Flow>;
  /** The aliases that a client called, by client id. */
  readonly aliasesOf: ReadonlyMap<string, ReadonlySet<string>>;
}

export const clientKey = (client: string): string => `client ${client}`;
export const callKey = (client: string, alias: string): string => `call ${alias} ${client}`;
export const aliasKey = (alias: string): string => `alias ${alias}`;
export const deploymentKey = (id: string): string => `deployment ${id}`;
export const fallbackKey = (from: string, to: string): string => `fallback ${JSON.stringify([from, to])}`;

const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

type Counts = { -readonly [Name in keyof Flow]: number };

/** What a row's names mean in the config that is looked at. */
export interface Places {
  /** The alias that a deployment belongs to, by its id. */
  readonly groupOf: (deploymentId: string) => string | undefined;
  /** The alias that answers to a name, a wildcard's too. */
  readonly answering: (name: string) => string | null;
}

export function readTraffic(rows: Iterable<SpendLogRow>, now: number, places: Places): Traffic {
  const clients = new Map<string, Client>();
  const flows = new Map<string, Counts>();
  const aliasesOf = new Map<string, Set<string>>();
  for (const row of rows) {
    if (row.alias === "" || now - row.startedAt > dayMs) continue;
    const client = clientOf(row);
    if (!clients.has(client.id)) clients.set(client.id, client);
    const alias = places.answering(row.alias) ?? row.alias;
    addTo(aliasesOf, client.id, alias);
    for (const key of keysOf(alias, row.deploymentId, client.id, places)) count(flows, key, row, now);
  }
  return { clients, flows, aliasesOf };
}

function keysOf(alias: string, deploymentId: string | null, client: string, { groupOf }: Places): string[] {
  const keys = [clientKey(client), callKey(client, alias), aliasKey(alias)];
  if (deploymentId === null) return keys;
  keys.push(deploymentKey(deploymentId));
  const group = groupOf(deploymentId);
  if (group !== undefined && group !== alias) keys.push(fallbackKey(alias, group));
  return keys;
}

function count(flows: Map<string, Counts>, key: string, row: SpendLogRow, now: number): void {
  let flow = flows.get(key);
  if (flow === undefined) {
    flow = { ...noFlow };
    flows.set(key, flow);
  }
  const isError = row.errorCode !== null && row.state !== "client_abort";
  const isRecent = now - row.startedAt <= minuteMs;
  flow.day++;
  if (isError) flow.dayErrors++;
  if (isRecent) flow.perMinute++;
  if (isRecent && isError) flow.errorsPerMinute++;
  if (row.state === "in_flight") flow.running++;
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}

/** Pixels of a line: thin when nothing runs, growing with the logarithm, so that 1 and 1,000 a minute both show. */
export function flowWidth({ perMinute }: Flow): number {
  return perMinute === 0 ? 1.25 : Math.min(7, 1.75 + Math.log2(1 + perMinute) * 0.7);
}
