/**
 * The `response` object: what the request said, repeated, around what the answer is. As JSON text, because a stream
 * writes it three times and only status, output and usage differ.
 *
 * Translated answers are kept nowhere, so `store` is false and `previous_response_id` null whatever was asked.
 * @source https://platform.openai.com/docs/api-reference/responses/object
 */
import { booleanOf, isRecord, numberOf, recordOf, textOf } from "../../base/json-shape.ts";
import type { FinishReason } from "../../contract/answer.ts";
import type { Fields, RenderContext } from "../client-dialect.ts";

export interface ResponseState {
  readonly status: "in_progress" | "completed" | "incomplete" | "failed";
  /** JSON texts of the items. */
  readonly output: readonly string[];
  /** JSON text. */
  readonly usage: string;
  /** JSON text. */
  readonly error: string;
  /** Why an incomplete answer is so. */
  readonly reason: "max_output_tokens" | "content_filter" | null;
}

/** @returns the writer of one answer's `response` object */
export function openResponse(id: string, context: RenderContext): (state: ResponseState) => string {
  const head = `{"id":${JSON.stringify(id)},"object":"response","created_at":${context.createdAt},"status":"`;
  const echo = JSON.stringify(repeated(context)).slice(1);
  return ({ status, output, usage, error, reason }) => {
    const details = reason === null ? "null" : `{"reason":"${reason}"}`;
    return (
      `${head}${status}","background":false,"error":${error},"incomplete_details":${details},` +
      `"output":[${output.join(",")}],"usage":${usage},${echo}`
    );
  };
}

/** The provider's own id where it is of this API, else ours. */
export function responseId(providerId: string | null, requestId: string): string {
  return providerId?.startsWith("resp_") === true ? providerId : `resp_${requestId}`;
}

/**
 * How the finish of an answer reads as its status. A model that says why it declines has completed its answer; one that
 * was stopped in the middle of it (Claude's `refusal`) has not.
 */
export function finalStatus(
  finish: FinishReason,
  saysRefusal: boolean,
): Pick<ResponseState, "reason"> & { status: "completed" | "incomplete" } {
  if (finish === "length" || finish === "context_window") return { status: "incomplete", reason: "max_output_tokens" };
  const isCutOff = finish === "content_filter" || (finish === "refusal" && !saysRefusal);
  if (isCutOff) return { status: "incomplete", reason: "content_filter" };
  return { status: "completed", reason: null };
}

function repeated({ fields, model }: RenderContext): Record<string, unknown> {
  return {
    instructions: textOf(fields["instructions"]),
    max_output_tokens: numberOf(fields["max_output_tokens"]),
    max_tool_calls: numberOf(fields["max_tool_calls"]),
    model,
    parallel_tool_calls: booleanOf(fields["parallel_tool_calls"]) ?? true,
    previous_response_id: null,
    prompt_cache_key: textOf(fields["prompt_cache_key"]),
    reasoning: askedReasoning(fields),
    safety_identifier: textOf(fields["safety_identifier"]),
    service_tier: null,
    store: false,
    temperature: numberOf(fields["temperature"]),
    text: askedText(fields),
    tool_choice: askedChoice(fields["tool_choice"]),
    tools: Array.isArray(fields["tools"]) ? fields["tools"] : [],
    top_logprobs: numberOf(fields["top_logprobs"]),
    top_p: numberOf(fields["top_p"]),
    truncation: textOf(fields["truncation"]) ?? "disabled",
    user: textOf(fields["user"]),
    metadata: recordOf(fields["metadata"]) ?? {},
  };
}

function askedReasoning(fields: Fields): unknown {
  const asked = recordOf(fields["reasoning"]);
  return { effort: textOf(asked?.["effort"]), summary: textOf(asked?.["summary"]) };
}

function askedText(fields: Fields): unknown {
  const asked = recordOf(fields["text"]);
  return { ...asked, format: recordOf(asked?.["format"]) ?? { type: "text" } };
}

function askedChoice(value: unknown): unknown {
  return typeof value === "string" || isRecord(value) ? value : "auto";
}
