/**
 * A request's messages and its answer as plain parts to show, from the bodies of the log, streamed or not.
 *
 * Bodies come from anywhere and may be cut: what does not parse gives nothing, and nothing here throws.
 */
import { z } from "zod";

export type MessagePart =
  | { readonly kind: "text" | "reasoning" | "tool_result"; readonly text: string }
  | { readonly kind: "tool_call"; readonly name: string; readonly text: string }
  | { readonly kind: "image" }
  | { readonly kind: "other"; readonly type: string };

export interface ShownMessage {
  readonly role: string;
  readonly parts: readonly MessagePart[];
}

export interface Answer {
  readonly parts: readonly MessagePart[];
  readonly finishReason: string | null;
}

const text = z.string().nullish().catch(null);
const toolCall = z.object({
  index: z.number().optional().catch(undefined),
  function: z.object({ name: text, arguments: text }).optional().catch(undefined),
});
const messageSchema = z.object({
  role: z.string().catch("?"),
  content: z
    .union([z.string(), z.array(z.looseObject({ type: z.string().catch("?"), text }))])
    .nullish()
    .catch(null),
  reasoning_content: text,
  reasoning: text,
  tool_calls: z.array(toolCall).nullish().catch(null),
});
const partSchema = messageSchema.partial();
const requestSchema = z.object({ messages: z.array(messageSchema).optional(), prompt: text, input: text });
const choiceSchema = z.object({
  message: partSchema.nullish().catch(null),
  delta: partSchema.nullish().catch(null),
  text,
  finish_reason: text,
});
const answerSchema = z.object({ choices: z.array(choiceSchema).catch([]) });

type Message = z.infer<typeof partSchema>;

/** @returns an empty list when the body is not a request with messages */
export function requestMessages(body: string | null): readonly ShownMessage[] {
  const request = requestSchema.safeParse(parse(body));
  if (!request.success) return [];
  const { messages, prompt, input } = request.data;
  if (messages !== undefined) {
    return messages.map((message) => ({ role: message.role, parts: partsOf(message) }));
  }
  const only = prompt ?? input;
  return only === null || only === undefined ? [] : [{ role: "user", parts: [{ kind: "text", text: only }] }];
}

/** @returns null when the body holds no answer (an error, an embedding, nothing) */
export function answerOf(body: string | null, isStream: boolean): Answer | null {
  const answer = isStream && body !== null ? streamedAnswer(body) : wholeAnswer(parse(body));
  return answer === null || answer.parts.length === 0 ? null : answer;
}

function wholeAnswer(value: unknown): Answer | null {
  const choice = firstChoice(value);
  if (choice === null) return null;
  const parts = choice.message ? partsOf(choice.message) : textPart("text", choice.text);
  return { parts, finishReason: choice.finish_reason ?? null };
}

function streamedAnswer(body: string): Answer {
  const sum = { content: "", reasoning: "", calls: new Map<number, { name: string; text: string }>() };
  let finishReason: string | null = null;
  for (const line of body.split("\n")) {
    if (!line.startsWith("data:")) continue;
    const choice = firstChoice(parse(line.slice(5)));
    if (choice === null) continue;
    finishReason = choice.finish_reason ?? finishReason;
    sum.content += typeof choice.delta?.content === "string" ? choice.delta.content : (choice.text ?? "");
    sum.reasoning += choice.delta?.reasoning_content ?? choice.delta?.reasoning ?? "";
    for (const call of choice.delta?.tool_calls ?? []) addCall(sum.calls, call);
  }
  const calls = [...sum.calls.values()].map(({ name, text: written }) => callPart(name, written));
  return { parts: [...textPart("reasoning", sum.reasoning), ...textPart("text", sum.content), ...calls], finishReason };
}

function addCall(calls: Map<number, { name: string; text: string }>, call: z.infer<typeof toolCall>): void {
  const at = call.index ?? 0;
  const known = calls.get(at) ?? { name: "", text: "" };
  calls.set(at, {
    name: known.name + (call.function?.name ?? ""),
    text: known.text + (call.function?.arguments ?? ""),
  });
}

function partsOf({ role, content, reasoning_content, reasoning, tool_calls }: Message): MessagePart[] {
  const kind = role === "tool" ? "tool_result" : "text";
  const said =
    typeof content === "string"
      ? textPart(kind, content)
      : (content ?? []).flatMap(({ type, text: part }): MessagePart[] => {
          if (type === "image_url") return [{ kind: "image" }];
          return part === null || part === undefined ? [{ kind: "other", type }] : textPart(kind, part);
        });
  const calls = (tool_calls ?? []).map((call) => callPart(call.function?.name ?? "", call.function?.arguments ?? ""));
  return [...textPart("reasoning", reasoning_content ?? reasoning), ...said, ...calls];
}

function textPart(kind: "text" | "reasoning" | "tool_result", value: string | null | undefined): MessagePart[] {
  return value === null || value === undefined || value === "" ? [] : [{ kind, text: value }];
}

function callPart(name: string, written: string): MessagePart {
  return { kind: "tool_call", name, text: written };
}

function firstChoice(value: unknown): z.infer<typeof choiceSchema> | null {
  const answer = answerSchema.safeParse(value);
  return answer.success ? (answer.data.choices[0] ?? null) : null;
}

function parse(body: string | null): unknown {
  try {
    return body === null ? null : JSON.parse(body);
  } catch {
    return null;
  }
}
