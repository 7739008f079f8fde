/** What keys do to one thing of the view, in the graph as in the list: open, remove, order, connect, move. */
import { fallbacksOf } from "../acts/act.ts";
import { movedTo, setDefaultFallbacks, setFallbacks } from "../acts/fallback-acts.ts";
import type { ActMaker, AliasDesk } from "../desk.ts";
import { aliasId, type GraphNode } from "./graph-parts.ts";

type Chip = Extract<GraphNode, { kind: "fallback" }>;

export interface CommandWays {
  /** Moves the focus to another node. */
  readonly go: (id: string) => void;
  /** Once a fallback is gone. */
  readonly afterRemoval: () => void;
}

/** @returns whether the key meant something here */
export function nodeCommand(
  { key, altKey }: { readonly key: string; readonly altKey: boolean },
  node: GraphNode,
  desk: AliasDesk,
  { go, afterRemoval }: CommandWays,
): boolean {
  if (altKey) return order(key, node, desk);
  if (key === "Enter" || key === " ") return openNode(node, desk, go);
  if (desk.isReadOnly) return false;
  if (key === "Delete" || key === "Backspace") return remove(node, desk, afterRemoval);
  if (key === "f" || key === "F") return connect(node, desk);
  return (key === "m" || key === "M") && move(node, desk);
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

function remove(node: GraphNode, desk: AliasDesk, afterRemoval: () => void): boolean {
  if (node.kind === "alias") desk.ask({ kind: "removeAlias", alias: node.alias.alias });
  if (node.kind === "deployment") {
    const { file, index } = node.deployment;
    desk.ask({ kind: "removeDeployment", alias: node.alias, file, index });
  }
  if (node.kind === "fallback") void desk.act(removal(node)).then((isDone) => (isDone ? afterRemoval() : undefined));
  return true;
}

function removal(chip: Chip): ActMaker {
  return withList(chip, (list) => {
    const rest = list.filter((target) => target !== chip.target);
    return rest.length === list.length ? null : rest;
  });
}

/** @param to the place the fallback should have among its kind */
export function reorder(chip: Chip, to: number): ActMaker {
  return withList(chip, (list) => movedTo(list, list.indexOf(chip.target), to));
}

function order(key: string, node: GraphNode, desk: AliasDesk): boolean {
  if (node.kind !== "fallback" || desk.isReadOnly) return false;
  if (key !== "ArrowUp" && key !== "ArrowDown") return false;
  const by = key === "ArrowDown" ? 1 : -1;
  void desk.act(
    withList(node, (list) => {
      const from = list.indexOf(node.target);
      return movedTo(list, from, from + by);
    }),
  );
  return true;
}

/** Changes the list that a fallback stands in, as it is when the act has its turn; null changes nothing. */
function withList(chip: Chip, change: (list: readonly string[]) => readonly string[] | null): ActMaker {
  return ({ reading, index, mainFile, mainText }) => {
    if (chip.alias === null || chip.chip === "default_fallbacks") {
      const list = change(reading.defaultFallbacks);
      return list === null ? null : setDefaultFallbacks(list, mainFile, mainText);
    }
    const alias = index.get(chip.alias);
    const list = alias === null ? null : change(fallbacksOf(alias, chip.chip));
    return alias === null || list === null ? null : setFallbacks(alias, chip.chip, list, mainFile);
  };
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
