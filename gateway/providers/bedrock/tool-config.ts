/**
 * Tools and the wish for one, as Converse's `toolConfig`.
 *
 * Rules: Converse has no "none": the tools stay away then, unless the history has calls, which it refuses without tools.
 * A history with calls and no tools gets their names as tools without arguments, for the same reason.
 * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolConfiguration.html
 */
import type { Conversation, FunctionTool, Tool } from "../../contract/conversation.ts";
import type { Block } from "./media-blocks.ts";
import { cachePoint } from "./message-blocks.ts";

export interface WrittenTools {
  readonly toolConfig: Block | null;
  readonly dropped: readonly string[];
}

/** @param isChoiceElsewhere  the choice goes into the model's own fields, where Converse refuses it twice */
export function writeTools(conversation: Conversation, isChoiceElsewhere: boolean): WrittenTools {
  const dropped: string[] = [];
  const called = calledTools(conversation);
  const isOff = conversation.toolChoice?.kind === "none";
  const given =
    isOff && called.size === 0 ? [] : conversation.tools.flatMap((tool, at) => toolBlocks(tool, at, dropped));
  const tools = given.length > 0 ? given : [...called].map((name) => toolSpec({ kind: "function", name }));
  if (isOff && called.size > 0) dropped.push("tool_choice");
  if (tools.length === 0) return { toolConfig: null, dropped };
  const toolChoice = isChoiceElsewhere ? null : choiceOf(conversation);
  return { toolConfig: { tools, ...(toolChoice === null ? {} : { toolChoice }) }, dropped };
}

function toolBlocks(tool: Tool, at: number, dropped: string[]): Block[] {
  if (tool.kind === "native") {
    if (tool.family === "bedrock") return [tool.value];
    dropped.push(`tools[${at}]`);
    return [];
  }
  return tool.cacheControl == null ? [toolSpec(tool)] : [toolSpec(tool), cachePoint(tool.cacheControl)];
}

function toolSpec({ name, description, parameters, strict }: FunctionTool): Block {
  return {
    toolSpec: {
      name,
      ...(description === undefined || description === "" ? {} : { description }),
      inputSchema: { json: parameters ?? { type: "object", properties: {} } },
      ...(strict === true ? { strict } : {}),
    },
  };
}

function choiceOf({ toolChoice }: Conversation): Block | null {
  if (toolChoice?.kind === "required") return { any: {} };
  if (toolChoice?.kind === "tool") return { tool: { name: toolChoice.name } };
  return toolChoice?.kind === "auto" ? { auto: {} } : null;
}

function calledTools({ messages }: Conversation): Set<string> {
  const names = new Set<string>();
  let hasResult = false;
  for (const { parts } of messages) {
    for (const part of parts) {
      if (part.type === "tool_call") names.add(part.name);
      if (part.type === "tool_result") hasResult = true;
    }
  }
  if (hasResult && names.size === 0) names.add("tool");
  return names;
}
