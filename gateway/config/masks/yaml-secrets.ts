/**
 * Where a YAML text keeps secrets, by its structure: values of secret keys in every style, also behind an anchor; and where
 * its comments are.
 *
 * Never throws: of a broken text it says what the parser could still see.
 */
import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  visit,
  type CST,
  type Document,
  type Node,
  type Scalar,
} from "yaml";
import { pyyamlTags } from "../pyyaml-tags.ts";
import { isSecretKey } from "../secret-keys.ts";
import type { Piece } from "../written-secrets.ts";
import { piecesOfLines } from "./pieces.ts";

export interface YamlSecrets {
  readonly secrets: readonly Piece[];
  readonly comments: readonly Piece[];
  /** False: there may be more that only the lines show. */
  readonly isReadable: boolean;
}

const maxDepth = 64;

export function yamlSecrets(text: string): YamlSecrets {
  try {
    const tokens = [...new Parser().parse(text.replaceAll(/\r(?!\n)/g, "\n"))];
    const options = { version: "1.1", customTags: pyyamlTags, uniqueKeys: false, logLevel: "silent" } as const;
    const documents = [...new Composer({ ...options, prettyErrors: false }).compose(tokens)];
    return {
      secrets: documents.flatMap((document) => new SecretWalk(text, document).pieces),
      comments: commentsIn(tokens),
      isReadable: documents.length <= 1 && documents.every(({ errors }) => errors.length === 0),
    };
  } catch {
    return { secrets: [], comments: [], isReadable: false };
  }
}

class SecretWalk {
  readonly pieces: Piece[] = [];
  readonly #text: string;
  readonly #anchors = new Map<string, Node>();
  readonly #seen = new Set<Node>();

  constructor(text: string, document: Document.Parsed) {
    this.#text = text;
    visit(document, {
      Node: (_key, node) => {
        if (!isAlias(node) && node.anchor !== undefined) this.#anchors.set(node.anchor, node);
      },
    });
    this.#walk(document.contents, false, 0);
  }

  #walk(node: unknown, isSecret: boolean, depth: number): void {
    if (depth > maxDepth) throw new RangeError("nested too deep");
    if (isAlias(node)) this.#walkTarget(this.#anchors.get(node.source), isSecret, depth);
    else if (isMap(node)) {
      for (const { key, value } of node.items)
        this.#walk(value, isScalar(key) && isSecretKey(String(key.value)), depth + 1);
    } else if (isSeq(node)) for (const item of node.items) this.#walk(item, isSecret, depth + 1);
    else if (isScalar(node) && isSecret && isLiteral(node)) this.pieces.push(...this.#piecesOf(node));
  }

  /** What an anchor stands for is a secret when one of its uses is. */
  #walkTarget(target: Node | undefined, isSecret: boolean, depth: number): void {
    if (target === undefined || !isSecret || this.#seen.has(target)) return;
    this.#seen.add(target);
    this.#walk(target, true, depth + 1);
  }

  #piecesOf({ type, range }: Scalar): Piece[] {
    const [start = 0, end = 0] = range ?? [];
    if (type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE") return piecesOfLines(this.#text, start + 1, end - 1);
    if (type !== "BLOCK_LITERAL" && type !== "BLOCK_FOLDED") return piecesOfLines(this.#text, start, end);
    const header = /[^\r\n]*/y;
    header.lastIndex = start;
    return piecesOfLines(this.#text, start + (header.exec(this.#text)?.[0].length ?? 0), end);
  }
}

function isLiteral({ value }: Scalar): boolean {
  if (typeof value === "string") return !value.startsWith("os.environ/");
  return typeof value === "number" || typeof value === "bigint";
}

function commentsIn(tokens: readonly CST.Token[]): Piece[] {
  const comments: Piece[] = [];
  const look = (part: unknown, depth: number): void => {
    if (depth > 4 * maxDepth) throw new RangeError("nested too deep");
    if (Array.isArray(part)) for (const item of part) look(item, depth + 1);
    else if (typeof part === "object" && part !== null) {
      const { type, offset, source } = part as Partial<CST.SourceToken>; // every token has these, or is a pair of tokens
      if (type === "comment") comments.push({ from: offset ?? 0, to: (offset ?? 0) + (source ?? "").length });
      else for (const inner of Object.values(part)) if (typeof inner === "object") look(inner, depth + 1);
    }
  };
  look(tokens, 0);
  return comments;
}
