/**
 * Messages of the intermediate form as OpenAI's messages.
 *
 * Tool results become `tool` messages before the rest of their user message, because they must follow the call. Their
 * images and files go into a user message after the last of them, each under its call's id: OpenAI's tool messages hold
 * text alone. That a result is an error has no field here. A single text is a string, which every chat template takes.
 */
import type { Conversation, Message, Part, ToolCallPart, ToolResultPart } from "../../contract/conversation.ts";
import { reasoningFields } from "./render-reasoning.ts";
import { cacheOf, renderPart, type PartContext } from "./render-parts.ts";
import type { TargetTraits } from "./target-traits.ts";

type Rendered = Record<string, unknown>;

/** @param dropped  collects what could not be sent */
export function renderMessages(
  { messages, family }: Conversation,
  traits: TargetTraits,
  model: string,
  dropped: string[],
): readonly Rendered[] {
  return messages.flatMap((message, index) => {
    const context = { traits, isSameFamily: family === "openai", place: `messages[${index}]`, dropped };
    if (message.role === "assistant") return [renderAssistant(message, model, context)];
    return message.role === "user" ? renderUser(message, context) : [renderSystem(message, context)];
  });
}

function renderSystem(message: Message, context: PartContext): Rendered {
  const keeps = context.isSameFamily || context.traits.takesDeveloper;
  const role = message.role === "developer" && !keeps ? "system" : message.role;
  return { role, ...nameOf(message), content: contentOf(message.parts, context), ...fieldsOf(message.parts, context) };
}

function renderUser(message: Message, context: PartContext): readonly Rendered[] {
  const rendered: Rendered[] = [];
  const media: Part[] = [];
  for (const part of message.parts) {
    if (part.type === "tool_result") rendered.push(renderResult(part, media, context));
  }
  const rest = [...media, ...message.parts.filter(({ type }) => type !== "tool_result")];
  if (rest.length > 0 || rendered.length === 0)
    rendered.push({
      role: "user",
      ...nameOf(message),
      content: contentOf(rest, context),
      ...fieldsOf(message.parts, context),
    });
  return rendered;
}

function renderResult(result: ToolResultPart, media: Part[], context: PartContext): Rendered {
  const head = { role: "tool", tool_call_id: result.callId };
  const cache = cacheOf(result, context);
  if (context.isSameFamily) {
    const name = result.name === undefined ? {} : { name: result.name };
    return { ...head, ...name, content: contentOf(result.parts, context), ...cache };
  }
  const texts = result.parts.flatMap((part) => textsOf(part, context));
  const others = result.parts.filter(({ type }) => type === "image" || type === "audio" || type === "document");
  const moved = others.filter((part) => textsOf(part, context).length === 0);
  if (moved.length > 0) media.push({ type: "text", text: `Result of ${result.callId}:` }, ...moved);
  if (result.isError) context.dropped.push(`${context.place}.tool_result.is_error`);
  return { ...head, content: texts.join("\n"), ...cache };
}

/** @returns the texts of a tool result's part; none for media */
function textsOf(part: Part, context: PartContext): readonly string[] {
  if (part.type === "image" || part.type === "audio") return [];
  const content = renderPart(part, { ...context, dropped: part.type === "document" ? [] : context.dropped });
  return content !== null && typeof content["text"] === "string" ? [content["text"]] : [];
}

function renderAssistant(message: Message, model: string, context: PartContext): Rendered {
  const calls = message.parts.flatMap((part) => callOf(part, context));
  const texts = message.parts.filter(({ type }) => type !== "reasoning" && type !== "tool_call");
  const refusals = texts.filter((part) => part.type === "refusal");
  const spoken = texts.filter((part) => part.type !== "refusal" && callOf(part, context).length === 0);
  const content = assistantContent(context.isSameFamily ? spoken : [...spoken, ...refusals], context);
  return {
    role: "assistant",
    ...nameOf(message),
    content: content === "" && (calls.length > 0 || (context.isSameFamily && refusals.length > 0)) ? null : content,
    ...(context.isSameFamily && refusals.length > 0 ? { refusal: refusals.map(({ text }) => text).join("") } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
    ...reasoningFields(message, model, calls.length > 0, context),
    ...fieldsOf(message.parts, context),
  };
}

/** Chat templates of open models take an assistant's text only as one string. */
function assistantContent(parts: readonly Part[], context: PartContext): unknown {
  const content = contentOf(parts, context);
  if (context.isSameFamily || !Array.isArray(content)) return content;
  const isText = content.every((part: Rendered) => part["type"] === "text" && part["cache_control"] === undefined);
  return isText ? content.map((part: Rendered) => part["text"]).join("") : content;
}

function callOf(part: Part, context: PartContext): readonly Rendered[] {
  if (part.type === "opaque" && part.family === "openai" && context.isSameFamily)
    return isCall(part.value) ? [part.value] : [];
  if (part.type !== "tool_call") return [];
  return [
    {
      id: part.id,
      type: "function",
      function: { name: part.name, arguments: part.arguments === "" ? "{}" : part.arguments },
      ...signatureOf(part, context),
      ...cacheOf(part, context),
    },
  ];
}

/** A call of another kind than a function, e.g. a custom tool's. */
function isCall(value: Readonly<Record<string, unknown>>): boolean {
  return "id" in value && ("custom" in value || "function" in value);
}

/** Gemini's proof travels where LiteLLM looks for it; other servers refuse fields they do not know. */
function signatureOf({ signature }: ToolCallPart, context: PartContext): Rendered {
  const keeps = context.isSameFamily || context.traits.reasoningHistory === "blocks";
  return signature === undefined || !keeps ? {} : { provider_specific_fields: { thought_signature: signature } };
}

function contentOf(parts: readonly Part[], context: PartContext): unknown {
  const content = parts.flatMap((part): Rendered[] => {
    const rendered = isFields(part) ? null : renderPart(part, context);
    return rendered === null ? [] : [rendered];
  });
  const [first] = content;
  if (first === undefined) return "";
  const isPlain = content.length === 1 && Object.keys(first).length === 2 && first["type"] === "text";
  return isPlain ? first["text"] : content;
}

/** An opaque part without a type holds fields of the message itself. */
function isFields(part: Part): boolean {
  return part.type === "opaque" && part.family === "openai" && part.value["type"] === undefined;
}

function fieldsOf(parts: readonly Part[], { isSameFamily }: PartContext): Rendered {
  const held = parts.flatMap((part) => (part.type === "opaque" && isFields(part) && isSameFamily ? [part.value] : []));
  return Object.assign({}, ...held) as Rendered; // objects only: opaque values are records
}

function nameOf({ name }: Message): Rendered {
  return name === undefined ? {} : { name };
}
