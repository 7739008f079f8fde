/**
 * What one object of Ollama's holds, of /api/chat (`message`) or /api/generate (`response`), whole answer or stream line.
 *
 * @source Ollama 0.17.4 api/types.go ChatResponse, GenerateResponse, Metrics
 */
import { countOf, isRecord, recordsOf, textOf } from "../../base/json-shape.ts";
import type { FinishReason } from "../../contract/answer.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import { classifyOllamaText } from "./classify-error.ts";
import type { ClassifiedError } from "../provider.ts";

type Line = Readonly<Record<string, unknown>>;

export function textIn(line: Line): string {
  return textOf(isRecord(line["message"]) ? line["message"]["content"] : line["response"]) ?? "";
}

/** Only what the server itself set apart: `<think>` inside the text stays text. */
export function thinkingIn(line: Line): string {
  return textOf(isRecord(line["message"]) ? line["message"]["thinking"] : line["thinking"]) ?? "";
}

export interface LineCall {
  /** null from servers before 0.12. */
  readonly id: string | null;
  readonly name: string;
  readonly arguments: string;
}

export function callsIn(line: Line): readonly LineCall[] {
  const calls = isRecord(line["message"]) ? line["message"]["tool_calls"] : line["tool_calls"];
  if (calls === undefined) return noCalls;
  return recordsOf(calls).flatMap((call) => {
    const called = call["function"];
    if (!isRecord(called)) return [];
    const given = called["arguments"];
    const text = typeof given === "string" ? given : JSON.stringify(given ?? {});
    return [{ id: textOf(call["id"]), name: textOf(called["name"]) ?? "", arguments: text }];
  });
}

const noCalls: readonly LineCall[] = [];

/** OpenAI's `logprobs` object; null when the line has none. */
export function logprobsIn(line: Line): { readonly content: readonly unknown[] } | null {
  const list = line["logprobs"];
  return Array.isArray(list) && list.length > 0 ? { content: list } : null;
}

/** A prompt that stood in the cache may be left out of the counts: unknown, not 0. */
export function usageIn(line: Line): TokenUsage {
  return {
    ...unknownUsage,
    promptTokens: countOf(line["prompt_eval_count"]),
    completionTokens: countOf(line["eval_count"]),
  };
}

/** The server says `stop` after calls too; `load` and `unload` answer a request without a question. */
export function finishIn(line: Line, hasCalls: boolean): FinishReason {
  if (hasCalls) return "tool_calls";
  return line["done_reason"] === "length" ? "length" : "stop";
}

/** @returns the server's own error inside a 200; null when there is none */
export function errorIn(line: Line): ClassifiedError | null {
  const error = line["error"];
  if (error === undefined || error === null) return null;
  return classifyOllamaText(500, typeof error === "string" ? error : JSON.stringify(error), null);
}
