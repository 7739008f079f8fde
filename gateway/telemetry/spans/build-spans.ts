/**
 * The spans of one ended request: one for the request, and one child for each attempt.
 *
 * Law: usage stands on one span of a trace, so that sums over spans are right: the request's where LiteLLM's names are
 * carried, else the attempt's that answered.
 */
import { attemptSpan } from "./attempt-span.ts";
import type { TextPolicy } from "./attribute-values.ts";
import type { SpanFacts } from "./gateway-span.ts";
import { requestSpan } from "./request-span.ts";
import type { SpanScene } from "./span-scene.ts";

/** @returns the request's span first */
export function buildSpans(scene: SpanScene, policy: TextPolicy): SpanFacts[] {
  const attempts = scene.outcome.attemptList.map((attempt, index) => attemptSpan(scene, attempt, index, policy));
  return [requestSpan(scene, policy), ...attempts];
}
