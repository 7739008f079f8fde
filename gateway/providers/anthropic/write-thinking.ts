/**
 * How much Claude shall think: `thinking` and `output_config.effort`, in the way the model at hand takes them.
 *
 * Efforts become LiteLLM's budgets, with the API's minimum of 1024; a budget leaves room for 4096 tokens of answer when
 * the client named no length, and is cut below the length it named. Models that think adaptively take the effort
 * itself. A forced tool and thinking exclude each other in the API: the tool wins. A budget in a tool loop whose thoughts
 * another dialect's client could not bring back is left out: the API would refuse it.
 *
 * @source LiteLLM 1.103.7 (budgets, golden `chat-claude-effort`); https://docs.claude.com/en/docs/build-with-claude/effort,
 *   .../adaptive-thinking, .../extended-thinking (minimum budget, tool choice)
 */
import { countOf, isRecord } from "../../base/json-shape.ts";
import type { Conversation, ReasoningRequest } from "../../contract/conversation.ts";
import { GatewayError } from "../../contract/errors.ts";
import { isThinkingLost } from "../shared/thinking-lost.ts";
import type { ModelTraits } from "./model-table.ts";
import { writePart } from "./write-part.ts";
import type { WrittenSampling } from "./write-sampling.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface WrittenThinking {
  readonly value: Fields | null;
  /** Part of `output_config`. */
  readonly config: Fields;
  readonly maxTokens: number;
  readonly isThinking: boolean;
}

const minimumBudget = 1024;
const answerRoom = 4096;
const budgets: Readonly<Record<string, number>> = {
  minimal: 1024,
  low: 1024,
  medium: 2048,
  high: 4096,
  xhigh: 8192,
  max: 16_384,
};
const efforts: Readonly<Record<string, string>> = {
  minimal: "low",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "xhigh",
  max: "max",
};

/** @throws GatewayError `invalid_request` for an effort nobody knows */
export function writeThinking(
  conversation: Conversation,
  traits: ModelTraits,
  maxTokens: WrittenSampling["maxTokens"],
  extra: Fields,
  notes: Set<string>,
): WrittenThinking {
  const chosen = chooseThinking(conversation, traits, maxTokens, extra, notes);
  const { family, messages, reasoning } = conversation;
  if (family === "anthropic" || chosen.value?.["type"] !== "enabled") return chosen;
  if (!isThinkingLost(messages, (part) => writePart(part, false) !== null)) return chosen;
  notes.add(reasoning?.effort == null ? "thinking" : "reasoning_effort");
  return sized(null, chosen.config, maxTokens);
}

function chooseThinking(
  conversation: Conversation,
  traits: ModelTraits,
  maxTokens: WrittenSampling["maxTokens"],
  extra: Fields,
  notes: Set<string>,
): WrittenThinking {
  const asWritten = extra["thinking"];
  if (isRecord(asWritten) && suits(asWritten, traits)) {
    const config = effortConfig(conversation.reasoning?.effort ?? null, traits);
    return sized(asWritten, conversation.family === "anthropic" ? config : {}, maxTokens);
  }
  const wanted = wantedThinking(conversation, traits);
  const isForced = conversation.toolChoice?.kind === "required" || conversation.toolChoice?.kind === "tool";
  if (conversation.family !== "anthropic" && isForced && isOn(wanted.value)) {
    notes.add(conversation.reasoning?.effort == null ? "thinking" : "reasoning_effort");
    return sized(null, wanted.config, maxTokens);
  }
  const fitted = fit(wanted, maxTokens, conversation, notes);
  return sized(fitted, wanted.config, maxTokens);
}

/** A `thinking` object that says more than the form holds goes as written, where the model takes its kind. */
function suits({ type }: Fields, { thinking }: ModelTraits): boolean {
  if (thinking === "none") return false;
  return type === "adaptive" ? thinking !== "budget" : type !== "enabled" || thinking !== "adaptive";
}

interface Wanted {
  readonly value: Fields | null;
  readonly config: Fields;
  /** The budget is ours, not the client's: it may be cut to fit. */
  readonly isOurs: boolean;
}

