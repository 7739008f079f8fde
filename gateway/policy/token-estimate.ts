/**
 * How many tokens a conversation is, roughly, where no provider can be asked. Whoever shows the number says that it is
 * an estimate.
 *
 * Rule: a Hangul, kana or Han character is one token, 3.5 other characters are one; an image is 1600, a PDF 3000;
 * each message costs 4, the first tool 346 (the hidden prompt that tools bring). It leans to the high side: a client
 * that compacts too early loses less than one that overruns the context.
 *
 * @source measured 2026-11-24 on Korean, Chinese, Japanese, English, TypeScript and JSON texts with Claude 2's tokenizer
 *   (1.0, 1.3, 1.0, 4.9, 3.5, 3.5 characters per token), cl100k_base (1.2, 1.1, 1.0, 5.0, 3.9, 3.6) and o200k_base
 *   (1.8, 1.4, 1.4, 5.0, 3.9, 3.5); https://docs.claude.com/en/docs/build-with-claude/vision (largest image),
 *   .../pdf-support (tokens per page), .../agents-and-tools/tool-use/overview (pricing)
 */
import type { Conversation, Part, Tool } from "../contract/conversation.ts";

const charactersPerToken = 3.5;
const imageTokens = 1600;
const pdfTokens = 3000;
const messageTokens = 4;
const toolPromptTokens = 346;

/** @returns a whole number, at least 1 */
export function estimateTokens({ messages, tools }: Conversation): number {
  let tokens = tools.length === 0 ? 0 : toolPromptTokens;
  for (const tool of tools) tokens += ofText(toolText(tool));
  for (const { parts } of messages) {
    tokens += messageTokens;
    for (const part of parts) tokens += ofPart(part);
  }
  return Math.max(1, Math.ceil(tokens));
}

/** Tokens of a text alone, as a fraction; see the rule above. */
export function textTokens(text: string): number {
  return ofText(text);
}

function toolText(tool: Tool): string {
  if (tool.kind === "native") return JSON.stringify(tool.value);
  return `${tool.name} ${tool.description ?? ""} ${JSON.stringify(tool.parameters ?? {})}`;
}

function ofPart(part: Part): number {
  switch (part.type) {
    case "text":
    case "reasoning":
    case "refusal":
      return ofText(part.text);
    case "image":
      return imageTokens;
    case "audio":
      return ofText(part.format);
    case "document":
      return part.source.kind === "text" ? ofText(part.source.text) : pdfTokens;
    case "tool_call":
      return ofText(part.name) + ofText(part.arguments);
    case "tool_result":
      return part.parts.reduce((sum, inner) => sum + ofPart(inner), messageTokens);
    case "opaque":
      return ofText(JSON.stringify(part.value));
  }
}

function ofText(text: string): number {
  let wide = 0;
  for (let at = 0; at < text.length; at++) if (isWide(text.charCodeAt(at))) wide++;
  return wide + (text.length - wide) / charactersPerToken;
}

/** Hangul (jamo, syllables), kana, Han and their full-width forms, in the first plane. */
function isWide(code: number): boolean {
  if (code < 0x1100) return false;
  return (
    code <= 0x11ff ||
    (code >= 0x2e80 && code <= 0x9fff) ||
    (code >= 0xa960 && code <= 0xa97f) ||
    (code >= 0xac00 && code <= 0xd7ff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xffef)
  );
}
