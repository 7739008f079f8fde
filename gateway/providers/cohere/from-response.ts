/**
 * A whole chat answer. `tool_plan` is reasoning; citations, whose places are in the answer's text, go on as an opaque part.
 *
 * @source https://docs.cohere.com/reference/chat (response)
 */
import { recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import type { Part } from "../../contract/conversation.ts";
import type { AnswerVerdict } from "../provider.ts";
import { classifyText, messageIn } from "../shared/classify-error.ts";
import { finishReason } from "./finish-reason.ts";
import { readLogprobs } from "./read-logprobs.ts";
import { readUsage } from "./read-usage.ts";

type Fields = Readonly<Record<string, unknown>>;

export function readAnswer(body: Buffer): AnswerVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    const reason = body.length === 0 ? "The answer was empty." : `The answer is not JSON: ${String(failure)}`;
    return { kind: "invalid", reason };
  }
  const answer = recordOf(value);
  if (answer === null) return { kind: "invalid", reason: "The answer is not a JSON object." };
  const message = recordOf(answer["message"]);
  const finish = finishReason(answer["finish_reason"]);
  if (finish === null) return failed(`Cohere ended the generation with ${String(answer["finish_reason"])}.`);
  if (message === null || typeof answer["finish_reason"] !== "string") return notAnAnswer(answer);
  return {
    kind: "ok",
    answer: {
      id: textOf(answer["id"]),
      model: null,
      choices: [
        { index: 0, parts: partsOf(message), finish, stopSequence: null, logprobs: readLogprobs(answer["logprobs"]) },
      ],
      usage: readUsage(answer["usage"]),
    },
  };
}

function failed(text: string): AnswerVerdict {
  return { kind: "error", error: classifyText(500, text, null) };
}

/** An error's `message` is a text, an answer's an object. */
function notAnAnswer(answer: Fields): AnswerVerdict {
  const text = textOf(answer["message"]) ?? messageIn(answer["error"]);
  return text === null ? { kind: "invalid", reason: "The answer has no `message` object." } : failed(text);
}

function partsOf(message: Fields): Part[] {
  const plan = textOf(message["tool_plan"]);
  const { citations } = message;
  return [
    ...(plan === null || plan === "" ? [] : [{ type: "reasoning", text: plan } as const]),
    ...recordsOf(message["content"]).flatMap(contentPart),
    ...recordsOf(message["tool_calls"]).map(callPart),
    ...(Array.isArray(citations) && citations.length > 0 ? [citationsPart(citations)] : []),
  ];
}

function contentPart(item: Fields): Part[] {
  const { type } = item;
  if (type === "text") return [{ type, text: textOf(item["text"]) ?? "" }];
  if (type === "thinking") return [{ type: "reasoning", text: textOf(item["thinking"]) ?? "" }];
  return [{ type: "opaque", family: "cohere", value: item }];
}

function callPart(call: Fields): Part {
  const called = recordOf(call["function"]);
  return {
    type: "tool_call",
    id: textOf(call["id"]) ?? "",
    name: textOf(called?.["name"]) ?? "",
    arguments: textOf(called?.["arguments"]) ?? "{}",
  };
}

function citationsPart(citations: readonly unknown[]): Part {
  return { type: "opaque", family: "cohere", value: { citations } };
}
