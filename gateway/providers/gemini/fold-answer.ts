/** Folds one answer's events into its parts: neighbours of a kind become one, inline media become images and sound. */
import { recordOf, textOf } from "../../base/json-shape.ts";
import type { Answer, AnswerChoice, AnswerEvent, FinishReason } from "../../contract/answer.ts";
import type { Part } from "../../contract/conversation.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";

interface OpenChoice {
  readonly parts: Part[];
  finish: FinishReason;
  readonly logprobs: unknown[];
}

export function foldAnswer(events: readonly AnswerEvent[]): Answer {
  const choices = new Map<number, OpenChoice>();
  let usage: TokenUsage = unknownUsage;
  let id: string | null = null;
  let model: string | null = null;
  for (const event of events) {
    if (event.type === "usage") usage = event.usage;
    else if (event.type === "start") ({ id, model } = event);
    else addTo(choiceOf(choices, event.choice), event);
  }
  const sorted = [...choices].sort(([left], [right]) => left - right);
  return { id, model, usage, choices: sorted.map(([index, choice]) => closed(index, choice)) };
}

function choiceOf(choices: Map<number, OpenChoice>, index: number): OpenChoice {
  let choice = choices.get(index);
  if (choice === undefined) {
    choice = { parts: [], finish: "stop", logprobs: [] };
    choices.set(index, choice);
  }
  return choice;
}

function closed(index: number, { parts, finish, logprobs }: OpenChoice): AnswerChoice {
  return { index, parts, finish, stopSequence: null, logprobs: logprobs.length === 0 ? null : { content: logprobs } };
}

type ChoiceEvent = Exclude<AnswerEvent, { readonly type: "usage" | "start" }>;

function addTo(choice: OpenChoice, event: ChoiceEvent): void {
  const { parts } = choice;
  switch (event.type) {
    case "text":
      addText(parts, event.text);
      choice.logprobs.push(...contentOf(event.logprobs));
      return;
    case "reasoning":
      addThought(parts, event.text);
      return;
    case "reasoning_signature":
      signLast(parts, event.signature);
      return;
    case "refusal":
      parts.push({ type: "refusal", text: event.text });
      return;
    case "tool_call":
      parts.push(callOf(event));
      return;
    case "tool_arguments":
      addArguments(parts, event.text);
      return;
    case "opaque":
      parts.push(mediaIn(event.value) ?? { type: "opaque", family: event.family, value: event.value });
      return;
    case "finish":
      choice.finish = event.reason;
      return;
    default: // kinds that this family never makes
  }
}

function addText(parts: Part[], text: string): void {
  const last = parts.at(-1);
  if (last?.type === "text") parts[parts.length - 1] = { ...last, text: last.text + text };
  else parts.push({ type: "text", text });
}

function addThought(parts: Part[], text: string): void {
  const last = parts.at(-1);
  if (last?.type !== "reasoning" || last.signature !== undefined) parts.push({ type: "reasoning", text });
  else parts[parts.length - 1] = { ...last, text: last.text + text };
}

function callOf({ id, name, signature }: Extract<ChoiceEvent, { readonly type: "tool_call" }>): Part {
  return { type: "tool_call", id, name, arguments: "", ...(signature === undefined ? {} : { signature }) };
}

function addArguments(parts: Part[], text: string): void {
  const last = parts.at(-1);
  if (last?.type === "tool_call") parts[parts.length - 1] = { ...last, arguments: last.arguments + text };
}

function contentOf(logprobs: unknown): readonly unknown[] {
  const content = recordOf(logprobs)?.["content"];
  return Array.isArray(content) ? (content as readonly unknown[]) : []; // a list: just checked
}

function signLast(parts: Part[], signature: string): void {
  const last = parts.at(-1);
  if (last?.type !== "reasoning" || last.signature !== undefined)
    parts.push({ type: "reasoning", text: "", signature });
  else parts[parts.length - 1] = { ...last, signature };
}

/** A picture or sound that the model made. */
function mediaIn(value: Readonly<Record<string, unknown>>): Part | null {
  const inline = recordOf(value["inlineData"]);
  const data = textOf(inline?.["data"]);
  const mediaType = textOf(inline?.["mimeType"]);
  if (data === null || mediaType === null) return null;
  if (mediaType.startsWith("image/")) return { type: "image", source: { kind: "base64", mediaType, data } };
  return mediaType.startsWith("audio/") ? { type: "audio", data, format: mediaType.slice(6) } : null;
}
