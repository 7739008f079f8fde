/** The span of a request: one, whatever happened to it. */
import { SpanKind } from "@opentelemetry/api";
import { finishAttributes, type AttributeDraft, type TextPolicy } from "./attribute-values.ts";
import { contentAttributes } from "./content-attributes.ts";
import { gatewayAttributes, httpAttributes, methodOf } from "./gateway-attributes.ts";
import type { SpanFacts } from "./gateway-span.ts";
import { answerAttributes, requestAttributes, usageAttributes } from "./genai-attributes.ts";
import { litellmRequestAttributes } from "./litellm-attributes.ts";
import { metadataAttributes } from "./metadata-attributes.ts";
import { namesOfOperation } from "./operation-name.ts";
import { endOf, requestFailure } from "./span-end.ts";
import { general, litellm } from "./span-names.ts";
import type { SpanScene } from "./span-scene.ts";

export function requestSpan(scene: SpanScene, policy: TextPolicy): SpanFacts {
  const { intent, outcome, trace } = scene;
  const { startedAt } = intent;
  const failure = requestFailure(scene);
  const ending = {
    scene,
    failure,
    endMs: startedAt + outcome.totalMs,
    firstTokenAt: outcome.firstTokenMs === null ? null : startedAt + outcome.firstTokenMs,
  };
  return {
    traceId: trace.traceId,
    spanId: trace.spanId,
    parentSpanId: trace.parentSpanId,
    isParentRemote: true,
    tracestate: trace.tracestate,
    name: nameOf(scene),
    kind: SpanKind.SERVER,
    startMs: startedAt,
    attributes: finishAttributes({ ...draftOf(scene), [general.errorType]: failure?.type }, policy),
    ...endOf(ending, policy),
  };
}

function draftOf(scene: SpanScene): AttributeDraft {
  const { intent, outcome, names } = scene;
  return {
    ...httpAttributes(scene),
    ...metadataAttributes(scene),
    ...requestAttributes(scene, { provider: outcome.provider, model: outcome.upstreamModel ?? intent.alias }),
    ...answerAttributes(scene),
    ...(names.litellm ? { ...usageAttributes(scene), ...litellmRequestAttributes(scene) } : {}),
    ...contentAttributes(scene),
    ...gatewayAttributes(scene),
  };
}

function nameOf({ names, intent: { operation } }: SpanScene): string {
  return names.litellm ? litellm.requestSpan : `${methodOf(operation) ?? "HTTP"} ${namesOfOperation(operation).route}`;
}
