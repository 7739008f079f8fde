/**
 * A chat answer as it streams: events of OpenAI's dialect gathered into text, reasoning, tool calls and facts.
 *
 * Pure but for the clock it is given; the same events give the same answer however they are cut.
 */
import type { AnswerFacts, ToolCall } from "../../../../gateway/contract/playground.ts";

export interface LiveAnswer {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  readonly facts: AnswerFacts;
}

export const noFacts: AnswerFacts = {
  requestId: null,
  state: "done",
  firstTokenMs: null,
  totalMs: null,
  promptTokens: null,
  completionTokens: null,
  reasoningTokens: null,
  costUsdNanos: null,
  finishReason: null,
  error: null,
};

export const emptyAnswer: LiveAnswer = { text: "", reasoning: "", toolCalls: [], facts: noFacts };

interface ChunkToolCall {
  readonly index?: number;
  readonly id?: string;
  readonly function?: { readonly name?: string; readonly arguments?: string };
}

/** The parts of a chunk that are read; a provider's further fields are left alone. */
interface Chunk {
  readonly choices?: readonly {
    readonly delta?: {
      readonly content?: string | null;
      readonly reasoning_content?: string | null;
      readonly reasoning?: string | null;
      readonly tool_calls?: readonly ChunkToolCall[];
    };
    readonly finish_reason?: string | null;
  }[];
  readonly usage?: {
    readonly prompt_tokens?: number;
    readonly completion_tokens?: number;
    readonly completion_tokens_details?: { readonly reasoning_tokens?: number | null } | null;
  } | null;
  readonly error?: { readonly message?: string; readonly code?: unknown; readonly portico_code?: string };
}

/** @param sinceStartMs when the event arrived, from the sending of the request */
export function addEvent(answer: LiveAnswer, data: string, sinceStartMs: number): LiveAnswer {
  if (data === "[DONE]") return answer;
  const chunk = parseChunk(data);
  if (chunk === null) return answer;
  if (chunk.error !== undefined) return withError(answer, chunk.error);
  const choice = chunk.choices?.[0];
  const { text, reasoning, calls } = saidIn(choice?.delta);
  const isFirst = answer.facts.firstTokenMs === null && (text !== "" || reasoning !== "" || calls.length > 0);
  return {
    text: answer.text + text,
    reasoning: answer.reasoning + reasoning,
    toolCalls: calls.length === 0 ? answer.toolCalls : calls.reduce(addCall, answer.toolCalls),
    facts: {
      ...answer.facts,
      firstTokenMs: isFirst ? sinceStartMs : answer.facts.firstTokenMs,
      finishReason: choice?.finish_reason ?? answer.facts.finishReason,
      ...usageOf(chunk),
    },
  };
}

type Delta = NonNullable<NonNullable<Chunk["choices"]>[number]["delta"]>;

/** Providers name reasoning in two ways. */
function saidIn(delta: Delta = {}): { text: string; reasoning: string; calls: readonly ChunkToolCall[] } {
  return {
    text: delta.content ?? "",
    reasoning: delta.reasoning_content ?? delta.reasoning ?? "",
    calls: delta.tool_calls ?? [],
  };
}

function parseChunk(data: string): Chunk | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}

function usageOf({ usage }: Chunk): Partial<AnswerFacts> {
  if (usage === undefined || usage === null) return {};
  return {
    promptTokens: usage.prompt_tokens ?? null,
    completionTokens: usage.completion_tokens ?? null,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens ?? null,
  };
}

function withError(answer: LiveAnswer, { message, code, portico_code }: NonNullable<Chunk["error"]>): LiveAnswer {
  const error = { status: Number(code) || 0, code: portico_code ?? "", message: message ?? "" };
  return { ...answer, facts: { ...answer.facts, state: "failed", error } };
}

/** A call's pieces come by index; only the first has its name. */
function addCall(calls: readonly ToolCall[], piece: ChunkToolCall): readonly ToolCall[] {
  const index = piece.index ?? Math.max(0, calls.length - 1);
  const known = calls[index];
  const call = {
    id: known?.id || piece.id || `call_${index}`,
    name: (known?.name ?? "") + (piece.function?.name ?? ""),
    arguments: (known?.arguments ?? "") + (piece.function?.arguments ?? ""),
  };
  return known === undefined ? [...calls, call] : calls.with(index, call);
}

/** Less than this is one packet, not a rate. */
const shortestMs = 20;

/** Completion tokens a second after the first one; null = too short to say. */
export function tokensPerSecond({ completionTokens, firstTokenMs, totalMs }: AnswerFacts): number | null {
  if (completionTokens === null || firstTokenMs === null || totalMs === null) return null;
  const ms = totalMs - firstTokenMs;
  return completionTokens < 2 || ms < shortestMs ? null : ((completionTokens - 1) * 1000) / ms;
}
