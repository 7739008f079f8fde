/**
 * A call's arguments as the `input` object the API wants. Arguments that are no JSON object are wrapped the way
 * Anthropic's documentation does it, so that the model sees what it wrote.
 *
 * @source https://docs.claude.com/en/docs/agents-and-tools/tool-use/fine-grained-tool-streaming
 */
import { isRecord } from "../../base/json-shape.ts";

export function callInput(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // not JSON: wrapped below
  }
  return { INVALID_JSON: text };
}
