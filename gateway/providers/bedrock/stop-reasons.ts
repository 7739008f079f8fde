/**
 * Converse's stop reasons in the form's words; one nobody knows yet counts as a plain stop.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_MessageStopEvent.html
 */
import { recordOf, textOf } from "../../base/json-shape.ts";
import type { FinishReason } from "../../contract/answer.ts";

const reasons: ReadonlyMap<unknown, FinishReason> = new Map<unknown, FinishReason>([
  ["end_turn", "stop"],
  ["tool_use", "tool_calls"],
  ["max_tokens", "length"],
  ["stop_sequence", "stop_sequence"],
  ["guardrail_intervened", "content_filter"],
  ["content_filtered", "content_filter"],
  ["model_context_window_exceeded", "context_window"],
]);

export function finishReason(stopReason: unknown): FinishReason {
  return reasons.get(stopReason) ?? "stop";
}

/** @param fields  `additionalModelResponseFields`: Claude's sequence, in a stream under `delta` */
export function stopSequence(fields: unknown): string | null {
  const record = recordOf(fields);
  return textOf(record?.["stop_sequence"]) ?? textOf(recordOf(record?.["delta"])?.["stop_sequence"]);
}
