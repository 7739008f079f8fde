/** The error that a body or a stream's event reports, in any dialect's shape, in its own words. */
import type { Part } from "./conversation.ts";
import { asText, fieldsOf, textOf } from "./loose-json.ts";

/** @returns null when it reports none */
export function errorPart(value: unknown): Part | null {
  const body = fieldsOf(value);
  const response = fieldsOf(body["response"]); // Responses' `response.failed`
  const error = body["error"] ?? response["error"] ?? (body["type"] === "error" ? body : null);
  if (error === null || error === "") return null;
  if (typeof error === "string") return { kind: "error", code: "", text: error };
  const { message, code, status, type } = fieldsOf(error);
  const text = textOf(message) === "" ? asText(error) : textOf(message);
  return { kind: "error", code: textOf(code) || textOf(status) || textOf(type) || asText(code), text };
}
