/**
 * Attributes by LiteLLM's names, so that dashboards built on its spans go on working: one span holds the request's
 * model, tokens, cost and metadata, its child what the upstream call looked like.
 *
 * Where LiteLLM prints a Python dictionary so do we; the same counts stand beside it as numbers.
 * @source spans that a LiteLLM 1.80 and a 1.106 exported
 */
import { recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import type { CostUnit } from "../../contract/cost.ts";
import type { Attempt, RequestOutcome } from "../../contract/spend-log.ts";
import type { AttributeDraft, AttributeValue } from "./attribute-values.ts";
import { namesOfOperation } from "./operation-name.ts";
import { pythonText } from "./python-text.ts";
import { functionName, litellm, providerField } from "./span-names.ts";
import type { SpanScene } from "./span-scene.ts";

export function litellmRequestAttributes(scene: SpanScene): AttributeDraft {
  const { intent, outcome, fields } = scene;
  const { provider, upstreamModel } = outcome;
  return {
    [litellm.callId]: intent.id,
    [litellm.modelGroup]: intent.alias,
    [litellm.providerModel]: provider === null ? null : `${provider}/${upstreamModel}`,
    [litellm.system]: provider,
    [litellm.requestType]: namesOfOperation(intent.operation).litellm,
    [litellm.isStreaming]: intent.stream ? "True" : "False",
    [litellm.user]: textOf(fields["user"]),
    [litellm.hiddenParams]: hiddenParams(outcome),
    ...tokenAttributes(outcome),
    ...costAttributes(outcome),
    ...functionAttributes(scene),
    ...errorAttributes(outcome),
  };
}

/** What LiteLLM keeps of a call's usage, printed as it prints it; null when nothing is known. */
export function usageText(outcome: RequestOutcome): string | null {
  const { promptTokens, completionTokens, cachedTokens, reasoningTokens, costUsdNanos } = outcome;
  if (promptTokens === null && completionTokens === null) return null;
  return pythonText({
    completion_tokens: completionTokens,
    prompt_tokens: promptTokens,
    total_tokens: totalTokens(outcome),
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
    prompt_tokens_details: { cached_tokens: cachedTokens },
    ...(costUsdNanos === null ? {} : { cost: usd(costUsdNanos) }),
  });
}

/** Fields of an upstream call that say nothing of what was talked about. */
const plainFields = [
  "stream temperature top_p top_k n seed max_tokens max_completion_tokens max_output_tokens presence_penalty",
  "frequency_penalty user parallel_tool_calls reasoning_effort service_tier store logprobs top_logprobs dimensions",
  "encoding_format size quality voice stream_options tool_choice response_format stop think keep_alive options",
].flatMap((names) => names.split(" "));
const contentFields = "messages input prompt system instructions tools functions contents query documents".split(" ");

/** `llm.<provider>.<field>` of one attempt; what came back stands on the one that answered. */
export function litellmAttemptAttributes(scene: SpanScene, attempt: Attempt, isAnswer: boolean): AttributeDraft {
  const { fields, content, said, outcome } = scene;
  const draft: Record<string, AttributeValue | null> = {};
  const put = (field: string, value: unknown): void => {
    if (value !== undefined && value !== null) draft[providerField(attempt.provider, field)] = printed(value);
  };
  for (const name of plainFields) put(name, isOpen(fields[name]) ? fields[name] : undefined);
  if (content !== null) for (const name of contentFields) put(name, fields[name]);
  put("model", attempt.upstreamModel);
  if (!isAnswer) return draft;
  put("id", said.id);
  put("system_fingerprint", said.systemFingerprint);
  put("usage", usageText(outcome));
  if (content !== null && said.choices.length > 0) put("choices", said.choices.map(choiceAsSent));
  return draft;
}

/** A schema that was sent along is content. */
function isOpen(value: unknown): boolean {
  const type = recordOf(value)?.["type"];
  return type !== "json_schema";
}

function printed(value: unknown): AttributeValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return pythonText(value);
}

