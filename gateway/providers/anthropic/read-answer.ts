/**
 * A whole Messages answer as the intermediate form. Blocks with no word in it (server tools and their results) stay
 * opaque, whole; the call that stands in for a JSON schema is read as the text it is.
 */
import { newToolCallId } from "../../base/ids.ts";
import { recordsOf, textOf } from "../../base/json-shape.ts";
import type { FinishReason } from "../../contract/answer.ts";
import type { Part } from "../../contract/conversation.ts";
import { unknownUsage } from "../../contract/usage.ts";
import type { AnswerVerdict } from "../provider.ts";
import { answerToolName } from "./answer-tool.ts";
import { finishReason } from "./finish-reason.ts";
import { readObject } from "./judge-answer.ts";
import { readUsage } from "./read-usage.ts";

type Block = Readonly<Record<string, unknown>>;

export function readAnswer(body: Buffer): AnswerVerdict {
  const read = readObject(body);
  if (read.kind !== "ok") return read;
  const { content, id, model, stop_reason: stopReason, stop_sequence: stopSequence, usage } = read.fields;
  if (!Array.isArray(content)) return { kind: "invalid", reason: "The answer has no `content` list." };
  const parts = recordsOf(content).map(readBlock);
  return {
    kind: "ok",
    answer: {
      id: textOf(id),
      model: textOf(model),
      choices: [
        {
          index: 0,
          parts,
          finish: finishOf(finishReason(stopReason), parts),
          stopSequence: textOf(stopSequence),
          logprobs: null,
        },
      ],
      usage: readUsage(usage) ?? unknownUsage,
    },
  };
}

/** When the only call was the answer itself, nothing waits for a tool's result. */
function finishOf(finish: FinishReason, parts: readonly Part[]): FinishReason {
  return finish === "tool_calls" && !parts.some(({ type }) => type === "tool_call" || type === "opaque")
    ? "stop"
    : finish;
}

function readBlock(block: Block): Part {
  const { type, text, thinking, signature, data } = block;
  if (type === "text" && typeof text === "string") {
    const { citations } = block;
    return { type: "text", text, ...(Array.isArray(citations) && citations.length > 0 ? { citations } : {}) };
  }
  if (type === "thinking" && typeof thinking === "string") {
    return {
      type: "reasoning",
      text: thinking,
      ...(typeof signature === "string" && signature !== "" ? { signature } : {}),
    };
  }
  if (type === "redacted_thinking" && typeof data === "string") return { type: "reasoning", text: "", redacted: data };
  return (type === "tool_use" ? readCall(block) : null) ?? { type: "opaque", family: "anthropic", value: block };
}

function readCall({ type: _type, id, name, input, ...extra }: Block): Part | null {
  if (typeof name !== "string") return null;
  const text = JSON.stringify(input ?? {});
  if (name === answerToolName) return { type: "text", text };
  const isPlain = Object.keys(extra).length === 0;
  return { type: "tool_call", id: textOf(id) ?? newToolCallId(), name, arguments: text, ...(isPlain ? {} : { extra }) };
}
