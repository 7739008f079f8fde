/**
 * The span of one attempt, a child of its request's.
 *
 * An attempt that began an answer lasts as long as the answer; of a stream that broke the row says why, so its last
 * attempt says it too.
 */
import { SpanKind } from "@opentelemetry/api";
import type { Attempt } from "../../contract/spend-log.ts";
import { finishAttributes, type AttributeDraft, type TextPolicy } from "./attribute-values.ts";
import { serverAttributes } from "./gateway-attributes.ts";
import type { SpanFacts } from "./gateway-span.ts";
import { answerAttributes, requestAttributes, usageAttributes } from "./genai-attributes.ts";
import { litellmAttemptAttributes } from "./litellm-attributes.ts";
import { namesOfOperation } from "./operation-name.ts";
import { endOf, requestFailure, type Failure } from "./span-end.ts";
import { general, litellm, portico } from "./span-names.ts";
import type { SpanScene } from "./span-scene.ts";

interface AttemptScene {
  readonly scene: SpanScene;
  readonly attempt: Attempt;
  readonly index: number;
  /** It answered, as far as an answer came. */
  readonly isAnswer: boolean;
}

export function attemptSpan(scene: SpanScene, attempt: Attempt, index: number, policy: TextPolicy): SpanFacts {
  const { trace, names, intent, outcome } = scene;
  const isAnswer = index === outcome.attemptList.length - 1 && attempt.errorCode === null;
  const at = { scene, attempt, index, isAnswer };
  const failure = failureOf(at);
  const endMs = overAt(at);
  return {
    traceId: trace.traceId,
    spanId: trace.attemptSpanIds[index] ?? "",
    parentSpanId: trace.spanId,
    isParentRemote: false,
    tracestate: trace.tracestate,
    name: names.litellm ? litellm.attemptSpan : `${namesOfOperation(intent.operation).genAi} ${attempt.upstreamModel}`,
    kind: SpanKind.CLIENT,
    startMs: attempt.startedAt,
    attributes: finishAttributes({ ...draftOf(at), [general.errorType]: failure?.type }, policy),
    ...endOf({ scene, failure, endMs, firstTokenAt: firstTokenAt(at, endMs) }, policy),
  };
}

function draftOf({ scene, attempt, index, isAnswer }: AttemptScene): AttributeDraft {
  const { names, outcome } = scene;
  const { provider, upstreamModel: model } = attempt;
  const before = outcome.attemptList[index - 1];
  return {
    ...requestAttributes(scene, { provider, model }),
    ...serverAttributes(attempt.apiBase),
    ...(names.litellm ? litellmAttemptAttributes(scene, attempt, isAnswer) : {}),
    ...(isAnswer ? answerAttributes(scene) : {}),
    ...(isAnswer && !names.litellm ? usageAttributes(scene) : {}),
    [general.httpStatus]: attempt.status,
    [portico.attempt]: index,
    [portico.deployment]: attempt.deploymentId,
    [portico.isFallback]: before !== undefined && before.deploymentId !== attempt.deploymentId,
  };
}

function failureOf({ scene, attempt, isAnswer }: AttemptScene): Failure | null {
  if (attempt.errorCode !== null) return { type: attempt.errorCode, message: attempt.errorMessage };
  return isAnswer ? requestFailure(scene) : null;
}

function overAt({ scene: { intent, outcome }, attempt, index }: AttemptScene): number {
  if (attempt.errorCode !== null) return attempt.startedAt + (attempt.durationMs ?? 0);
  return outcome.attemptList[index + 1]?.startedAt ?? intent.startedAt + outcome.totalMs;
}

/** null where the first token did not come in this attempt's time. */
function firstTokenAt({ scene, attempt }: AttemptScene, endMs: number): number | null {
  const { firstTokenMs } = scene.outcome;
  if (firstTokenMs === null || attempt.errorCode !== null) return null;
  const at = scene.intent.startedAt + firstTokenMs;
  return at >= attempt.startedAt && at <= endMs ? at : null;
}
