/**
 * Prompts and answers as attributes, for those who asked for them: the messages of the GenAI conventions, and LiteLLM's
 * one attribute a message.
 *
 * Bytes of images and sounds stay out.
 * @source https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-input-messages.json
 */
import type { Conversation, Message, Part } from "../../contract/conversation.ts";
import type { AttributeDraft, AttributeValue } from "./attribute-values.ts";
import type { SaidChoice } from "./read-answer.ts";
import { genAi, messageName } from "./span-names.ts";
import type { SpanScene } from "./span-scene.ts";

type Json = Readonly<Record<string, unknown>>;

export function contentAttributes({ content, said, names }: SpanScene): AttributeDraft {
  if (content === null) return {};
  const { conversation } = content;
  return {
    ...(names.genAi ? genAiContent(conversation, said.choices) : {}),
    ...(names.litellm ? litellmContent(conversation, said.choices) : {}),
  };
}

function genAiContent(conversation: Conversation | null, choices: readonly SaidChoice[]): AttributeDraft {
  const asked = conversation?.messages ?? [];
  const instructions = asked.filter(isInstruction).flatMap(({ parts }) => parts.map(partAsSent));
  const tools = conversation?.tools ?? [];
  return {
    [genAi.systemInstructions]: json(instructions),
    [genAi.inputMessages]: json(asked.filter((message) => !isInstruction(message)).map(messageAsSent)),
    [genAi.outputMessages]: json(choices.map(choiceAsSent)),
    [genAi.toolDefinitions]: json(
      tools.map((tool) =>
        tool.kind === "native"
          ? tool.value
          : { type: "function", name: tool.name, description: tool.description, parameters: tool.parameters },
      ),
    ),
  };
}

function isInstruction({ role }: Message): boolean {
  return role === "system" || role === "developer";
}

function json(list: readonly unknown[]): string | null {
  return list.length === 0 ? null : JSON.stringify(list);
}

function messageAsSent({ role, parts }: Message): Json {
  const isToolResult = parts.length > 0 && parts.every(({ type }) => type === "tool_result");
  return { role: isToolResult ? "tool" : role, parts: parts.map(partAsSent) };
}

function partAsSent(part: Part): Json {
  switch (part.type) {
    case "text":
      return { type: "text", content: part.text };
    case "refusal":
      return { type: "text", content: part.text };
    case "reasoning":
      return { type: "reasoning", content: part.text };
    case "tool_call":
      return { type: "tool_call", id: part.id, name: part.name, arguments: jsonOrText(part.arguments) };
    case "tool_result":
      return { type: "tool_call_response", id: part.callId, result: textsOf(part.parts) };
    case "image":
      return { type: "image", ...(part.source.kind === "url" ? { uri: part.source.url } : {}) };
    default:
      return { type: part.type };
  }
}

function choiceAsSent({ text, reasoning, calls, finish }: SaidChoice): Json {
  const parts: Json[] = [];
  if (reasoning !== "") parts.push({ type: "reasoning", content: reasoning });
  if (text !== "") parts.push({ type: "text", content: text });
  for (const { id, name, arguments: written } of calls)
    parts.push({ type: "tool_call", id, name, arguments: jsonOrText(written) });
  return { role: "assistant", parts, finish_reason: finish };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textsOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => ("text" in part && typeof part.text === "string" ? [part.text] : [])).join("\n");
}

/** LiteLLM's attributes: bounded, because a long talk has hundreds of messages. */
const maxMessages = 64;

function litellmContent(conversation: Conversation | null, choices: readonly SaidChoice[]): AttributeDraft {
  const draft: Record<string, AttributeValue | null> = {};
  for (const [index, { role, parts }] of (conversation?.messages ?? []).slice(0, maxMessages).entries()) {
    draft[messageName("prompt", index, "role")] = role;
    draft[messageName("prompt", index, "content")] = textsOf(parts);
  }
  for (const [index, { text, calls, finish }] of choices.entries()) {
    draft[messageName("completion", index, "role")] = "assistant";
    draft[messageName("completion", index, "content")] = text;
    draft[messageName("completion", index, "finish_reason")] = finish;
    const [call] = calls;
    if (call === undefined) continue;
    draft[messageName("completion", index, "function_call.name")] = call.name;
    draft[messageName("completion", index, "function_call.arguments")] = call.arguments;
  }
  return draft;
}
