/** The keys of the graph: walking, opening, removing, ordering, and beginning a connection without a mouse. */
import type { KeyboardEvent } from "react";
import { fallbacksOf, type Act } from "../acts/act.ts";
import { movedTo, removeFallback, setDefaultFallbacks, setFallbacks } from "../acts/fallback-acts.ts";
import type { AliasDesk } from "../desk.ts";
import { aliasId, defaultId, type GraphLayout, type GraphNode } from "./graph-parts.ts";
import { walk, type Step } from "./walk.ts";

const steps: Readonly<Record<string, Step>> = {
  ArrowRight: "right",
  ArrowLeft: "left",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};

/** @param go moves the focus to a node */
export function graphKeys(
  layout: GraphLayout,
  current: string | null,
  desk: AliasDesk,
  go: (id: string) => void,
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey) return;
    const node = layout.nodes.find(({ id }) => id === current);
    const done = event.altKey ? order(event.key, node, desk) : step(event.key) || command(event.key, node);
    if (done) event.preventDefault();
  };

  function step(key: string): boolean {
    const wanted = steps[key];
    if (wanted === undefined) return false;
    const next = walk(layout, current ?? "", wanted);
    if (next !== null) go(next);
    return true;
  }

  function command(key: string, node: GraphNode | undefined): boolean {
    if (node === undefined) return false;
    if (key === "Enter" || key === " ") return openNode(node, desk, go);
    if (desk.isReadOnly) return false;
    if (key === "Delete" || key === "Backspace") return remove(node, desk, after(node));
    if (key === "f" || key === "F") return connect(node, desk);
    return (key === "m" || key === "M") && move(node, desk);
  }

  /** Where the focus goes when a fallback is gone: the next one of its alias, else the alias. */
  function after(node: GraphNode): () => void {
    const isSibling = (other: GraphNode): boolean =>
      other.kind === "fallback" && node.kind === "fallback" && other.alias === node.alias && other.id !== node.id;
    const next = layout.nodes.filter(isSibling).sort((left, right) => distance(left, node) - distance(right, node))[0];
    return () => go(next?.id ?? rowHead(node));
  }
}

const distance = (left: GraphNode, right: GraphNode): number => Math.abs(left.y - right.y);

function rowHead(node: GraphNode): string {
  if (node.kind !== "fallback") return node.id;
  return node.alias === null ? defaultId : aliasId(node.alias);
}

/** A fallback leads on to the alias it names; everything else opens the form of its alias. */
export function openNode(node: GraphNode, desk: AliasDesk, go: (id: string) => void): boolean {
  if (node.kind === "fallback" || node.kind === "group") {
    const group = desk.index.answering(node.target);
    if (group !== null) go(aliasId(group));
    return true;
  }
  if (node.kind === "alias") desk.open(node.alias.alias);
  if (node.kind === "deployment" || node.kind === "moreDeployments") desk.open(node.alias);
  return true;
}

function remove(node: GraphNode, desk: AliasDesk, then: () => void): boolean {
  if (node.kind === "alias") desk.ask({ kind: "removeAlias", alias: node.alias.alias });
  if (node.kind === "deployment") {
    const { file, index } = node.deployment;
    desk.ask({ kind: "removeDeployment", alias: node.alias, file, index });
  }
  if (node.kind === "fallback") void desk.act(removalOf(node, desk)).then((isDone) => (isDone ? then() : undefined));
  return true;
}

type Chip = Extract<GraphNode, { kind: "fallback" }>;

function removalOf(chip: Chip, desk: AliasDesk): Act | null {
  if (chip.alias === null || chip.chip === "default_fallbacks") {
    const rest = desk.reading.defaultFallbacks.filter((_group, at) => at !== chip.position);
    return setDefaultFallbacks(rest, desk.mainFile, desk.mainText());
  }
  const alias = desk.index.get(chip.alias);
  return alias === null ? null : removeFallback(alias, chip.chip, chip.position, desk.mainFile);
}

/** @returns the act that puts a fallback at another place of its list; null when nothing would move */
export function reorder(chip: Chip, to: number, desk: AliasDesk): Act | null {
  if (chip.alias === null || chip.chip === "default_fallbacks") {
    const moved = movedTo(desk.reading.defaultFallbacks, chip.position, to);
    return moved === null ? null : setDefaultFallbacks(moved, desk.mainFile, desk.mainText());
  }
  const alias = desk.index.get(chip.alias);
  if (alias === null) return null;
  const moved = movedTo(fallbacksOf(alias, chip.chip), chip.position, to);
  return moved === null ? null : setFallbacks(alias, chip.chip, moved, desk.mainFile);
}

function order(key: string, node: GraphNode | undefined, desk: AliasDesk): boolean {
  if (node?.kind !== "fallback" || desk.isReadOnly) return false;
  if (key !== "ArrowUp" && key !== "ArrowDown") return false;
  const act = reorder(node, node.position + (key === "ArrowDown" ? 1 : -1), desk);
  if (act !== null) void desk.act(act);
  return true;
}

function connect(node: GraphNode, desk: AliasDesk): boolean {
  if (node.kind === "alias") desk.ask({ kind: "addFallback", alias: node.alias.alias });
  if (node.kind === "default") desk.ask({ kind: "addFallback", alias: null });
  return true;
}

function move(node: GraphNode, desk: AliasDesk): boolean {
  if (node.kind !== "deployment") return false;
  const { file, index } = node.deployment;
  desk.ask({ kind: "moveDeployment", alias: node.alias, file, index });
  return true;
}
