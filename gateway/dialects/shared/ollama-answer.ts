/** A whole answer's content as Ollama's objects hold it: one text, one thinking, the calls. */
import type { Answer } from "../../contract/answer.ts";
import type { Part } from "../../contract/conversation.ts";
import type { RenderContext } from "../client-dialect.ts";
import { callText, logprobsMember } from "./ollama-encoder.ts";
import { finalMembers } from "./ollama-final.ts";

export interface WholeContent {
  readonly text: string;
  /** JSON members beside the text: `thinking`, `tool_calls`. */
  readonly members: string;
  /** JSON members of the object behind `done`. */
  readonly final: string;
}

export function wholeContent(answer: Answer, context: RenderContext): WholeContent {
  const choice = answer.choices[0];
  const parts = choice?.parts ?? [];
  const thinking = parts.map((part) => (part.type === "reasoning" ? part.text : "")).join("");
  const text = parts.map((part) => (part.type === "text" || part.type === "refusal" ? part.text : "")).join("");
  const isMerged = context.mergesReasoning && thinking !== "";
  const totalMs = context.elapsedMs?.();
  const timing = totalMs === undefined ? null : { totalMs, firstMs: null };
  return {
    text: isMerged ? `<think>${thinking}</think>${text}` : text,
    members: (isMerged || thinking === "" ? "" : `,"thinking":${JSON.stringify(thinking)}`) + callsMember(parts),
    final: finalMembers(choice?.finish ?? "stop", answer.usage, timing) + logprobsMember(choice?.logprobs),
  };
}

function callsMember(parts: readonly Part[]): string {
  const calls = parts.filter((part) => part.type === "tool_call");
  if (calls.length === 0) return "";
  const texts = calls.map(({ id, name, arguments: text }, index) => callText({ id, name, text }, index));
  return `,"tool_calls":[${texts.join(",")}]`;
}

/** What opens every object: whose answer it is and of when. */
export function answerHead({ model, createdAt }: RenderContext): string {
  return `{"model":${JSON.stringify(model)},"created_at":"${new Date(createdAt * 1000).toISOString()}"`;
}
