/**
 * The graph's places: clients, aliases, their deployments, their fallbacks in four columns, a row per alias in the
 * file's order, and lines that lead from a fallback around to the alias it names.
 *
 * Law: the same aliases and clients give the same places; traffic moves nothing, a new client goes below the others.
 */
import type { DraftAlias } from "../../../../../gateway/contract/config-files.ts";
import { fallbackKinds, fallbacksOf } from "../acts/act.ts";
import { sharesOf } from "../acts/shares.ts";
import type { Client } from "../traffic/client-of.ts";
import { callKey, deploymentKey, fallbackKey } from "../traffic/traffic.ts";
import type { AliasIndex } from "./alias-index.ts";
import { curve, detour, lanesFor, sizes } from "./geometry.ts";
import {
  aliasId,
  clientId,
  defaultId,
  deploymentId,
  fallbackId,
  type ChipKind,
  type GraphLayout,
  type GraphLine,
  type GraphNode,
  type GraphRow,
} from "./graph-parts.ts";

export interface LayoutInput {
  readonly index: AliasIndex;
  /** The aliases to show, in order. */
  readonly names: readonly string[];
  readonly defaultFallbacks: readonly string[];
  readonly clients: readonly Client[];
  readonly aliasesOf: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A group of hundreds opens as its first ones; the form has them all. */
const mostDeployments = 8;
const mostClients = 24;

export type RowInput = Pick<LayoutInput, "index" | "defaultFallbacks">;

type Chip = Extract<GraphNode, { kind: "fallback" }>;

export function layoutGraph(input: LayoutInput): GraphLayout {
  const nodes: GraphNode[] = [];
  const lines: GraphLine[] = [];
  const rows: GraphRow[] = [];
  let y: number = sizes.top;
  for (const name of [...input.names, null]) {
    const alias = name === null ? null : input.index.get(name);
    if (name !== null && alias === null) continue;
    const row = placeRow(alias, y, input);
    rows.push({ alias: name, y, height: row.height });
    nodes.push(...row.nodes);
    lines.push(...row.lines);
    y += row.height + sizes.rowGap;
  }
  const clients = placeClients(input, rows);
  const detours = leadLines([...nodes], rows, input.index);
  return {
    nodes: [...clients.nodes, ...nodes],
    lines: [...clients.lines, ...lines, ...detours.lines],
    rows,
    width: sizes.bandRight + sizes.firstLane + detours.lanes * sizes.laneGap,
    height: Math.max(y, ...clients.nodes.map((node) => node.y + node.height + sizes.rowGap)),
  };
}

interface PlacedRow {
  readonly nodes: readonly GraphNode[];
  readonly lines: readonly GraphLine[];
  readonly height: number;
}

/** @param alias null = the row of the default fallbacks */
export function placeRow(
  alias: DraftAlias | null,
  y: number,
  input: RowInput,
  most: number = mostDeployments,
): PlacedRow {
  const top = y + sizes.padding;
  const id = alias === null ? defaultId : aliasId(alias.alias);
  const head: GraphNode = {
    id,
    x: sizes.aliasX,
    y: top,
    width: sizes.aliasWidth,
    height: sizes.cardHeight,
    ...(alias === null ? { kind: "default" } : { kind: "alias", alias }),
  };
  const middle = alias === null ? [] : placeMiddle(alias, top, input.index, most);
  const chips = placeChips(alias, top, input);
  const bottom = Math.max(...[head, ...middle, ...chips].map((node) => node.y + node.height));
  return {
    nodes: [head, ...middle, ...chips],
    lines: [...middle.map((node) => servesLine(head, node)), ...chips.map((chip) => standsInLine(head, middle, chip))],
    height: bottom + sizes.padding - y,
  };
}

function placeMiddle(alias: DraftAlias, top: number, index: AliasIndex, most: number): GraphNode[] {
  const box = { x: sizes.deploymentX, width: sizes.deploymentWidth, height: sizes.cardHeight };
  const yAt = (position: number): number => top + position * (sizes.cardHeight + sizes.gap);
  if (alias.aliasOf !== null) {
    const isKnown = index.answering(alias.aliasOf) !== null;
    return [
      { ...box, id: `group:${alias.alias}`, y: top, kind: "group", alias: alias.alias, target: alias.aliasOf, isKnown },
    ];
  }
  const { percents, waiting, by } = sharesOf(alias.deployments);
  const fits = alias.deployments.length <= most;
  const shown = fits ? alias.deployments : alias.deployments.slice(0, most - 1);
  const nodes: GraphNode[] = shown.map((deployment, position) => ({
    ...box,
    id: deploymentId(deployment),
    y: yAt(position),
    kind: "deployment",
    alias: alias.alias,
    deployment,
    percent: percents[position] ?? 0,
    shareBy: by,
    isWaiting: waiting.has(position),
    isOnly: alias.deployments.length === 1,
  }));
  if (fits) return nodes;
  const count = alias.deployments.length - shown.length;
  const more = { ...box, id: `more:${alias.alias}`, y: yAt(shown.length), height: sizes.chipHeight };
  return [...nodes, { ...more, kind: "moreDeployments", alias: alias.alias, count }];
}

function placeChips(alias: DraftAlias | null, top: number, { index, defaultFallbacks }: RowInput): Chip[] {
  const lists: readonly (readonly [ChipKind, readonly string[]])[] =
    alias === null
      ? [["default_fallbacks", defaultFallbacks]]
      : fallbackKinds.map((kind) => [kind, fallbacksOf(alias, kind)]);
  let y = top;
  return lists.flatMap(([chip, targets]) =>
    targets.flatMap((target, position) => {
      // A name that stands twice in a list is asked once.
      if (targets.indexOf(target) !== position) return [];
      const node: Chip = {
        id: fallbackId(alias?.alias ?? null, chip, target),
        x: sizes.fallbackX,
        y,
        width: sizes.fallbackWidth,
        height: sizes.chipHeight,
        kind: "fallback",
        alias: alias?.alias ?? null,
        chip,
        position,
        count: targets.length,
        target,
        isKnown: index.answering(target) !== null,
      };
      y += sizes.chipHeight + sizes.gap;
      return [node];
    }),
  );
}

const middleOf = ({ y, height }: GraphNode): number => y + height / 2;
const rightOf = ({ x, width }: GraphNode): number => x + width;

function servesLine(head: GraphNode, node: GraphNode): GraphLine {
  const deployment = node.kind === "deployment" ? node.deployment : null;
  return {
    id: `serves:${node.id}`,
    kind: "serves",
    source: head.id,
    target: node.id,
    path: curve(rightOf(head), middleOf(head), node.x, middleOf(node)),
    flow: deployment === null || deployment.id === "" ? null : deploymentKey(deployment.id),
    chip: node.kind === "group" ? "group" : null,
  };
}

/** From where the deployments end: a fallback is asked when all of them failed. */
function standsInLine(head: GraphNode, middle: readonly GraphNode[], chip: Chip): GraphLine {
  const from = middle[0] ?? head;
  return {
    id: `standsIn:${chip.id}`,
    kind: "standsIn",
    source: head.id,
    target: chip.id,
    path: curve(rightOf(from), middleOf(from), chip.x, middleOf(chip)),
    flow: null,
    chip: chip.chip,
  };
}

function leadLines(
  nodes: readonly GraphNode[],
  rows: readonly GraphRow[],
  index: AliasIndex,
): { readonly lines: readonly GraphLine[]; readonly lanes: number } {
  const rowOf = new Map(rows.map((row) => [row.alias, row]));
  const leads = nodes.flatMap((node) => {
    if (node.kind !== "fallback" && node.kind !== "group") return [];
    const group = index.answering(node.target);
    const row = group === null ? undefined : rowOf.get(group);
    if (group === null || row === undefined || group === node.alias) return [];
    const toY = row.y + sizes.padding + sizes.cardHeight / 2;
    return [{ node, group, from: middleOf(node), to: toY }];
  });
  const lanes = lanesFor(leads);
  return {
    lanes: leads.length === 0 ? 0 : Math.max(...lanes) + 1,
    lines: leads.map(({ node, group, from, to }, at) => ({
      id: `leadsTo:${node.id}`,
      kind: "leadsTo",
      source: node.id,
      target: aliasId(group),
      path: detour(
        rightOf(node),
        from,
        sizes.bandRight + sizes.firstLane + (lanes[at] ?? 0) * sizes.laneGap,
        sizes.bandRight,
        to,
      ),
      flow: node.alias === null ? null : fallbackKey(node.alias, group),
      chip: node.kind === "fallback" ? node.chip : "group",
    })),
  };
}

function placeClients(
  { clients, aliasesOf }: LayoutInput,
  rows: readonly GraphRow[],
): { readonly nodes: readonly GraphNode[]; readonly lines: readonly GraphLine[] } {
  const rowOf = new Map(rows.map((row) => [row.alias, row]));
  const calling = clients.filter(({ id }) => [...(aliasesOf.get(id) ?? [])].some((alias) => rowOf.has(alias)));
  const box = { x: sizes.clientX, width: sizes.clientWidth, height: sizes.clientHeight };
  const yAt = (position: number): number => sizes.top + sizes.padding + position * (sizes.clientHeight + sizes.gap);
  const shown = calling.slice(0, mostClients);
  const nodes: GraphNode[] = shown.map((client, position) => ({
    ...box,
    id: clientId(client.id),
    y: yAt(position),
    kind: "client",
    client,
  }));
  const lines = nodes.flatMap((node) => (node.kind === "client" ? callLines(node, aliasesOf, rowOf) : []));
  if (calling.length > shown.length) {
    const more = { ...box, id: "more-clients", y: yAt(shown.length), height: sizes.chipHeight };
    nodes.push({ ...more, kind: "moreClients", count: calling.length - shown.length });
  }
  return { nodes, lines };
}

function callLines(
  node: Extract<GraphNode, { kind: "client" }>,
  aliasesOf: LayoutInput["aliasesOf"],
  rowOf: ReadonlyMap<string | null, GraphRow>,
): GraphLine[] {
  return [...(aliasesOf.get(node.client.id) ?? [])].flatMap((alias) => {
    const row = rowOf.get(alias);
    if (row === undefined) return [];
    const toY = row.y + sizes.padding + sizes.cardHeight / 2;
    return [
      {
        id: `call:${node.client.id}>${alias}`,
        kind: "call",
        source: node.id,
        target: aliasId(alias),
        path: curve(rightOf(node), middleOf(node), sizes.aliasX, toY),
        flow: callKey(node.client.id, alias),
        chip: null,
      },
    ];
  });
}
