/**
 * Finds the usage in an answer that was relayed without being read: a JSON body, or the events of a stream.
 *
 * Knows OpenAI's, Anthropic's and Gemini's words by their shape. A later event of a stream counts over what earlier ones
 * said.
 */
import { isRecord, recordOf } from "../base/json-shape.ts";
import { eventData, splitEvents } from "../base/sse-bytes.ts";
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import { readStartUsage, readUsage as readAnthropic } from "../providers/anthropic/read-usage.ts";
import { readUsage as readGemini } from "../providers/gemini/read-usage.ts";
import { readUsage as readOpenai } from "../providers/shared/openai-usage.ts";

/** @param body  the whole answer, or what was kept of it */
export function usageInRaw(body: Buffer, contentType: string): TokenUsage {
  const texts = /event-stream/i.test(contentType)
    ? splitEvents(body).map((event) => eventData(event) ?? "")
    : [body.toString("utf8")];
  let usage = unknownUsage;
  for (const text of texts) if (text.includes('"usage')) usage = usageIn(text, usage) ?? usage;
  return usage;
}

function usageIn(text: string, earlier: TokenUsage): TokenUsage | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // cut by the log's cap, or no JSON at all
  }
  if (Array.isArray(value)) value = value.at(-1); // Gemini streams a list to those who ask for no events
  if (!isRecord(value)) return null;
  const type = value["type"];
  if (type === "message_start") return readStartUsage(recordOf(value["message"])?.["usage"]);
  if (type === "message_delta" || type === "message") return readAnthropic(value["usage"], earlier);
  if (isRecord(value["usageMetadata"])) return readGemini(value["usageMetadata"]);
  const holder = recordOf(value["response"]) ?? value;
  return readOpenai(holder["usage"], holder["service_tier"]);
}
