/**
 * A conversation's messages as Converse's: system texts on top, user and assistant in turn, each a list of blocks.
 *
 * Rules: system and developer messages move to the top in their order; neighbours of one role are joined; a beginning by
 * the assistant gets a user's "." before it; blank texts are left out, Bedrock refuses them; reasoning goes back only
 * with the proof that Bedrock gave (a signature, or redacted content). What has no block is noted under its place.
 * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html
 */
import { argumentsObject } from "../../base/tool-arguments.ts";
import type { Message, Part, ReasoningPart, ToolResultPart } from "../../contract/conversation.ts";
import { isRecord } from "../../base/json-shape.ts";
import { audioBlock, documentBlock, imageBlock, type Block } from "./media-blocks.ts";

export interface WrittenMessages {
  readonly system: readonly Block[];
  readonly messages: readonly { readonly role: "user" | "assistant"; readonly content: readonly Block[] }[];
  /** Places of parts that Converse cannot be given, e.g. `messages[2].refusal`. */
  readonly dropped: readonly string[];
  /** Places of pictures and documents that the model would miss. */
  readonly unreachable: readonly string[];
}

interface Turn {
  readonly role: "user" | "assistant";
  readonly content: Block[];
}

export function writeMessages(messages: readonly Message[]): WrittenMessages {
  const writer = new Writer();
  const system: Block[] = [];
  const turns: Turn[] = [];
  for (const [index, message] of messages.entries()) {
    const blocks = message.parts.flatMap((part) => writer.write(part, `messages[${index}]`));
    if (message.role === "system" || message.role === "developer") system.push(...blocks);
    else addTurn(turns, message.role, blocks);
  }
  if (turns[0]?.role === "assistant") turns.unshift({ role: "user", content: [{ text: "." }] });
  return { system, messages: turns, dropped: writer.dropped, unreachable: writer.unreachable };
}

function addTurn(turns: Turn[], role: Turn["role"], blocks: readonly Block[]): void {
  if (blocks.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...blocks);
  else turns.push({ role, content: [...blocks] });
}

class Writer {
  readonly dropped: string[] = [];
  readonly unreachable: string[] = [];
  readonly #documentNames = new Set<string>();

  /** @returns the part's block, and a cache point behind it where the client wants one */
  write(part: Part, place: string): Block[] {
    const block = this.#block(part, place);
    if (block === null) return [];
    return "cacheControl" in part && part.cacheControl != null ? [block, cachePoint(part.cacheControl)] : [block];
  }

  #block(part: Part, place: string): Block | null {
    switch (part.type) {
      case "text":
      case "refusal":
        return part.text.trim() === "" ? null : { text: part.text };
      case "image":
        return this.#media(imageBlock(part), `${place}.image`);
      case "document":
        return this.#media(documentBlock(part, this.#documentNames), `${place}.document`);
      case "audio":
        return this.#media(audioBlock(part), `${place}.audio`);
      case "tool_call":
        return { toolUse: { toolUseId: toolId(part.id), name: part.name, input: argumentsObject(part.arguments) } };
      case "tool_result":
        return { toolResult: this.#toolResult(part, place) };
      case "reasoning":
        return reasoningBlock(part) ?? this.#drop(`${place}.reasoning`);
      case "opaque":
        return part.family === "bedrock" ? part.value : this.#drop(`${place}.${String(part.value["type"])}`);
    }
  }

  #media(block: Block | null, place: string): Block | null {
    if (block === null) this.unreachable.push(place);
    return block;
  }

  #drop(place: string): null {
    this.dropped.push(place);
    return null;
  }

  /** Blank texts are allowed here: a tool may have nothing to say. */
  #toolResult({ callId, parts, isError }: ToolResultPart, place: string): Block {
    const content = parts.flatMap((part) => {
      if (part.type === "text") return [{ text: part.text }];
      const block = this.#block(part, `${place}.tool_result`);
      return block === null ? [] : [block];
    });
    return {
      toolUseId: toolId(callId),
      content: content.length === 0 ? [{ text: "" }] : content,
      ...(isError ? { status: "error" } : {}),
    };
  }
}

/** @returns null when Bedrock cannot be given this thought: it has no proof (another maker's does not come this far) */
export function reasoningBlock({ text, signature, redacted }: ReasoningPart): Block | null {
  if (redacted !== undefined) return { reasoningContent: { redactedContent: redacted } };
  if (signature === undefined) return null;
  return { reasoningContent: { reasoningText: { text, signature } } };
}

/** Anthropic's `ttl` is Bedrock's too. */
export function cachePoint(cacheControl: unknown): Block {
  const ttl = isRecord(cacheControl) ? cacheControl["ttl"] : undefined;
  return { cachePoint: { type: "default", ...(typeof ttl === "string" ? { ttl } : {}) } };
}

/** Bedrock takes letters, digits, `_` and `-`, at most 64; the same text gives the same id at both of its places. */
function toolId(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9_-]/g, "_").slice(0, 64);
}
