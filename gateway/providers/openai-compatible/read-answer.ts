/**
 * A whole chat completion as an answer of the intermediate form.
 *
 * An error dressed as a 200 is an error; JSON without a choice that holds a message is invalid. Fields of a message that
 * the form has no word for (`audio`, `annotations`) stay in an opaque part without a type.
 */
import { isRecord, recordsOf, textOf } from "../../base/json-shape.ts";
import { newToolCallId } from "../../base/ids.ts";
import type { AnswerChoice } from "../../contract/answer.ts";
import type { Part, ToolCallPart } from "../../contract/conversation.ts";
import { unknownUsage } from "../../contract/usage.ts";
import type { AnswerVerdict } from "../provider.ts";
import { readUsage } from "../shared/openai-usage.ts";
import { callArguments, callSignature } from "./call-fields.ts";
import { classifyText } from "../shared/classify-error.ts";
import { failureIn, finishOf } from "./finish-reason.ts";
import { errorInside } from "./from-response.ts";
import { contentPieces, reasoningPieces, reasoningText } from "./read-reasoning.ts";

type Raw = Readonly<Record<string, unknown>>;

export function readAnswer(body: Buffer): AnswerVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    const reason = body.length === 0 ? "The answer was empty." : `The answer is not JSON: ${String(failure)}`;
    return { kind: "invalid", reason };
  }
  if (!isRecord(value)) return { kind: "invalid", reason: "The answer is not a JSON object." };
  const { choices, error } = value;
  if (!Array.isArray(choices)) {
    if (error !== undefined && error !== null) return { kind: "error", error: errorInside(error) };
    if (value["object"] === "error") return { kind: "error", error: errorInside(value) };
    return { kind: "invalid", reason: "The answer has no `choices` list." };
  }
  return readChoices(value, recordsOf(choices));
}

function readChoices(value: Raw, choices: readonly Raw[]): AnswerVerdict {
  for (const choice of choices) {
    const failure = isRecord(choice["error"]) ? null : failureIn(textOf(choice["finish_reason"]) ?? "");
    if (isRecord(choice["error"])) return { kind: "error", error: errorInside(choice["error"]) };
    if (failure !== null) return { kind: "error", error: classifyText(500, failure, null) };
  }
  const read = choices.flatMap((choice, index) => readChoice(choice, index) ?? []);
  if (read.length === 0) return { kind: "invalid", reason: "The answer has no choice with a message." };
  return {
    kind: "ok",
    answer: {
      id: textOf(value["id"]),
      model: textOf(value["model"]),
      choices: read,
      usage: readUsage(value["usage"]) ?? unknownUsage,
    },
  };
}

function readChoice(choice: Raw, position: number): AnswerChoice | null {
  const { message, index, logprobs } = choice;
  if (!isRecord(message)) return null;
  const parts = readMessage(message);
  const stopSequence = textOf(choice["stop_reason"]);
  return {
    index: typeof index === "number" && Number.isSafeInteger(index) && index >= 0 ? index : position,
    parts,
    finish: finishOf(textOf(choice["finish_reason"]) ?? "stop", {
      hasCalls: parts.some(({ type }) => type === "tool_call"),
      hasRefusal: parts.some(({ type }) => type === "refusal"),
      stopSequence,
    }),
    stopSequence,
    logprobs: logprobs ?? null,
  };
}

function readMessage(message: Raw): readonly Part[] {
  const parts: Part[] = [...readReasoning(message)];
  const { content, refusal } = message;
  if (typeof content === "string" && content !== "") parts.push({ type: "text", text: content });
  if (Array.isArray(content)) parts.push(...contentPieces(content));
  if (typeof refusal === "string" && refusal !== "") parts.push({ type: "refusal", text: refusal });
  parts.push(...readImages(message), ...readCalls(message));
  const rest = restOf(message);
  return rest === null ? parts : [...parts, { type: "opaque", family: "openai", value: rest }];
}

function readReasoning(message: Raw): readonly Part[] {
  const pieces = reasoningPieces(message);
  const text = reasoningText(message);
  const hasProof = pieces.some(({ signature, redacted }) => signature !== null || redacted !== null);
  if (!hasProof && text !== null) return [{ type: "reasoning", text }];
  return pieces.map(({ text: said, signature, redacted }) => ({
    type: "reasoning",
    text: redacted === null ? (said ?? (pieces.length === 1 ? text : null) ?? "") : "",
    ...(signature === null ? {} : { signature }),
    ...(redacted === null ? {} : { redacted }),
  }));
}

function readCalls(message: Raw): readonly ToolCallPart[] {
  const calls = recordsOf(message["tool_calls"]).flatMap((call) => readCall(call, call["function"]) ?? []);
  const legacy = calls.length === 0 ? readCall({}, message["function_call"]) : null;
  return legacy === null ? calls : [legacy];
}

function readCall(call: Raw, called: unknown): ToolCallPart | null {
  const name = isRecord(called) ? textOf(called["name"]) : null;
  if (!isRecord(called) || name === null) return null;
  const id = textOf(call["id"]);
  const signature = callSignature(call) ?? callSignature(called);
  return {
    type: "tool_call",
    id: id === null || id === "" ? newToolCallId() : id,
    name,
    arguments: callArguments(called["arguments"]) ?? "",
    ...(signature === null ? {} : { signature }),
  };
}

/** OpenRouter's and LiteLLM's generated images. */
function readImages(message: Raw): readonly Part[] {
  return recordsOf(message["images"]).flatMap((image): Part[] => {
    const url = isRecord(image["image_url"]) ? textOf(image["image_url"]["url"]) : null;
    if (url === null) return [];
    const base64 = /^data:([^;,]+);base64,/.exec(url);
    const mediaType = base64?.[1];
    if (mediaType === undefined || base64 === null) return [{ type: "image", source: { kind: "url", url } }];
    return [{ type: "image", source: { kind: "base64", mediaType, data: url.slice(base64[0].length) } }];
  });
}

const restFields = ["audio", "annotations"];

function restOf(message: Raw): Record<string, unknown> | null {
  const rest = restFields.filter((name) => {
    const value = message[name];
    return isRecord(value) || (Array.isArray(value) && value.length > 0);
  });
  return rest.length === 0 ? null : Object.fromEntries(rest.map((name) => [name, message[name]]));
}