function wantedThinking({ reasoning, family }: Conversation, traits: ModelTraits): Wanted {
  const nothing: Wanted = { value: null, config: {}, isOurs: false };
  if (reasoning === null || traits.thinking === "none") return nothing;
  const { effort, mode, budgetTokens } = reasoning;
  if (family === "anthropic") return ownFamily(reasoning, traits);
  if (mode === "off") return { ...nothing, value: { type: "disabled" } };
  // A wish for a summary alone (Responses) says nothing about thinking.
  if (effort === "none" || (effort === null && mode === null && budgetTokens === null)) return nothing;
  if (effort === null) return byBudget(budgetTokens, mode, traits, {});
  if (!Object.hasOwn(budgets, effort)) throw unknownEffort(effort);
  if (traits.thinking === "budget") {
    return { value: { type: "enabled", budget_tokens: budgets[effort] }, config: {}, isOurs: true };
  }
  // Without `display` the API answers with empty thinking blocks.
  return { value: { type: "adaptive", display: "summarized" }, config: effortConfig(effort, traits), isOurs: true };
}

/** A client of Anthropic's family: what it wrote, unless the model knows only the other way. */
function ownFamily({ effort, mode, budgetTokens }: ReasoningRequest, traits: ModelTraits): Wanted {
  const config = effort === null ? {} : { effort };
  if (mode === null) return { value: null, config, isOurs: false };
  if (mode === "off") return { value: { type: "disabled" }, config, isOurs: false };
  return byBudget(budgetTokens, mode, traits, config);
}

function byBudget(budget: number | null, mode: ReasoningRequest["mode"], traits: ModelTraits, config: Fields): Wanted {
  if (traits.thinking === "budget") {
    const isGiven = mode !== "adaptive" && budget !== null;
    return {
      value: { type: "enabled", budget_tokens: isGiven ? budget : budgets["medium"] },
      config,
      isOurs: !isGiven,
    };
  }
  if (mode === "adaptive") return { value: { type: "adaptive" }, config, isOurs: false };
  if (traits.thinking === "both" && budget !== null) {
    return { value: { type: "enabled", budget_tokens: budget }, config, isOurs: false };
  }
  return {
    value: { type: "adaptive" },
    config: { ...effortConfig(effortFor(budget), traits), ...config },
    isOurs: true,
  };
}

/** The effort whose budget a client's own comes nearest to from above. */
function effortFor(budget: number | null): string {
  if (budget === null) return "medium";
  return ["xhigh", "high", "medium"].find((effort) => budget >= (budgets[effort] ?? 0)) ?? "low";
}

function effortConfig(effort: string | null, { knowsXhigh }: ModelTraits): Fields {
  if (effort === null) return {};
  const word = Object.hasOwn(efforts, effort) ? efforts[effort] : effort;
  return { effort: word === "xhigh" && !knowsXhigh ? "high" : word };
}

/** @returns the thinking that leaves room for an answer; null when not even the smallest budget does */
function fit(
  wanted: Wanted,
  maxTokens: WrittenSampling["maxTokens"],
  conversation: Conversation,
  notes: Set<string>,
): Fields | null {
  const budget = countOf(wanted.value?.["budget_tokens"]);
  if (!wanted.isOurs || budget === null || maxTokens.isDefault || budget < maxTokens.value) return wanted.value;
  if (maxTokens.value > minimumBudget) return { ...wanted.value, budget_tokens: maxTokens.value - 1 };
  notes.add(conversation.reasoning?.effort == null ? "thinking" : "reasoning_effort");
  return null;
}

function sized(value: Fields | null, config: Fields, maxTokens: WrittenSampling["maxTokens"]): WrittenThinking {
  const budget = countOf(value?.["budget_tokens"]);
  return {
    value,
    config,
    maxTokens: budget === null || !maxTokens.isDefault ? maxTokens.value : budget + answerRoom,
    isThinking: isOn(value),
  };
}

function isOn(value: Fields | null): boolean {
  return value !== null && value["type"] !== "disabled";
}

function unknownEffort(effort: string): GatewayError {
  const known = Object.keys(budgets).join(", ");
  return new GatewayError("invalid_request", {
    message: `Invalid reasoning_effort: '${effort.slice(0, 100)}'. Must be one of: none, ${known}.`,
    param: "reasoning_effort",
  });
}
