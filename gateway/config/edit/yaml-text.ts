/**
 * A text parsed for surgery: its nodes with the tokens they were written with, and its containers as slots.
 *
 * The same parse gives what it means, by the config's own reader (yaml-source.ts).
 */
import { isAlias, isMap, isNode, isScalar, isSeq, visit, type Alias, type Document, type Node, type Pair } from "yaml";
import { parseYaml, plainScalar, readYaml, type YamlSource } from "../yaml-source.ts";
import { EditRefusal } from "./edit-refusal.ts";
import { containerOf, type Container } from "./slots.ts";
import { TextLines } from "./text-lines.ts";

/** A use of an anchor: where it is written and which node it stands for. */
export interface AnchorUse {
  readonly name: string;
  readonly from: number;
  readonly target: Node;
}

export class YamlText {
  readonly text: string;
  readonly lines: TextLines;
  /** What it means, or why it cannot be read. */
  readonly meaning: YamlSource;
  readonly #document: Document.Parsed | undefined;
  #root: Container | null | undefined;
  #uses: readonly AnchorUse[] | undefined;
  readonly #targets = new Map<Alias, Node>();
  readonly #containers = new WeakMap<Node, Container>();

  constructor(text: string) {
    this.text = text;
    this.lines = new TextLines(text.replaceAll(/\r(?!\n)/g, "\n"));
    const documents = parseYaml(text, true);
    this.#document = Array.isArray(documents) ? documents[0] : undefined;
    this.meaning = readYaml("", text, documents);
  }

  /** Null when the document holds nothing. */
  get root(): Container | null {
    this.#root ??= this.#rootOf(this.#document?.contents ?? null);
    return this.#root;
  }

  get anchorUses(): readonly AnchorUse[] {
    this.#uses ??= this.#findTargets();
    return this.#uses;
  }

  /** The map or list that a node is, looking through an alias; null when it is a scalar or nothing. */
  containerOf(node: Node | null): Container | null {
    const target = node !== null && isAlias(node) ? this.#targetOf(node) : node;
    if (!isMap(target) && !isSeq(target)) return null;
    const known = this.#containers.get(target);
    if (known !== undefined) return known;
    const container = containerOf(target, this.lines);
    this.#containers.set(target, container);
    return container;
  }

  #rootOf(contents: Node | null): Container | null {
    if (contents === null || (isScalar(contents) && contents.value === null && contents.source === "")) return null;
    const root = this.containerOf(contents);
    if (root === null || root.isList) throw notAMap(contents);
    return root;
  }

  #targetOf(alias: Alias): Node | null {
    this.#uses ??= this.#findTargets();
    return this.#targets.get(alias) ?? null;
  }

  #findTargets(): AnchorUse[] {
    const anchors = new Map<string, Node>();
    const uses: AnchorUse[] = [];
    if (this.#document === undefined) return uses;
    visit(this.#document, {
      Node: (_key, node) => {
        if (!isAlias(node)) {
          if (node.anchor !== undefined) anchors.set(node.anchor, node);
          return;
        }
        const target = anchors.get(node.source);
        if (target === undefined) return;
        this.#targets.set(node, target);
        uses.push({ name: node.source, from: node.range?.[0] ?? 0, target });
      },
    });
    return uses;
  }
}

/** A key as the config's reader names it. */
export function plainKey(pair: Pair): string {
  return isScalar(pair.key) ? String(plainScalar(pair.key)) : String(pair.key);
}

export function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.type === "PLAIN" && pair.key.source === "<<";
}

/** Nothing, or a null that is written out. */
export function isNothing(value: unknown): boolean {
  return !isNode(value) || (isScalar(value) && value.value === null);
}

function notAMap(contents: Node): EditRefusal {
  return new EditRefusal({
    reason: "The file must be a map of sections.",
    hint: "Start it with `model_list:`.",
    at: contents.range?.[0] ?? 0,
  });
}
