/**
 * What Azure's refusals mean beyond OpenAI's: its content filter says which categories it found, and the client may know.
 *
 * @source https://learn.microsoft.com/azure/ai-services/openai/concepts/content-filter (error body)
 */
import { isRecord, recordOf, textOf } from "../../base/json-shape.ts";
import type { ClassifiedError, ErrorReply } from "../provider.ts";

const filterCodes = new Set(["content_filter", "ResponsibleAIPolicyViolation"]);

/** @param plain  the same reply as OpenAI's dialect reads it */
export function classifyAzureError(plain: ClassifiedError, { status, body }: ErrorReply): ClassifiedError {
  const error = errorIn(body);
  const inner = recordOf(error?.["innererror"]);
  const isFiltered = filterCodes.has(textOf(error?.["code"]) ?? "") || filterCodes.has(textOf(inner?.["code"]) ?? "");
  if (status >= 500 || (!isFiltered && plain.code !== "upstream_content_policy")) return plain;
  const found = filteredCategories(inner?.["content_filter_result"]);
  const text = found.length === 0 ? plain.text : `${plain.text} (filtered: ${found.join(", ")})`;
  return { ...plain, code: "upstream_content_policy", status: 400, className: "ContentPolicyViolationError", text };
}

function errorIn(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return recordOf(recordOf(value)?.["error"]);
  } catch {
    return null;
  }
}

/** @returns e.g. `hate high`, `jailbreak` */
function filteredCategories(result: unknown): string[] {
  return Object.entries(recordOf(result) ?? {}).flatMap(([category, verdict]) => {
    if (!isRecord(verdict) || verdict["filtered"] !== true) return [];
    const severity = textOf(verdict["severity"]);
    return [severity === null ? category : `${category} ${severity}`];
  });
}
