/** A tool call's arguments and Gemini's proof, wherever a server put them. */
import { isRecord, textOf } from "../../base/json-shape.ts";

type Raw = Readonly<Record<string, unknown>>;

/** @returns JSON text; an object (some servers send one) is written out; null when there is nothing */
export function callArguments(value: unknown): string | null {
  if (typeof value === "string") return value === "" ? null : value;
  return isRecord(value) ? JSON.stringify(value) : null;
}

/** LiteLLM's `provider_specific_fields`, or `extra_content` of Google's own OpenAI endpoint. */
export function callSignature(raw: Raw): string | null {
  const fields = raw["provider_specific_fields"];
  if (isRecord(fields)) return textOf(fields["thought_signature"]);
  const extra = raw["extra_content"];
  const google = isRecord(extra) ? extra["google"] : null;
  return isRecord(google) ? textOf(google["thought_signature"]) : null;
}
