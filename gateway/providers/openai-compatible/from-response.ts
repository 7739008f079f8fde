/** Judges a whole JSON answer: valid, broken, or an error dressed as a 200. */
import { isRecord, numberOf } from "../../base/json-shape.ts";
import { readValue } from "../../base/json-splice.ts";
import { unknownUsage } from "../../contract/usage.ts";
import { readUsage } from "../shared/openai-usage.ts";
import type { JsonVerdict } from "../provider.ts";
import { classifyText, messageIn } from "../shared/classify-error.ts";

/** Above this size (vectors, images) only the members that matter are read: a full parse would stall other streams. */
const largeBytes = 262_144;

/** @param field  the list that makes it an answer: `choices`, `data`, `results` */
export function judgeJson(field: string, body: Buffer): JsonVerdict {
  if (body.length > largeBytes) return judgeLarge(field, body);
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    return {
      kind: "invalid",
      reason: body.length === 0 ? "The answer was empty." : `The answer is not JSON: ${String(failure)}`,
    };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { kind: "invalid", reason: "The answer is not a JSON object." };
  }
  const fields = value as Record<string, unknown>; // narrowed to a plain object above
  if (!Array.isArray(fields[field])) {
    if (fields["error"] !== undefined && fields["error"] !== null)
      return { kind: "error", error: errorInside(fields["error"]) };
    return { kind: "invalid", reason: `The answer has no \`${field}\` list.` };
  }
  return { kind: "ok", usage: readUsage(fields["usage"], fields["service_tier"]) ?? unknownUsage };
}

function judgeLarge(field: string, body: Buffer): JsonVerdict {
  const text = body.toString("latin1", 0, 1).trim() + body.subarray(-16).toString("latin1").trimEnd();
  if (!text.startsWith("{") || !text.endsWith("}"))
    return { kind: "invalid", reason: "The answer is cut or not JSON." };
  if (readValue(body, field) === null) {
    return { kind: "invalid", reason: `The answer has no \`${field}\` list.` };
  }
  const usage = readValue(body, "usage");
  return { kind: "ok", usage: (usage === null ? null : readUsage(JSON.parse(usage.toString("utf8")))) ?? unknownUsage };
}

/** Transcriptions: JSON with a `text`, or plain text, subtitles and the like, which only have to be there. */
export function judgeText(body: Buffer, contentType: string): JsonVerdict {
  if (!/json/i.test(contentType)) {
    return body.length === 0
      ? { kind: "invalid", reason: "The answer was empty." }
      : { kind: "ok", usage: unknownUsage };
  }
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    return { kind: "invalid", reason: `The answer is not JSON: ${String(failure)}` };
  }
  if (!isRecord(value)) return { kind: "invalid", reason: "The answer is not a JSON object." };
  if (isRecord(value["error"])) return { kind: "error", error: errorInside(value["error"]) };
  // Some answers say how long the audio was and report no usage.
  const seconds = numberOf(value["duration"]);
  const usage = readUsage(value["usage"]) ?? unknownUsage;
  return { kind: "ok", usage: seconds === null ? usage : { seconds, ...usage } };
}

/** @param error  the value of `error` in a 200 answer or in an event; its numeric `code` is the status it meant */
export function errorInside(error: unknown): ReturnType<typeof classifyText> {
  const code = typeof error === "object" && error !== null && "code" in error ? Number(error.code) : Number.NaN;
  const status = Number.isInteger(code) && code >= 400 && code <= 599 ? code : 500;
  return classifyText(status, messageIn(error) ?? JSON.stringify(error), null);
}