function choiceAsSent({ text, calls, finish }: SpanScene["said"]["choices"][number], index: number): unknown {
  const tools = calls.map(({ id, ...called }) => ({ id, type: "function", function: called }));
  return {
    index,
    message: { role: "assistant", content: text, ...(tools.length === 0 ? {} : { tool_calls: tools }) },
    finish_reason: finish,
  };
}

function totalTokens({ promptTokens, completionTokens }: RequestOutcome): number | null {
  return promptTokens === null && completionTokens === null ? null : (promptTokens ?? 0) + (completionTokens ?? 0);
}

function tokenAttributes(outcome: RequestOutcome): AttributeDraft {
  const total = totalTokens(outcome);
  return {
    [litellm.promptTokens]: outcome.promptTokens,
    [litellm.completionTokens]: outcome.completionTokens,
    [litellm.totalTokens]: total,
    [litellm.usagePromptTokens]: outcome.promptTokens,
    [litellm.usageCompletionTokens]: outcome.completionTokens,
    [litellm.usageTotalTokens]: total,
  };
}

const outputUnits: ReadonlySet<CostUnit> = new Set<CostUnit>(["output", "reasoning", "audio_output", "image_output"]);
const toolUnits: ReadonlySet<CostUnit> = new Set<CostUnit>(["web_search"]);

/** Sums of the bill's lines, US dollars; an unknown cost has none. */
function costAttributes({ costUsdNanos, cost }: RequestOutcome): AttributeDraft {
  if (costUsdNanos === null) return {};
  const total = usd(costUsdNanos);
  const lines = cost?.lines ?? [];
  const sum = (holds: (unit: CostUnit) => boolean): number =>
    lines.reduce((all, line) => (holds(line.unit) ? all + Number(line.usd) : all), 0);
  const has = (unit: CostUnit): boolean => lines.some((line) => line.unit === unit);
  const isInput = (unit: CostUnit): boolean => !outputUnits.has(unit) && !toolUnits.has(unit) && unit !== "request";
  return {
    [litellm.totalCost]: total,
    [litellm.originalCost]: total,
    // What a provider reported is one sum.
    ...(cost?.source === "provider_reported"
      ? {}
      : {
          [litellm.inputCost]: sum(isInput),
          [litellm.outputCost]: sum((unit) => outputUnits.has(unit)),
          [litellm.toolUsageCost]: sum((unit) => toolUnits.has(unit)),
          [litellm.cacheReadCost]: has("cache_read") ? sum((unit) => unit === "cache_read") : null,
          [litellm.reasoningCost]: has("reasoning") ? sum((unit) => unit === "reasoning") : null,
        }),
  };
}

/** US dollars of whole nanos. */
export function usd(nanos: string): number {
  return Number(nanos) / 1e9;
}

function hiddenParams({ deploymentId, attemptList, costUsdNanos, provider, upstreamModel }: RequestOutcome): string {
  return JSON.stringify({
    model_id: deploymentId,
    cache_key: null,
    api_base: attemptList.at(-1)?.apiBase ?? null,
    response_cost: costUsdNanos === null ? null : usd(costUsdNanos),
    additional_headers: {
      "x-litellm-attempted-retries": Math.max(0, attemptList.length - 1),
    },
    litellm_model_name: provider === null ? null : `${provider}/${upstreamModel}`,
  });
}

/** Names of the tools that were offered; what they are for is content. */
function functionAttributes({ fields, content }: SpanScene): AttributeDraft {
  const draft: Record<string, AttributeValue | null> = {};
  for (const [index, tool] of recordsOf(fields["tools"]).slice(0, 64).entries()) {
    const said = recordOf(tool["function"]) ?? tool;
    draft[functionName(index, "name")] = textOf(said["name"]);
    if (content === null) continue;
    draft[functionName(index, "description")] = textOf(said["description"]);
    const parameters = said["parameters"] ?? said["input_schema"];
    draft[functionName(index, "parameters")] = parameters === undefined ? null : JSON.stringify(parameters);
  }
  return draft;
}

function errorAttributes({ state, status, errorMessage, provider }: RequestOutcome): AttributeDraft {
  if (state === "ok") return {};
  return {
    [litellm.errorCode]: status === null ? null : String(status),
    [litellm.errorMessage]: errorMessage,
    [litellm.errorProvider]: provider,
  };
}
