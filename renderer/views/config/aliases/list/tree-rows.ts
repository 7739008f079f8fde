/** The graph's facts as rows of a tree: every alias, and below it its clients, deployments and fallbacks. */
import type { Client } from "../traffic/client-of.ts";
import type { AliasIndex } from "../graph/alias-index.ts";
import { aliasId, clientId, defaultId, type GraphNode } from "../graph/graph-parts.ts";
import { flowKeyOf } from "../graph/flow-key.ts";
import { placeRow } from "../graph/layout.ts";
import { callKey } from "../traffic/traffic.ts";

export interface TreeRow {
  readonly id: string;
  readonly level: 1 | 2;
  readonly part: GraphNode;
  /** null = nothing below it. */
  readonly isOpen: boolean | null;
  /** Where its numbers are; empty = it has none. */
  readonly flow: string;
}

export interface TreeInput {
  readonly index: AliasIndex;
  readonly names: readonly string[];
  readonly defaultFallbacks: readonly string[];
  readonly clients: readonly Client[];
  readonly aliasesOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly isOpen: (alias: string) => boolean;
}

const box = { x: 0, y: 0, width: 0, height: 0 };
/** A group of thousands ends in a row that leads to the form. */
const mostDeployments = 500;

export function treeRows(input: TreeInput): readonly TreeRow[] {
  return [...input.names.flatMap((name) => aliasRows(name, input)), ...defaultRows(input)];
}

function aliasRows(name: string, input: TreeInput): readonly TreeRow[] {
  const alias = input.index.get(name);
  if (alias === null) return [];
  const isOpen = input.isOpen(name);
  const part: GraphNode = { ...box, id: aliasId(name), kind: "alias", alias };
  const head: TreeRow = { id: part.id, level: 1, part, isOpen, flow: flowKeyOf(part) };
  if (!isOpen) return [head];
  const [, ...parts] = placeRow(alias, 0, input, mostDeployments).nodes;
  return [head, ...clientRows(name, input), ...parts.map(below)];
}

function clientRows(alias: string, { clients, aliasesOf }: TreeInput): readonly TreeRow[] {
  return clients
    .filter(({ id }) => aliasesOf.get(id)?.has(alias) === true)
    .map((client) => ({
      // A client is below every alias it calls.
      id: `${alias} ${clientId(client.id)}`,
      level: 2,
      part: { ...box, id: clientId(client.id), kind: "client", client },
      isOpen: null,
      flow: callKey(client.id, alias),
    }));
}

function defaultRows(input: TreeInput): readonly TreeRow[] {
  const [, ...chips] = placeRow(null, 0, input).nodes;
  const part: GraphNode = { ...box, id: defaultId, kind: "default" };
  const isOpen = chips.length === 0 ? null : true;
  return [{ id: defaultId, level: 1, part, isOpen, flow: "" }, ...chips.map(below)];
}

function below(part: GraphNode): TreeRow {
  return { id: part.id, level: 2, part, isOpen: null, flow: flowKeyOf(part) };
}
