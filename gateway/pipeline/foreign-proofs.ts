/**
 * A body that goes through untouched, less the proofs of thinking that its provider would refuse: those that this
 * gateway named for another one (proof-owner.ts), and the empty ones that stand for reasoning without any.
 *
 * Every byte that stays is the client's own. A turn that held nothing else goes with its proof.
 */
import { isRecord, recordsOf } from "../base/json-shape.ts";
import { readElements, readValue, replaceValue } from "../base/json-splice.ts";
import type { Operation } from "../contract/operations.ts";
import { isNamedProof } from "./proof-owner.ts";

type Fields = Readonly<Record<string, unknown>>;

/** @returns the same buffer when nothing foreign stands in it */
export function withoutForeignProofs(operation: Operation, body: Buffer, fields: Fields): Buffer {
  switch (operation) {
    case "messages":
    case "count_tokens":
      return withoutBlocks(body, fields, "content");
    case "chat":
      return withoutBlocks(body, fields, "thinking_blocks");
    case "responses":
      return withoutItems(body, fields);
    default:
      return body;
  }
}

function withoutBlocks(body: Buffer, fields: Fields, member: "content" | "thinking_blocks"): Buffer {
  const messages = fields["messages"];
  if (!Array.isArray(messages) || !messages.some((message) => holdsForeign(message, member))) return body;
  return editList(body, "messages", (raw, index) => {
    const message: unknown = messages[index];
    if (!isRecord(message) || !holdsForeign(message, member)) return raw;
    const blocks: readonly unknown[] = Array.isArray(message[member]) ? message[member] : [];
    if (member === "content" && blocks.every(isForeignBlock)) return null;
    return editList(raw, member, (block, at) => (isForeignBlock(blocks[at]) ? null : block));
  });
}

function holdsForeign(message: unknown, member: string): boolean {
  return isRecord(message) && message["role"] === "assistant" && recordsOf(message[member]).some(isForeignBlock);
}

function isForeignBlock(block: unknown): boolean {
  if (!isRecord(block)) return false;
  if (block["type"] === "thinking") return isForeign(block["signature"]) || block["signature"] === "";
  return block["type"] === "redacted_thinking" && isForeign(block["data"]);
}

/** `portico.` marks what this gateway put into a field for another kind of proof (reasoning-seal.ts). */
function isForeign(proof: unknown): boolean {
  return typeof proof === "string" && (isNamedProof(proof) || proof.startsWith("portico."));
}

function withoutItems(body: Buffer, fields: Fields): Buffer {
  const { input } = fields;
  const isForeignItem = (item: unknown): boolean =>
    isRecord(item) && item["type"] === "reasoning" && isForeign(item["encrypted_content"]);
  if (!Array.isArray(input) || !input.some(isForeignItem)) return body;
  return editList(body, "input", (raw, index) => (isForeignItem(input[index]) ? null : raw));
}

/** @param edit  an element's bytes and place -> its new bytes; null leaves it out */
function editList(object: Buffer, key: string, edit: (raw: Buffer, index: number) => Buffer | null): Buffer {
  const list = readValue(object, key);
  if (list === null) return object;
  const kept = readElements(list).flatMap((raw, index) => edit(raw, index) ?? []);
  return replaceValue(object, key, `[${kept.map((raw) => raw.toString("utf8")).join(",")}]`);
}
