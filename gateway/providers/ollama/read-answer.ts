/** A whole answer of /api/chat or /api/generate in the intermediate form. */
import { isRecord } from "../../base/json-shape.ts";
import { newToolCallId } from "../../base/ids.ts";
import type { Part } from "../../contract/conversation.ts";
import type { AnswerVerdict } from "../provider.ts";
import { callsIn, errorIn, finishIn, logprobsIn, textIn, thinkingIn, usageIn } from "./line-shape.ts";

export type ReadBody =
  | { readonly kind: "ok"; readonly line: Readonly<Record<string, unknown>> }
  | Exclude<AnswerVerdict, { readonly kind: "ok" }>;

export function readAnswer(body: Buffer): AnswerVerdict {
  const read = readBody(body);
  if (read.kind !== "ok") return read;
  const { line } = read;
  const calls = callsIn(line);
  const choice = {
    index: 0,
    parts: partsOf(thinkingIn(line), textIn(line), calls),
    finish: finishIn(line, calls.length > 0),
    stopSequence: null,
    logprobs: logprobsIn(line),
  };
  const model = typeof line["model"] === "string" ? line["model"] : null;
  return { kind: "ok", answer: { id: null, model, choices: [choice], usage: usageIn(line) } };
}

/** Parses and judges: an answer has a `message` or a `response`. */
export function readBody(body: Buffer): ReadBody {
  let line: unknown;
  try {
    line = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    const reason = body.length === 0 ? "The answer was empty." : `The answer is not JSON: ${String(failure)}`;
    return { kind: "invalid", reason };
  }
  if (!isRecord(line)) return { kind: "invalid", reason: "The answer is not a JSON object." };
  const error = errorIn(line);
  if (error !== null) return { kind: "error", error };
  if (!isRecord(line["message"]) && typeof line["response"] !== "string") {
    return { kind: "invalid", reason: "The answer has neither `message` nor `response`." };
  }
  return { kind: "ok", line };
}

function partsOf(thinking: string, text: string, calls: ReturnType<typeof callsIn>): readonly Part[] {
  return [
    ...(thinking === "" ? [] : [{ type: "reasoning", text: thinking } as const]),
    ...(text === "" ? [] : [{ type: "text", text } as const]),
    ...calls.map(({ id, name, arguments: given }) => {
      return { type: "tool_call", id: id ?? newToolCallId(), name, arguments: given } as const;
    }),
  ];
}
