/**
 * Reasoning where OpenAI's dialect has no word for it: the fields that servers write it into.
 *
 * Text is `reasoning_content` (DeepSeek, LiteLLM, older vLLM) or `reasoning` (OpenRouter, Groq, newer vLLM); proofs are
 * in OpenRouter's `reasoning_details` or LiteLLM's `thinking_blocks`, beside the same text.
 */
import { isRecord, recordsOf, textOf } from "../../base/json-shape.ts";

type Raw = Readonly<Record<string, unknown>>;

/** One piece: text, a proof of the text so far, or a redacted block; all null = nothing. */
export interface ReasoningPiece {
  readonly text: string | null;
  readonly signature: string | null;
  readonly redacted: string | null;
}

/** @returns the plain text; null when the server wrote none */
export function reasoningText(raw: Raw): string | null {
  const text = raw["reasoning_content"] ?? raw["reasoning"];
  return typeof text === "string" && text !== "" ? text : null;
}

/** @returns the blocks of `reasoning_details`, else of `thinking_blocks`, in order */
export function reasoningPieces(raw: Raw): readonly ReasoningPiece[] {
  const details = raw["reasoning_details"];
  if (Array.isArray(details) && details.length > 0) return recordsOf(details).map(readDetail);
  return recordsOf(raw["thinking_blocks"]).map((block) => ({
    text: filled(block["thinking"]),
    signature: filled(block["signature"]),
    redacted: block["type"] === "redacted_thinking" ? filled(block["data"]) : null,
  }));
}

function readDetail(detail: Raw): ReasoningPiece {
  return {
    text: filled(detail["text"]) ?? filled(detail["summary"]),
    signature: filled(detail["signature"]),
    redacted: detail["type"] === "reasoning.encrypted" ? filled(detail["data"]) : null,
  };
}

function filled(value: unknown): string | null {
  const text = textOf(value);
  return text === "" ? null : text;
}

export interface ContentPiece {
  readonly type: "text" | "reasoning";
  readonly text: string;
}

/** Mistral's content: a list of text and thinking chunks. */
export function contentPieces(content: readonly unknown[]): readonly ContentPiece[] {
  return recordsOf(content).flatMap((part): ContentPiece[] => {
    if (part["type"] === "thinking") return [{ type: "reasoning", text: joined(part["thinking"]) }];
    const text = textOf(part["text"]);
    return text === null ? [] : [{ type: "text", text }];
  });
}

function joined(thinking: unknown): string {
  if (typeof thinking === "string") return thinking;
  return Array.isArray(thinking)
    ? thinking.map((part) => (isRecord(part) ? (textOf(part["text"]) ?? "") : "")).join("")
    : "";
}
