/**
 * The conversation's messages as Gemini's `contents` and `system_instruction`.
 *
 * Rules: system and developer messages, wherever they stand, become the one system instruction; messages of one role
 * that follow each other become one turn, and tool results a turn of their own; a result finds its tool's name by its
 * call; a thought's signature goes back on the part it was made for, the thought's text stays here (the API reads none);
 * empty texts, `name`, `detail`, `title`, citations and cache marks have no place.
 */
import { isRecord } from "../../base/json-shape.ts";
import type { Message, Part, ReasoningPart, ToolCallPart, ToolResultPart } from "../../contract/conversation.ts";
import { audioPart, documentPart, imagePart } from "./media.ts";
import { modelTraits } from "./model-traits.ts";

type WirePart = Record<string, unknown>;

export interface Contents {
  readonly contents: readonly Turn[];
  readonly systemParts: readonly WirePart[];
  readonly dropped: readonly string[];
}

interface Turn {
  readonly role: "user" | "model";
  readonly parts: WirePart[];
}

export function contentsFor(messages: readonly Message[], model: string): Contents {
  const writer = new ContentsWriter(model);
  for (const [index, message] of messages.entries()) writer.add(message, index);
  return writer.finish();
}

/**
 * What stands in for a signature that a client lost: models that insist on one take this word.
 *
 * @source https://ai.google.dev/gemini-api/docs/thought-signatures
 */
const lostSignature = "skip_thought_signature_validator";

/** What only Gemini writes and reads back. */
const ownParts = [
  "executableCode",
  "codeExecutionResult",
  "inlineData",
  "fileData",
  "functionCall",
  "functionResponse",
];

class ContentsWriter {
  readonly #turns: { turn: Turn; kind: string }[] = [];
  readonly #systemParts: WirePart[] = [];
  readonly #dropped: string[] = [];
  readonly #names = new Map<string, string>();
  readonly #nestsMedia: boolean;
  readonly #insistsOnSignatures: boolean;
  #place = "";
  /** Of a thought, until the part it was made for comes. */
  #signature: string | null = null;

  constructor(model: string) {
    this.#nestsMedia = modelTraits(model).thinksByLevel;
    this.#insistsOnSignatures = this.#nestsMedia;
  }

  add({ role, parts }: Message, index: number): void {
    // A dialect may put a thought and its call into messages of their own.
    if (role !== "assistant") this.#signature = null;
    this.#place = `messages[${index}]`;
    for (const part of parts) {
      if (role === "system" || role === "developer") this.#addSystem(part);
      else if (part.type === "tool_result") this.#addResult(part);
      else this.#append(role === "assistant" ? "model" : "user", role, this.#wire(part));
    }
  }

  finish(): Contents {
    const turns = this.#turns.map(({ turn }) => turn);
    // The API wants a turn even when everything was said to the system.
    if (turns.length === 0) turns.push({ role: "user", parts: [{ text: " " }] });
    if (this.#insistsOnSignatures) for (const turn of turns) signFirstCall(turn);
    return { contents: turns, systemParts: this.#systemParts, dropped: [...new Set(this.#dropped)] };
  }

  #addSystem(part: Part): void {
    if (part.type === "text" || part.type === "refusal") {
      if (part.text !== "") this.#systemParts.push({ text: part.text });
    } else this.#drop(part.type);
  }

  #append(role: Turn["role"], kind: string, part: WirePart | null): void {
    if (part === null) return;
    const last = this.#turns.at(-1);
    if (last?.kind === kind) last.turn.parts.push(part);
    else this.#turns.push({ kind, turn: { role, parts: [part] } });
  }

  #wire(part: Exclude<Part, ToolResultPart>): WirePart | null {
    switch (part.type) {
      case "text":
      case "refusal":
        return part.text === "" ? null : this.#signed({ text: part.text });
      case "image":
        return imagePart(part);
      case "audio":
        return audioPart(part);
      case "document":
        if (part.title !== undefined || part.context !== undefined) this.#drop("document.title");
        return documentPart(part);
      case "tool_call":
        return this.#call(part);
      case "reasoning":
        return this.#remember(part);
      case "opaque": {
        if (part.family === "gemini" && ownParts.some((key) => isRecord(part.value[key]))) return part.value;
        this.#drop(part.family);
        return null;
      }
    }
  }

  #call({ id, name, arguments: text, signature }: ToolCallPart): WirePart {
    this.#names.set(id, name);
    const part = { function_call: { name, args: argumentsOf(text) } };
    if (signature === undefined) return this.#signed(part);
    this.#signature = null;
    return { ...part, thoughtSignature: signature };
  }

  #remember(part: ReasoningPart): null {
    this.#signature = part.signature ?? null;
    return null;
  }

  #signed(part: WirePart): WirePart {
    if (this.#signature === null) return part;
    const signature = this.#signature;
    this.#signature = null;
    return { ...part, thoughtSignature: signature };
  }

  /** Media of a result stand inside it where the model can read them there, else beside it. */
  #addResult(result: ToolResultPart): void {
    const name = result.name ?? this.#names.get(result.callId) ?? result.callId;
    const texts: string[] = [];
    const media: WirePart[] = [];
    for (const part of result.parts) {
      if (part.type === "text") texts.push(part.text);
      else if (part.type === "image" || part.type === "document" || part.type === "audio") {
        const wire = this.#wire(part);
        if (wire !== null) media.push(wire);
      } else this.#drop(`tool_result.${part.type}`);
    }
    const response = { [result.isError ? "error" : "content"]: texts.join("\n") };
    const nested = this.#nestsMedia && media.length > 0 ? { parts: media } : {};
    this.#append("user", "result", { function_response: { name, response, ...nested } });
    if (!this.#nestsMedia) for (const part of media) this.#append("user", "result", part);
  }

  #drop(what: string): void {
    this.#dropped.push(`${this.#place}.${what}`);
  }
}

/** Only the first call of a turn is signed by the model; without any the API refuses the whole request. */
function signFirstCall({ role, parts }: Turn): void {
  if (role !== "model") return;
  const first = parts.find((part) => part["function_call"] !== undefined);
  if (first !== undefined && first["thoughtSignature"] === undefined) first["thoughtSignature"] = lostSignature;
}

/** Gemini takes an object only: a call cut in the middle keeps its text under one name. */
function argumentsOf(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : { arguments: value };
  } catch {
    return { arguments: text };
  }
}
