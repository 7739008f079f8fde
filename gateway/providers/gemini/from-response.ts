/**
 * Reads a whole answer: the one response object goes through the stream's decoder, and its events are folded into parts.
 */
import { isRecord, recordOf, textOf } from "../../base/json-shape.ts";
import type { AnswerVerdict } from "../provider.ts";
import { openDecoder } from "./decode-stream.ts";
import { foldAnswer } from "./fold-answer.ts";

export function readAnswer(body: Buffer): AnswerVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    return {
      kind: "invalid",
      reason: body.length === 0 ? "The answer was empty." : `The answer is not JSON: ${String(failure)}`,
    };
  }
  if (!isRecord(value)) return { kind: "invalid", reason: "The answer is not a JSON object." };
  const decoder = openDecoder();
  const events = decoder.decode(value, null);
  if (decoder.error !== null) return { kind: "error", error: decoder.error };
  const isBlocked = textOf(recordOf(value["promptFeedback"])?.["blockReason"]) !== null;
  if (!Array.isArray(value["candidates"]) && !isBlocked) {
    return { kind: "invalid", reason: "The answer has no `candidates` list." };
  }
  return { kind: "ok", answer: foldAnswer([...events, ...decoder.end()]) };
}
