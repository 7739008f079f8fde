/**
 * A call's arguments as Anthropic's `input` object. Arguments that are no JSON object (a call cut in the middle) are
 * wrapped the way Anthropic's documentation does it, so that their text is not lost.
 *
 * @source https://docs.claude.com/en/docs/agents-and-tools/tool-use/fine-grained-tool-streaming
 */
import { isRecord } from "../../base/json-shape.ts";

export function toolInput(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // not JSON: wrapped below
  }
  return { INVALID_JSON: text };
}
