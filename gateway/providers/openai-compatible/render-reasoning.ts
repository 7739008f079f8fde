/**
 * An assistant's reasoning as the fields its server reads, and the client's wish to think as the server's parameter.
 *
 * @source OpenRouter: reasoning_details {type, text, signature, data, format}, sent back unmodified
 */
import type { Conversation, Message, ReasoningPart, ReasoningRequest } from "../../contract/conversation.ts";
import { effortOf } from "../shared/reasoning-effort.ts";
import type { PartContext } from "./render-parts.ts";
import type { TargetTraits } from "./target-traits.ts";

type Fields = Record<string, unknown>;

/** Vendor in an OpenRouter model's name -> its reasoning format. */
const formats: Readonly<Record<string, string>> = {
  anthropic: "anthropic-claude-v1",
  openai: "openai-responses-v1",
  google: "google-gemini-v1",
  "x-ai": "xai-responses-v1",
};

/** @returns the message's reasoning in the server's fields; named as dropped when it has none */
export function reasoningFields(message: Message, model: string, hasCalls: boolean, context: PartContext): Fields {
  const parts = message.parts.filter((part) => part.type === "reasoning");
  if (parts.length === 0) return {};
  const { reasoningHistory } = context.traits;
  const history = context.isSameFamily && reasoningHistory !== "details" ? "blocks" : reasoningHistory;
  const text = parts.map((part) => part.text).join("");
  switch (history) {
    case "blocks":
      return { ...contentField(text), ...blocksField(parts) };
    case "details":
      return detailsField(parts, text, model);
    case "both_names":
      return text === "" ? {} : { reasoning: text, reasoning_content: text };
    case "content":
      return contentField(text);
    case "content_of_tool_turns":
      return hasCalls ? contentField(text) : {};
    default:
      context.dropped.push(`${context.place}.reasoning`);
      return {};
  }
}

function contentField(text: string): Fields {
  return text === "" ? {} : { reasoning_content: text };
}

function blocksField(parts: readonly ReasoningPart[]): Fields {
  if (!parts.some(({ signature, redacted }) => signature !== undefined || redacted !== undefined)) return {};
  return {
    thinking_blocks: parts.map(({ text, signature, redacted, id }) =>
      redacted === undefined
        ? {
            type: "thinking",
            thinking: text,
            ...(signature === undefined ? {} : { signature }),
            ...(id === undefined ? {} : { id }),
          }
        : { type: "redacted_thinking", data: redacted },
    ),
  };
}

function detailsField(parts: readonly ReasoningPart[], text: string, model: string): Fields {
  if (!parts.some(({ signature, redacted }) => signature !== undefined || redacted !== undefined))
    return text === "" ? {} : { reasoning: text };
  const format = formats[model.slice(0, Math.max(0, model.indexOf("/")))];
  const shared = format === undefined ? {} : { format };
  return {
    reasoning_details: parts.map(({ text: said, signature, redacted }, index) =>
      redacted === undefined
        ? { type: "reasoning.text", text: said, ...(signature === undefined ? {} : { signature }), ...shared, index }
        : { type: "reasoning.encrypted", data: redacted, ...shared, index },
    ),
  };
}

/** @returns the parameters that ask for the client's amount of thinking */
export function reasoningParams({ reasoning, family }: Conversation, traits: TargetTraits, dropped: string[]): Fields {
  if (reasoning === null) return {};
  if (family === "openai") return asWritten(reasoning);
  if (traits.reasoning === "object") return { reasoning: reasoningObject(reasoning) };
  const { effort, budgetTokens, mode } = reasoning;
  const asked = effort ?? (budgetTokens === null || mode === "off" ? null : effortOf(budgetTokens));
  if (asked !== null && traits.reasoning === "effort") return { reasoning_effort: asked };
  dropped.push(effort === null ? "thinking" : "reasoning_effort");
  return {};
}

const thinkingTypes = { on: "enabled", off: "disabled", adaptive: "adaptive" } as const;

/** In the words of a chat client of LiteLLM's; the parameter rule says them in the server's. */
function asWritten({ effort, budgetTokens, mode, summary }: ReasoningRequest): Fields {
  const fields: Fields = {};
  if (effort !== null) fields["reasoning_effort"] = summary === null ? effort : { effort, summary };
  if (mode === null && budgetTokens === null) return fields;
  const type = thinkingTypes[mode ?? "on"];
  fields["thinking"] = budgetTokens === null ? { type } : { type, budget_tokens: budgetTokens };
  return fields;
}

function reasoningObject({ effort, budgetTokens, mode, summary }: ReasoningRequest): Fields {
  if (mode === "off") return { enabled: false };
  const amount =
    budgetTokens === null ? (effort === null ? { enabled: true } : { effort }) : { max_tokens: budgetTokens };
  return { ...amount, ...(summary === null ? {} : { summary }) };
}
