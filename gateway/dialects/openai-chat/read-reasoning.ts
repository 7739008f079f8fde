/**
 * How much the model shall think, in the four words chat clients have for it.
 *
 * OpenAI's `reasoning_effort` (LiteLLM also takes an object with a summary), Anthropic's `thinking`, OpenRouter's
 * `reasoning`. Said in several ways, each fills what the earlier left open.
 */
import { isRecord, numberOf, textOf } from "../../base/json-shape.ts";
import type { ReasoningRequest } from "../../contract/conversation.ts";
import type { Fields } from "../client-dialect.ts";
import { wrongType } from "../shared/openai-fields.ts";

export const reasoningFields: readonly string[] = ["reasoning_effort", "thinking", "reasoning"];

/** @throws GatewayError `invalid_request` */
export function readReasoningRequest(fields: Fields): ReasoningRequest | null {
  const asked = [readEffort(fields["reasoning_effort"]), readThinking(fields["thinking"]), readOpenrouter(fields)];
  const request: ReasoningRequest = {
    effort: firstOf(asked, "effort"),
    budgetTokens: firstOf(asked, "budgetTokens"),
    mode: firstOf(asked, "mode"),
    summary: firstOf(asked, "summary"),
  };
  return Object.values(request).every((value) => value === null) ? null : request;
}

function firstOf<Key extends keyof ReasoningRequest>(
  asked: readonly Partial<ReasoningRequest>[],
  key: Key,
): ReasoningRequest[Key] | null {
  for (const one of asked) {
    const value = one[key];
    if (value !== undefined && value !== null) return value;
  }
  return null;
}

function readEffort(effort: unknown): Partial<ReasoningRequest> {
  if (effort === undefined || effort === null) return {};
  if (typeof effort === "string") return { effort };
  if (!isRecord(effort)) throw wrongType("reasoning_effort", "a string");
  return { effort: textOf(effort["effort"]), summary: textOf(effort["summary"]) };
}

function readThinking(thinking: unknown): Partial<ReasoningRequest> {
  if (thinking === undefined || thinking === null) return {};
  if (!isRecord(thinking)) throw wrongType("thinking", "an object");
  const { type } = thinking;
  const mode = type === "disabled" ? "off" : type === "adaptive" ? "adaptive" : "on";
  return { mode, budgetTokens: numberOf(thinking["budget_tokens"]) };
}

function readOpenrouter(fields: Fields): Partial<ReasoningRequest> {
  const { reasoning } = fields;
  if (!isRecord(reasoning)) return {};
  const { enabled } = reasoning;
  return {
    effort: textOf(reasoning["effort"]),
    budgetTokens: numberOf(reasoning["max_tokens"]),
    mode: enabled === true ? "on" : enabled === false ? "off" : null,
    summary: textOf(reasoning["summary"]),
  };
}
