/** Judges a whole JSON answer that goes through untouched: valid, broken, or an error dressed as a 200. */
import { countOf, isRecord } from "../../base/json-shape.ts";
import { unknownUsage } from "../../contract/usage.ts";
import type { JsonVerdict } from "../provider.ts";
import { classifyInside } from "./classify-error.ts";
import { readUsage } from "./read-usage.ts";

export function judgeMessage(body: Buffer): JsonVerdict {
  const read = readObject(body);
  if (read.kind !== "ok") return read;
  if (!Array.isArray(read.fields["content"])) return { kind: "invalid", reason: "The answer has no `content` list." };
  return { kind: "ok", usage: readUsage(read.fields["usage"]) ?? unknownUsage };
}

export function judgeCount(body: Buffer): JsonVerdict {
  const read = readObject(body);
  if (read.kind !== "ok") return read;
  if (countOf(read.fields["input_tokens"]) === null) {
    return { kind: "invalid", reason: "The answer has no `input_tokens` count." };
  }
  return { kind: "ok", usage: unknownUsage };
}

type ObjectVerdict =
  | { readonly kind: "ok"; readonly fields: Readonly<Record<string, unknown>> }
  | Exclude<JsonVerdict, { kind: "ok" }>;

/** An answer's JSON object, or why it is none. */
export function readObject(body: Buffer): ObjectVerdict {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch (failure) {
    const reason = body.length === 0 ? "The answer was empty." : `The answer is not JSON: ${String(failure)}`;
    return { kind: "invalid", reason };
  }
  if (!isRecord(value)) return { kind: "invalid", reason: "The answer is not a JSON object." };
  const isError = value["type"] === "error" || (isRecord(value["error"]) && value["content"] === undefined);
  return isError ? { kind: "error", error: classifyInside(value["error"]) } : { kind: "ok", fields: value };
}
