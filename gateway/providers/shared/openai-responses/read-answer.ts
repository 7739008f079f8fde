/** A whole Responses answer in the intermediate form, or why it is none. */
import { isRecord, recordOf, recordsOf, textOf } from "../../../base/json-shape.ts";
import type { AnswerChoice, FinishReason } from "../../../contract/answer.ts";
import type { Part } from "../../../contract/conversation.ts";
import { unknownUsage } from "../../../contract/usage.ts";
import type { AnswerVerdict, ClassifiedError } from "../../provider.ts";
import { readItem } from "./read-item.ts";
import { responseFailure, type ResponseFailure } from "./response-failure.ts";
import { readUsage } from "../openai-usage.ts";

/** @param classify  the provider's own judgement of a failure */
export function readResponsesAnswer(
  body: Buffer,
  classify: (failure: ResponseFailure) => ClassifiedError,
): AnswerVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    const reason = body.length === 0 ? "The answer was empty." : `The answer is not JSON: ${String(failure)}`;
    return { kind: "invalid", reason };
  }
  if (!isRecord(value)) return { kind: "invalid", reason: "The answer is not a JSON object." };
  if (isFailed(value)) return { kind: "error", error: classify(responseFailure(value["error"])) };
  if (!Array.isArray(value["output"])) return { kind: "invalid", reason: "The answer has no `output` list." };
  return {
    kind: "ok",
    answer: {
      id: textOf(value["id"]),
      model: textOf(value["model"]),
      choices: [readChoice(value)],
      usage: readUsage(value["usage"], value["service_tier"]) ?? unknownUsage,
    },
  };
}

/** A response that failed, or an error dressed as an answer. */
export function isFailed(response: Readonly<Record<string, unknown>>): boolean {
  const { error, status } = response;
  return (error !== undefined && error !== null) || status === "failed" || status === "cancelled";
}

function readChoice(response: Readonly<Record<string, unknown>>): AnswerChoice {
  const items = recordsOf(response["output"]);
  const parts = items.flatMap(readItem);
  return {
    index: 0,
    parts,
    finish: finishOf(response, parts.some(isCall)),
    stopSequence: null,
    logprobs: logprobsOf(items),
  };
}

/** A call is one too when it is of a kind that only this family knows. */
export function isCall(part: Part): boolean {
  return part.type === "tool_call" || (part.type === "opaque" && String(part.value["type"]).endsWith("shell_call"));
}

/** @param response  the `response` object; @param hasCalls  the model called a tool that the client runs */
export function finishOf(response: Readonly<Record<string, unknown>>, hasCalls: boolean): FinishReason {
  if (response["status"] === "incomplete") {
    return recordOf(response["incomplete_details"])?.["reason"] === "content_filter" ? "content_filter" : "length";
  }
  return hasCalls ? "tool_calls" : "stop";
}

/** OpenAI chat's object, as the form wants it. */
function logprobsOf(items: readonly Record<string, unknown>[]): unknown {
  const content = items
    .filter((item) => item["type"] === "message")
    .flatMap((item) => recordsOf(item["content"]))
    .flatMap((part) => (Array.isArray(part["logprobs"]) ? (part["logprobs"] as readonly unknown[]) : [])); // a list: just checked
  return content.length === 0 ? null : { content, refusal: null };
}
