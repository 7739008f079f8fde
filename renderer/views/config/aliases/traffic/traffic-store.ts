/**
 * Traffic that parts of the graph watch by key: a count that changes draws its node or line, and nothing else.
 *
 * A flow keeps its identity while its numbers stay the same.
 */
import { noFlow, type Flow, type Traffic } from "./traffic.ts";
import type { Client } from "./client-of.ts";

export class TrafficStore {
  readonly #listeners = new Set<() => void>();
  #flows: ReadonlyMap<string, Flow> = new Map();
  #clients: readonly Client[] = [];
  #aliasesOf: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  #isKnown = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly flow = (key: string): Flow => this.#flows.get(key) ?? noFlow;

  /** In the order they were first seen, so that a new one never moves the others; the same array until one comes. */
  readonly clients = (): readonly Client[] => this.#clients;

  /** The same map until a client calls an alias it had not called. */
  readonly aliasesOf = (): ReadonlyMap<string, ReadonlySet<string>> => this.#aliasesOf;

  put({ flows, clients, aliasesOf }: Traffic): void {
    const kept = new Map<string, Flow>();
    let isChanged = !this.#isKnown || flows.size !== this.#flows.size;
    for (const [key, flow] of flows) {
      const before = this.#flows.get(key);
      const isSame = before !== undefined && isEqual(before, flow);
      kept.set(key, isSame ? before : { ...flow });
      if (!isSame) isChanged = true;
    }
    if (!isChanged) return;
    this.#isKnown = true;
    this.#flows = kept;
    this.#addClients(clients);
    if (!isSameReach(this.#aliasesOf, aliasesOf)) this.#aliasesOf = aliasesOf;
    for (const listener of this.#listeners) listener();
  }

  /** The first ones by name; who comes later goes below. Who was not seen for a day stays until the view is left. */
  #addClients(clients: ReadonlyMap<string, Client>): void {
    const known = new Set(this.#clients.map(({ id }) => id));
    const added = [...clients.values()]
      .filter(({ id }) => !known.has(id))
      .sort((left, right) => (left.id < right.id ? -1 : 1));
    if (added.length > 0) this.#clients = [...this.#clients, ...added];
  }
}

function isEqual(left: Flow, right: Flow): boolean {
  return (
    left.day === right.day &&
    left.dayErrors === right.dayErrors &&
    left.perMinute === right.perMinute &&
    left.errorsPerMinute === right.errorsPerMinute &&
    left.running === right.running
  );
}

type Reach = ReadonlyMap<string, ReadonlySet<string>>;

function isSameReach(left: Reach, right: Reach): boolean {
  if (left.size !== right.size) return false;
  return [...right].every(([client, aliases]) => {
    const before = left.get(client);
    return before !== undefined && before.size === aliases.size && [...aliases].every((alias) => before.has(alias));
  });
}
