/**
 * The spans of one ended request: one for the request, and one child for each attempt.
 *
 * Usage and cost stand on one span of a trace: the request's where LiteLLM's names are carried, else the attempt's that
 * answered. An attempt that began an answer lasts as long as the answer.
 */
import { SpanKind, SpanStatusCode, type SpanStatus } from "@opentelemetry/api";
import type { Attempt } from "../../contract/spend-log.ts";
import { cleanText, finishAttributes, type AttributeDraft, type TextPolicy } from "./attribute-values.ts";
import { contentAttributes } from "./content-attributes.ts";
import { gatewayAttributes, httpAttributes, methodOf, serverAttributes } from "./gateway-attributes.ts";
import type { EventFacts, SpanFacts } from "./gateway-span.ts";
import { answerAttributes, requestAttributes, usageAttributes } from "./genai-attributes.ts";
import { litellmAttemptAttributes, litellmRequestAttributes } from "./litellm-attributes.ts";
import { metadataAttributes } from "./metadata-attributes.ts";
import { namesOfOperation } from "./operation-name.ts";
import { events, general, litellm, portico } from "./span-names.ts";
import type { SpanScene } from "./span-scene.ts";

/** @returns the request's span first */
export function buildSpans(scene: SpanScene, policy: TextPolicy): SpanFacts[] {
  const { attemptList } = scene.outcome;
  return [
    requestSpan(scene, policy),
    ...attemptList.map((attempt, index) => attemptSpan({ scene, attempt, index }, policy)),
  ];
}

function requestSpan(scene: SpanScene, policy: TextPolicy): SpanFacts {
  const { intent, outcome, trace, names } = scene;
  const { provider, upstreamModel, firstTokenMs, errorCode, errorMessage } = outcome;
  const draft: AttributeDraft = {
    ...httpAttributes(scene),
    ...metadataAttributes(scene),
    ...requestAttributes(scene, { provider, model: upstreamModel ?? intent.alias }),
    ...answerAttributes(scene),
    ...(names.litellm ? { ...usageAttributes(outcome), ...litellmRequestAttributes(scene) } : {}),
    ...contentAttributes(scene),
    ...gatewayAttributes(scene),
    [general.errorType]: errorTypeOf(scene),
  };
  const firstToken = intent.startedAt + (firstTokenMs ?? 0);
  return {
    ...idsOf(scene, trace.spanId),
    parentSpanId: trace.parentSpanId,
    isParentRemote: true,
    name: requestName(scene),
    kind: SpanKind.SERVER,
    startMs: intent.startedAt,
    endMs: intent.startedAt + outcome.totalMs,
    status: statusOf(errorTypeOf(scene), errorMessage, scene, policy),
    attributes: finishAttributes(draft, policy),
    events: [
      ...(firstTokenMs === null ? [] : [{ name: events.firstToken, atMs: firstToken, attributes: {} }]),
      ...exceptionEvent(errorCode, errorMessage, intent.startedAt + outcome.totalMs, policy),
    ],
  };
}

interface AttemptScene {
  readonly scene: SpanScene;
  readonly attempt: Attempt;
  readonly index: number;
}

function attemptSpan(at: AttemptScene, policy: TextPolicy): SpanFacts {
  const { scene, attempt, index } = at;
  const { trace, outcome, names, intent } = scene;
  const { provider, upstreamModel: model, status } = attempt;
  const isAnswer = isAnswering(at);
  const failure = failureOf(at);
  const endMs = endOf(at);
  const first = intent.startedAt + (outcome.firstTokenMs ?? 0);
  const hasFirst =
    outcome.firstTokenMs !== null && attempt.errorCode === null && first >= attempt.startedAt && first <= endMs;
  const draft: AttributeDraft = {
    ...requestAttributes(scene, { provider, model }),
    ...serverAttributes(attempt.apiBase),
    ...(names.litellm ? litellmAttemptAttributes(scene, attempt, isAnswer) : {}),
    ...(isAnswer ? answerAttributes(scene) : {}),
    ...(isAnswer && !names.litellm ? usageAttributes(outcome) : {}),
    [general.httpStatus]: status,
    [general.errorType]: failure?.type,
    [portico.attempt]: index,
    [portico.deployment]: attempt.deploymentId,
    [portico.isFallback]: index === 0 ? null : isFallback(at),
  };
  return {
    ...idsOf(scene, trace.attemptSpanIds[index] ?? ""),
    parentSpanId: trace.spanId,
    isParentRemote: false,
    name: names.litellm ? litellm.attemptSpan : `${namesOfOperation(intent.operation).genAi} ${model}`,
    kind: SpanKind.CLIENT,
    startMs: attempt.startedAt,
    endMs,
    status: statusOf(failure?.type ?? null, failure?.message ?? null, scene, policy),
    attributes: finishAttributes(draft, policy),
    events: [
      ...(hasFirst ? [{ name: events.firstToken, atMs: first, attributes: {} }] : []),
      ...exceptionEvent(failure?.type ?? null, failure?.message ?? null, endMs, policy),
    ],
  };
}

function idsOf({ trace }: SpanScene, spanId: string): Pick<SpanFacts, "traceId" | "spanId" | "tracestate"> {
  return { traceId: trace.traceId, spanId, tracestate: trace.tracestate };
}

function requestName({ names, intent: { operation } }: SpanScene): string {
  return names.litellm ? litellm.requestSpan : `${methodOf(operation) ?? "HTTP"} ${namesOfOperation(operation).route}`;
}

function errorTypeOf({ outcome: { state, errorCode } }: SpanScene): string | null {
  return state === "ok" ? null : (errorCode ?? state);
}

/** The last one, unless it failed before it answered. */
function isAnswering({ scene: { outcome }, attempt, index }: AttemptScene): boolean {
  return index === outcome.attemptList.length - 1 && attempt.errorCode === null;
}

interface Failure {
  readonly type: string;
  readonly message: string | null;
}

/** Of a stream that broke, the row says why and not the attempt. */
function failureOf(at: AttemptScene): Failure | null {
  const { attempt, scene } = at;
  if (attempt.errorCode !== null) return { type: attempt.errorCode, message: attempt.errorMessage };
  const type = isAnswering(at) ? errorTypeOf(scene) : null;
  return type === null ? null : { type, message: scene.outcome.errorMessage };
}

function endOf({ scene: { intent, outcome }, attempt, index }: AttemptScene): number {
  const over = intent.startedAt + outcome.totalMs;
  if (attempt.errorCode !== null) return attempt.startedAt + (attempt.durationMs ?? 0);
  return outcome.attemptList[index + 1]?.startedAt ?? over;
}

/** Another deployment than the one that was asked before it. */
function isFallback({ scene: { outcome }, attempt, index }: AttemptScene): boolean {
  return outcome.attemptList[index - 1]?.deploymentId !== attempt.deploymentId;
}

/** The conventions leave a good end unset; LiteLLM says OK. */
function statusOf(type: string | null, message: string | null, { names }: SpanScene, policy: TextPolicy): SpanStatus {
  if (type === null) return { code: names.litellm ? SpanStatusCode.OK : SpanStatusCode.UNSET };
  return { code: SpanStatusCode.ERROR, message: cleanText(message ?? type, policy) };
}

function exceptionEvent(type: string | null, message: string | null, atMs: number, policy: TextPolicy): EventFacts[] {
  if (type === null) return [];
  const draft = { [general.exceptionType]: type, [general.exceptionMessage]: message };
  return [{ name: events.exception, atMs, attributes: finishAttributes(draft, policy) }];
}
