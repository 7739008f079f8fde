/**
 * A Responses input as messages: what a model wrote in one turn (reasoning, texts, calls) stands in items of its own
 * there and in one assistant message here; tool outputs in a row become one user message of results.
 *
 * Rules: ids and statuses of items belong to the store that gave them and are left out, but for a reasoning item's.
 * Items of server tools stay opaque parts in their place. What only OpenAI's store or its key can read (item
 * references, compacted history) cannot be given to anyone else and is refused.
 */
import { recordsOf, textOf } from "../../base/json-shape.ts";
import type { Message, Part, ToolCallPart, ToolResultPart } from "../../contract/conversation.ts";
import { GatewayError } from "../../contract/errors.ts";
import { readContent } from "./read-content.ts";
import { readSeal } from "./reasoning-seal.ts";
import { readCall, readOutput } from "./tool-items.ts";

type Fields = Record<string, unknown>;

interface Draft {
  readonly role: Message["role"];
  readonly parts: Part[];
  phase: string | null;
  /** A message item stands in it already: the next one is a message of its own. */
  hasMessage: boolean;
}

interface Reading {
  readonly drafts: Draft[];
  /** Signatures that came ahead of their calls. */
  readonly signatures: Map<string, string>;
  /** Item id -> call id, for outputs that name the item. */
  readonly callIds: Map<string, string>;
}

/**
 * @param input  the request's `input`; its shape is checked (`checkFields`)
 * @throws GatewayError `invalid_request`
 */
export function readItems(input: unknown): Message[] {
  if (typeof input === "string") return [{ role: "user", parts: [{ type: "text", text: input }] }];
  const reading: Reading = { drafts: [], signatures: new Map(), callIds: new Map() };
  for (const [index, item] of recordsOf(input).entries()) readItem(reading, item, `input[${index}]`);
  return reading.drafts.map(({ role, parts, phase }) => ({ role, parts, ...(phase === null ? {} : { phase }) }));
}

function readItem(reading: Reading, item: Fields, path: string): void {
  const type = itemType(item);
  refuseUnreadable(type, path);
  if (type === "message") return addMessage(reading, item);
  if (type === "reasoning") return addReasoning(reading, item);
  const call = readCall(item);
  if (call !== null) return addCall(reading, call, item, path);
  const output = readOutput(item);
  if (output !== null) return addOutput(reading, output, path);
  modelTurn(reading).parts.push({ type: "opaque", family: "responses", value: item });
}

/** An easy message has no type; neither has a reference written in short. */
function itemType(item: Fields): string {
  return textOf(item["type"]) ?? (item["role"] === undefined ? "item_reference" : "message");
}

const unreadable: Readonly<Record<string, string>> = {
  item_reference: "It names an item that only OpenAI's store holds.",
  compaction: "It holds a history that only OpenAI can decrypt.",
  compaction_summary: "It holds a history that only OpenAI can decrypt.",
};

function refuseUnreadable(type: string, path: string): void {
  const reason = Object.hasOwn(unreadable, type) ? unreadable[type] : undefined;
  if (reason === undefined) return;
  throw new GatewayError("invalid_request", {
    message: `'${path}' of type '${type}' cannot be given to this model: ${reason}`,
    param: path,
    hint: "Send the items themselves (`store: false`), or use an alias whose provider serves /responses.",
  });
}

function addMessage({ drafts }: Reading, item: Fields): void {
  const role = item["role"] as Message["role"]; // one of the four: checkFields
  const last = drafts.at(-1);
  const isSameTurn = role === "assistant" && last?.role === "assistant" && !last.hasMessage;
  const draft = isSameTurn ? last : newDraft(drafts, role);
  draft.hasMessage = true;
  draft.phase = textOf(item["phase"]);
  draft.parts.push(...readContent(item["content"]));
}

function addReasoning(reading: Reading, item: Fields): void {
  const encrypted = textOf(item["encrypted_content"]);
  const seal = encrypted === null || encrypted === "" ? null : readSeal(encrypted);
  if (seal?.kind === "call") {
    reading.signatures.set(seal.callId, seal.signature);
    return;
  }
  const text = reasoningText(item);
  if (text === "" && seal === null) return;
  const id = textOf(item["id"]);
  modelTurn(reading).parts.push({
    type: "reasoning",
    text,
    ...(seal?.kind === "signature" ? { signature: seal.signature } : {}),
    ...(seal?.kind === "redacted" ? { redacted: seal.data } : {}),
    ...(id === null ? {} : { id }),
  });
}

/** The thinking itself where it is given (open models), else its summary. */
function reasoningText(item: Fields): string {
  const [content, summary] = ["content", "summary"].map((field) =>
    recordsOf(item[field]).map((part) => textOf(part["text"]) ?? ""),
  );
  return content !== undefined && content.length > 0 ? content.join("\n\n") : (summary ?? []).join("\n\n");
}

function addCall(reading: Reading, call: ToolCallPart, item: Fields, path: string): void {
  if (call.id === "") throw missingCallId(path);
  const itemId = textOf(item["id"]);
  if (itemId !== null) reading.callIds.set(itemId, call.id);
  const signature = reading.signatures.get(call.id);
  modelTurn(reading).parts.push(signature === undefined ? call : { ...call, signature });
}

function addOutput(reading: Reading, output: ToolResultPart, path: string): void {
  if (output.callId === "") throw missingCallId(path);
  const callId = reading.callIds.get(output.callId) ?? output.callId;
  const last = reading.drafts.at(-1);
  const isResults = last?.role === "user" && !last.hasMessage;
  (isResults ? last : newDraft(reading.drafts, "user")).parts.push({ ...output, callId });
}

function missingCallId(path: string): GatewayError {
  return new GatewayError("invalid_request", {
    message: `Missing required parameter: '${path}.call_id'.`,
    param: `${path}.call_id`,
  });
}

/** What the model is writing: the assistant message that is still open, else a new one. */
function modelTurn({ drafts }: Reading): Draft {
  const last = drafts.at(-1);
  return last?.role === "assistant" ? last : newDraft(drafts, "assistant");
}

function newDraft(drafts: Draft[], role: Message["role"]): Draft {
  const draft: Draft = { role, parts: [], phase: null, hasMessage: false };
  drafts.push(draft);
  return draft;
}
