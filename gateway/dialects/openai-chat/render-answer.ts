/**
 * A whole answer as a `chat.completion` object, in LiteLLM's shape.
 *
 * `content` is null beside tool calls without text. Reasoning shows as `reasoning_content`; blocks that must come back
 * (signed or redacted) also as `thinking_blocks`. A client that asked with the deprecated `functions` gets a
 * `function_call`. Opaque parts of OpenAI's family are message fields; other families' are left out.
 */
import type { Answer, AnswerChoice } from "../../contract/answer.ts";
import type { MediaSource, Part, ReasoningPart, ToolCallPart } from "../../contract/conversation.ts";
import type { RenderContext } from "../client-dialect.ts";
import { finishWord } from "../shared/openai-finish.ts";
import { usageJson } from "../shared/openai-usage.ts";
import { asksInFunctions } from "./read-tools.ts";

type JsonObject = Record<string, unknown>;

export function renderAnswer(answer: Answer, context: RenderContext): string {
  const head = JSON.stringify({
    id: answer.id ?? `chatcmpl-${context.requestId}`,
    created: context.createdAt,
    model: context.model,
    object: "chat.completion",
    choices: answer.choices.map((choice) => renderChoice(choice, context)),
  });
  const usage = usageJson(answer.usage);
  return usage === null ? head : `${head.slice(0, -1)},"usage":${usage}}`;
}

function renderChoice(choice: AnswerChoice, context: RenderContext): JsonObject {
  const { parts } = choice;
  const isLegacy = asksInFunctions(context.fields);
  const word = finishWord(
    choice.finish,
    parts.some(({ type }) => type === "refusal"),
  );
  return {
    finish_reason: isLegacy && word === "tool_calls" ? "function_call" : word,
    index: choice.index,
    message: renderMessage(parts, context.mergesReasoning, isLegacy),
    ...(choice.logprobs === null || choice.logprobs === undefined ? {} : { logprobs: choice.logprobs }),
  };
}

function renderMessage(parts: readonly Part[], mergesReasoning: boolean, isLegacy: boolean): JsonObject {
  const reasoning = textOfType(parts, "reasoning");
  const text = textOfType(parts, "text");
  const refusal = textOfType(parts, "refusal");
  const calls = parts.filter((part) => part.type === "tool_call");
  const merged = mergesReasoning && reasoning !== "" ? `<think>${reasoning}</think>${text}` : text;
  const message: JsonObject = {
    content: merged === "" && (calls.length > 0 || refusal !== "") ? null : merged,
    role: "assistant",
  };
  if (refusal !== "") message["refusal"] = refusal;
  if (reasoning !== "" && !mergesReasoning) message["reasoning_content"] = reasoning;
  addBlocks(message, parts);
  if (calls.length > 0) addCalls(message, calls, isLegacy);
  const images = parts.flatMap((part) => (part.type === "image" ? imageField(part.source) : []));
  if (images.length > 0) message["images"] = images.map((image, index) => ({ index, ...image }));
  for (const part of parts) if (part.type === "opaque" && part.family === "openai") Object.assign(message, part.value);
  return message;
}

function textOfType(parts: readonly Part[], type: "text" | "reasoning" | "refusal"): string {
  let text = "";
  for (const part of parts) if (part.type === type) text += part.text;
  return text;
}

/** What only LiteLLM's clients read: thinking blocks, and Anthropic's citations. */
function addBlocks(message: JsonObject, parts: readonly Part[]): void {
  const blocks = parts.flatMap((part) => (part.type === "reasoning" && isProof(part) ? thinkingBlock(part) : []));
  const citations = parts.flatMap((part) => (part.type === "text" && part.citations ? [part.citations] : []));
  if (blocks.length > 0) message["thinking_blocks"] = blocks;
  if (blocks.length + citations.length > 0)
    message["provider_specific_fields"] = {
      citations: citations.length === 0 ? null : citations,
      thinking_blocks: blocks.length === 0 ? null : blocks,
    };
}

function isProof({ signature, redacted }: ReasoningPart): boolean {
  return signature !== undefined || redacted !== undefined;
}

/** One of Anthropic's thinking blocks, as LiteLLM's clients keep and send them back. */
export function thinkingBlock({ text, signature, redacted, id }: Omit<ReasoningPart, "type">): JsonObject {
  if (redacted !== undefined) return { type: "redacted_thinking", data: redacted };
  return {
    type: "thinking",
    thinking: text,
    ...(signature === undefined ? {} : { signature }),
    ...(id === undefined ? {} : { id }),
  };
}

function addCalls(message: JsonObject, calls: readonly ToolCallPart[], isLegacy: boolean): void {
  const [first] = calls;
  if (isLegacy && first !== undefined) {
    message["function_call"] = { arguments: first.arguments, name: first.name };
    return;
  }
  message["tool_calls"] = calls.map(({ id, name, arguments: args, signature }) => ({
    function: { arguments: args, name },
    id,
    type: "function",
    ...(signature === undefined ? {} : { provider_specific_fields: { thought_signature: signature } }),
  }));
}

function imageField(source: MediaSource): JsonObject[] {
  if (source.kind === "file") return [];
  const url = source.kind === "url" ? source.url : `data:${source.mediaType};base64,${source.data}`;
  return [{ type: "image_url", image_url: { url } }];
}
