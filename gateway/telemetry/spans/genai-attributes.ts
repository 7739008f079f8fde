/**
 * Attributes of the GenAI conventions: what was asked of which model, what came back, and what it used.
 *
 * @source https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-spans.md
 */
import { numberOf, recordOf, textOf } from "../../base/json-shape.ts";
import type { AttributeDraft } from "./attribute-values.ts";
import { genAiProvider, namesOfOperation } from "./operation-name.ts";
import { finishReasons } from "./read-answer.ts";
import { genAi, genAiOfLitellm } from "./span-names.ts";
import type { SpanScene } from "./span-scene.ts";

interface Called {
  readonly provider: string | null;
  /** What the upstream was asked for; the alias of a request that reached none. */
  readonly model: string;
}

export function requestAttributes(scene: SpanScene, { provider, model }: Called): AttributeDraft {
  const { intent, fields, names } = scene;
  const choices = numberOf(fields["n"]);
  const operation = namesOfOperation(intent.operation);
  return asNamed(scene, {
    [genAi.operation]: names.genAi ? operation.genAi : operation.litellm,
    [genAi.provider]: provider === null ? null : genAiProvider(provider),
    [genAi.requestModel]: model,
    [genAi.conversation]: intent.sessionId,
    [genAi.stream]: intent.stream,
    [genAi.choiceCount]: choices === 1 ? null : choices,
    [genAi.outputType]: outputType(fields),
    [genAi.maxTokens]:
      numberOf(fields["max_tokens"]) ??
      numberOf(fields["max_completion_tokens"]) ??
      numberOf(fields["max_output_tokens"]),
    [genAi.temperature]: numberOf(fields["temperature"]),
    [genAi.topP]: numberOf(fields["top_p"]),
    [genAi.topK]: numberOf(fields["top_k"]),
    [genAi.frequencyPenalty]: numberOf(fields["frequency_penalty"]),
    [genAi.presencePenalty]: numberOf(fields["presence_penalty"]),
    [genAi.seed]: numberOf(fields["seed"]),
    [genAi.stopSequences]: texts(fields["stop"] ?? fields["stop_sequences"]),
    [genAi.reasoningLevel]: textOf(fields["reasoning_effort"]) ?? textOf(recordOf(fields["reasoning"])?.["effort"]),
    [genAi.encodingFormats]: texts(fields["encoding_format"]),
  });
}

/** Of the attempt that answered, and of its request. */
export function answerAttributes(scene: SpanScene): AttributeDraft {
  const { said, intent, outcome } = scene;
  const { firstTokenMs, upstreamModel } = outcome;
  // A relayed answer names the alias, because that is what the client asked for.
  const model = said.model === intent.alias ? null : said.model;
  return asNamed(scene, {
    [genAi.responseId]: said.id,
    [genAi.responseModel]: model ?? (said.model === null ? null : upstreamModel),
    [genAi.finishReasons]: finishReasons(said),
    [genAi.timeToFirstChunk]: intent.stream && firstTokenMs !== null ? secondsOf(firstTokenMs) : null,
  });
}

/** On one span of a trace only: sums over spans count every token once. */
export function usageAttributes(scene: SpanScene): AttributeDraft {
  const { outcome } = scene;
  return asNamed(scene, {
    [genAi.inputTokens]: outcome.promptTokens,
    [genAi.outputTokens]: outcome.completionTokens,
    [genAi.cacheReadTokens]: outcome.cachedTokens,
    [genAi.cacheWriteTokens]: outcome.cacheWriteTokens,
    [genAi.reasoningTokens]: outcome.reasoningTokens,
  });
}

/** Where only LiteLLM's names are asked for, what it does not have stays out. */
function asNamed({ names }: SpanScene, draft: AttributeDraft): AttributeDraft {
  if (names.genAi) return draft;
  return Object.fromEntries(Object.entries(draft).filter(([name]) => genAiOfLitellm.has(name)));
}

/** To the microsecond, without the tail that a division leaves. */
function secondsOf(ms: number): number {
  return Math.round(ms * 1000) / 1e6;
}

function outputType(fields: Readonly<Record<string, unknown>>): string | null {
  const format =
    recordOf(fields["response_format"]) ?? recordOf(recordOf(fields["text"])?.["format"]) ?? recordOf(fields["format"]);
  const type = textOf(format?.["type"]);
  if (type === "json_object" || type === "json_schema" || fields["format"] === "json") return "json";
  return type === "text" ? "text" : null;
}

function texts(value: unknown): string[] | null {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : null;
}
