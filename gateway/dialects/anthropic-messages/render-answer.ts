/**
 * A whole answer as a Messages body.
 *
 * Only the first choice is written: this dialect has no other. Images and audio in an answer, and other families'
 * opaque blocks, have no block here and are left out; a refusal is text with the stop reason that says so.
 */
import type { Answer, AnswerChoice } from "../../contract/answer.ts";
import type { Part } from "../../contract/conversation.ts";
import type { RenderContext } from "../client-dialect.ts";
import { answerUsage } from "./answer-usage.ts";
import { stopReasons } from "./stop-reason.ts";
import { toolInput } from "./tool-input.ts";

export function renderAnswer(answer: Answer, context: RenderContext): string {
  const choice = answer.choices[0];
  return JSON.stringify({
    id: answer.id ?? `msg_${context.requestId}`,
    type: "message",
    role: "assistant",
    model: context.model,
    content: choice?.parts.flatMap(blocksOf) ?? [],
    stop_reason: choice === undefined ? "end_turn" : stopReasonOf(choice),
    stop_sequence: choice?.stopSequence ?? null,
    usage: answerUsage(answer.usage),
  });
}

function stopReasonOf({ finish, parts }: AnswerChoice): string {
  const hasRefused = finish === "stop" && parts.some(({ type }) => type === "refusal");
  return stopReasons[hasRefused ? "refusal" : finish];
}

function blocksOf(part: Part): readonly Readonly<Record<string, unknown>>[] {
  switch (part.type) {
    case "text":
      return [
        { type: "text", text: part.text, ...(part.citations === undefined ? {} : { citations: part.citations }) },
      ];
    case "refusal":
      return [{ type: "text", text: part.text }];
    case "reasoning":
      return [
        part.redacted === undefined
          ? { type: "thinking", thinking: part.text, signature: part.signature ?? "" }
          : { type: "redacted_thinking", data: part.redacted },
      ];
    case "tool_call":
      return [{ type: "tool_use", id: part.id, name: part.name, input: toolInput(part.arguments), ...part.extra }];
    case "opaque":
      return part.family === "anthropic" ? [part.value] : [];
    default:
      return [];
  }
}
