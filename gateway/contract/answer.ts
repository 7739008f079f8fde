/**
 * The intermediate form of what a model answered: whole (`Answer`) or as it comes (`AnswerEvent`).
 *
 * A provider decodes into it, a client dialect encodes from it. Stream events are small and ordered; a dialect that
 * needs blocks (Anthropic, Responses) opens and closes them by the kind of the events.
 */
import type { Part, WireFamily } from "./conversation.ts";
import type { TokenUsage } from "./usage.ts";

/**
 * Why a choice ended. `stop_sequence` is OpenAI's `stop` with the sequence known; `refusal` is OpenAI's
 * `content_filter` where the model itself declined; `pause` is Anthropic's `pause_turn`.
 */
export type FinishReason =
  | "stop"
  | "stop_sequence"
  | "length"
  | "tool_calls"
  | "content_filter"
  | "refusal"
  | "pause"
  | "context_window";

export interface Answer {
  /** The provider's id; null when it gives none. */
  readonly id: string | null;
  /** The provider's word for the model; null when it gives none. */
  readonly model: string | null;
  readonly choices: readonly AnswerChoice[];
  readonly usage: TokenUsage;
}

export interface AnswerChoice {
  readonly index: number;
  /** text, reasoning, tool_call, refusal, image, opaque; in the model's order. */
  readonly parts: readonly Part[];
  readonly finish: FinishReason;
  readonly stopSequence: string | null;
  /** OpenAI's `logprobs` object, where the provider has it. */
  readonly logprobs: unknown;
}

/** `choice` counts from 0; `call` counts a choice's tool calls from 0. */
export type AnswerEvent =
  /** First event of a stream, once. */
  | { readonly type: "start"; readonly id: string | null; readonly model: string | null }
  | { readonly type: "text"; readonly choice: number; readonly text: string; readonly logprobs?: unknown }
  | { readonly type: "reasoning"; readonly choice: number; readonly text: string }
  /** Ends the reasoning so far with its proof. */
  | { readonly type: "reasoning_signature"; readonly choice: number; readonly signature: string }
  | { readonly type: "redacted_reasoning"; readonly choice: number; readonly data: string }
  | { readonly type: "refusal"; readonly choice: number; readonly text: string }
  /** Opens a call; its arguments follow as `tool_arguments`. */
  | {
      readonly type: "tool_call";
      readonly choice: number;
      readonly call: number;
      readonly id: string;
      readonly name: string;
      readonly signature?: string;
    }
  | { readonly type: "tool_arguments"; readonly choice: number; readonly call: number; readonly text: string }
  /** Anthropic's citation of the running text, as written. */
  | { readonly type: "citation"; readonly choice: number; readonly value: unknown }
  /** A whole block that only its family can read. */
  | {
      readonly type: "opaque";
      readonly choice: number;
      readonly family: WireFamily;
      readonly value: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: "finish";
      readonly choice: number;
      readonly reason: FinishReason;
      readonly stopSequence: string | null;
    }
  /** May come more than once (Anthropic: prompt first, completion last); a later one is whole and replaces the earlier. */
  | { readonly type: "usage"; readonly usage: TokenUsage };
