/**
 * A text parsed for surgery: its nodes with the tokens they were written with, and its containers as slots.
 *
 * Read with PyYAML's rules like the config itself (yaml-source.ts), which has accepted the text before.
 */
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseAllDocuments,
  visit,
  type Alias,
  type Node,
  type Pair,
} from "yaml";
import { pyyamlTags } from "../pyyaml-tags.ts";
import { plainScalar } from "../yaml-source.ts";
import { EditRefusal } from "./edit-refusal.ts";
import { containerOf, type Container, type Slot } from "./slots.ts";
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
  /** Null when the document holds nothing. */
  readonly root: Container | null;
  readonly anchorUses: AnchorUse[] = [];
  readonly #targets = new Map<Alias, Node>();
  readonly #containers = new WeakMap<Node, Container>();

  /** @throws EditRefusal when it is not one readable document */
  constructor(text: string) {
    this.text = text;
    // A lone CR ends a line for PyYAML; the same length keeps every place.
    const sameLength = text.replaceAll(/\r(?!\n)/g, "\n");
    this.lines = new TextLines(sameLength);
    const documents = parseAllDocuments(sameLength, {
      version: "1.1",
      customTags: pyyamlTags,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
      keepSourceTokens: true,
    });
    const document = Array.isArray(documents) ? documents[0] : undefined;
    if (document === undefined) {
      this.root = null;
      return;
    }
    this.#findTargets(document);
    this.root = this.#rootOf(document.contents);
  }

  /** The map or list that a node is, looking through an alias; null when it is a scalar or nothing. */
  containerOf(node: Node | null): Container | null {
    const target = node !== null && isAlias(node) ? (this.#targets.get(node) ?? null) : node;
    if (!isMap(target) && !isSeq(target)) return null;
    const known = this.#containers.get(target);
    if (known !== undefined) return known;
    const container = containerOf(target, this.lines);
    this.#containers.set(target, container);
    return container;
  }

  /** The map or list whose slots are nearest around an offset. */
  innermostAt(offset: number): Container | null {
    let container = this.root;
    for (;;) {
      const slot: Slot | undefined = container?.slots.find(({ from, to }) => from <= offset && offset <= to);
      const value = slot?.value ?? null;
      const inner = value === null || isAlias(value) ? null : this.containerOf(value);
      if (inner === null) return container;
      container = inner;
    }
  }

  #rootOf(contents: Node | null): Container | null {
    if (contents === null || (isScalar(contents) && contents.value === null && contents.source === "")) return null;
    const root = this.containerOf(contents);
    if (root === null || root.isList) throw notAMap(contents);
    return root;
  }

  #findTargets(document: Parameters<typeof visit>[0]): void {
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_key, node) => {
        if (!isAlias(node)) {
          if (node.anchor !== undefined) anchors.set(node.anchor, node);
          return;
        }
        const target = anchors.get(node.source);
        if (target === undefined) return;
        this.#targets.set(node, target);
        this.anchorUses.push({ name: node.source, from: node.range?.[0] ?? 0, target });
      },
    });
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
