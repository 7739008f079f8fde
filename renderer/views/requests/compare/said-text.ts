/** What an answer said, as one text: its parts in order, tool calls with their arguments, reasoning named as such. */
import type { SpendLogDetail } from "../../../../gateway/contract/spend-log.ts";
import type { Part } from "../reading/conversation.ts";
import { readDetail } from "../reading/read-detail.ts";

/** @returns "" when nothing was said, or nothing is kept */
export function saidText(detail: SpendLogDetail): string {
  const { answers } = readDetail(detail);
  return answers.map(({ parts }) => parts.flatMap(wordsOf).join("\n\n")).join("\n\n---\n\n");
}

function wordsOf(part: Part): string[] {
  switch (part.kind) {
    case "text":
    case "refusal":
      return [part.text];
    case "reasoning":
      return part.text === "" ? [] : [`<think>\n${part.text}\n</think>`];
    case "tool_call":
      return [`${part.name}(${part.text})`];
    case "error":
      return [`${part.code} ${part.text}`.trim()];
    case "item":
      return [`${part.label} ${part.text}`];
    case "fact":
      return [`${part.name}: ${part.value}`];
    case "tool_result":
      return part.parts.flatMap(wordsOf);
    case "media":
    case "other":
      return [];
  }
}
