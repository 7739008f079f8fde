/**
 * `additionalModelRequestFields`: what Converse has no word for and the model's maker has.
 *
 * Efforts become LiteLLM's token budgets for Claude, with its minimum of 1024; Nova and OpenAI's models take the word.
 * Whatever the model lacks is noted, never sent; so is Claude's thinking in a tool loop whose thoughts another dialect's
 * client could not bring back.
 * @source see model-traits.ts; budgets: LiteLLM 1.103.7
 */
import { isRecord } from "../../base/json-shape.ts";
import type { Conversation, ReasoningRequest } from "../../contract/conversation.ts";
import { isThinkingLost } from "../shared/thinking-lost.ts";
import type { Block } from "./media-blocks.ts";
import { reasoningBlock } from "./message-blocks.ts";
import type { Maker } from "./model-traits.ts";

export interface ModelFields {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Thinking counts as output: where the client set no limit, this one leaves room for both. */
  readonly maxTokens: number | null;
  readonly dropped: readonly string[];
  /** The tool choice stands among the fields. */
  readonly holdsToolChoice: boolean;
}

const budgets: Readonly<Record<string, number>> = { minimal: 1024, low: 1024, medium: 2048, high: 4096, xhigh: 8192 };
const answerRoom = 4096;

export function modelFields(conversation: Conversation, maker: Maker): ModelFields {
  const fields: Record<string, unknown> = {};
  const dropped: string[] = [];
  const { topK } = conversation.sampling;
  if (topK !== null) Object.assign(fields, maker === "nova" ? { inferenceConfig: { topK } } : { top_k: topK });
  const { reasoning } = conversation;
  const thinking = reasoning === null ? null : possibleThinking(conversation, reasoning, maker);
  if (thinking !== null) Object.assign(fields, thinking);
  else if (reasoning !== null) dropped.push(reasoning.effort === null ? "thinking" : "reasoning_effort");
  const choice = serialChoice(conversation, maker);
  if (choice !== null) fields["tool_choice"] = choice;
  else if (conversation.parallelToolCalls === false && conversation.tools.length > 0)
    dropped.push("parallel_tool_calls");
  return { fields, dropped, maxTokens: roomFor(conversation, fields["thinking"]), holdsToolChoice: choice !== null };
}

/** @returns null when the model cannot be told how to think, or not in this turn */
function possibleThinking({ family, messages }: Conversation, reasoning: ReasoningRequest, maker: Maker): Block | null {
  const fields = thinkingFields(reasoning, maker);
  const thinking = fields?.["thinking"];
  const isBudget = isRecord(thinking) && thinking["type"] === "enabled";
  const isLost =
    isBudget && family !== "anthropic" && isThinkingLost(messages, (part) => reasoningBlock(part) !== null);
  return isLost ? null : fields;
}

function thinkingFields({ effort, budgetTokens, mode }: ReasoningRequest, maker: Maker): Block | null {
  const isOff = mode === "off" || effort === "none";
  const word = effort ?? wordFor(budgetTokens);
  switch (maker) {
    case "anthropic":
      if (isOff) return { thinking: { type: "disabled" } };
      if (mode === "adaptive") return { thinking: { type: "adaptive" } };
      return { thinking: { type: "enabled", budget_tokens: budgetTokens ?? budgets[word] ?? budgets["medium"] } };
    case "nova":
      if (isOff) return { reasoningConfig: { type: "disabled" } };
      return { reasoningConfig: { type: "enabled", maxReasoningEffort: mildest(word) } };
    case "openai":
      return isOff ? null : { reasoning_effort: word };
    case "other":
      return null;
  }
}

function wordFor(budgetTokens: number | null): string {
  if (budgetTokens === null) return "medium";
  return ["high", "medium"].find((word) => budgetTokens >= (budgets[word] ?? 0)) ?? "low";
}

/** Nova knows three words. */
function mildest(word: string): string {
  return word === "minimal" ? "low" : word === "xhigh" ? "high" : word;
}

/** One call at a time is a part of Claude's own tool choice. */
function serialChoice({ parallelToolCalls, toolChoice, tools }: Conversation, maker: Maker): Block | null {
  if (parallelToolCalls !== false || tools.length === 0 || maker !== "anthropic" || toolChoice?.kind === "none")
    return null;
  const disable_parallel_tool_use = true;
  if (toolChoice?.kind === "required") return { type: "any", disable_parallel_tool_use };
  if (toolChoice?.kind === "tool") return { type: "tool", name: toolChoice.name, disable_parallel_tool_use };
  return { type: "auto", disable_parallel_tool_use };
}

function roomFor({ sampling }: Conversation, thinking: unknown): number | null {
  if (sampling.maxTokens !== null) return sampling.maxTokens;
  const budget =
    typeof thinking === "object" && thinking !== null && "budget_tokens" in thinking ? thinking.budget_tokens : null;
  return typeof budget === "number" ? budget + answerRoom : null;
}
