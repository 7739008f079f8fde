/**
 * Tools and the choice among them.
 *
 * Functions stand in one declaration list. Another family's server tools become Google's where it has the like (search,
 * code, pages); the rest is left out and reported, and so are `strict` and `parallel_tool_calls: false`.
 */
import type { Conversation, FunctionTool, NativeTool, ToolChoice } from "../../contract/conversation.ts";
import { cleanSchema } from "./clean-schema.ts";

export interface ToolFields {
  readonly tools?: readonly Readonly<Record<string, unknown>>[];
  readonly toolConfig?: Readonly<Record<string, unknown>>;
}

/** Names of Google's tools, as its clients and LiteLLM's write them. */
const ownTools =
  /^(google_?search(_?retrieval)?|code_?execution|url_?context|enterprise_?web_?search|google_?maps|computer_?use|file_?search|retrieval|mcp_?servers)$/i;
const likeTools: readonly (readonly [RegExp, Readonly<Record<string, unknown>>])[] = [
  [/^web_search/, { googleSearch: {} }],
  [/^(code_execution|code_interpreter)/, { codeExecution: {} }],
  [/^web_fetch/, { urlContext: {} }],
];

export function toolFields(conversation: Conversation, wantsSearch: boolean, dropped: string[]): ToolFields {
  const declarations: Record<string, unknown>[] = [];
  const natives: Readonly<Record<string, unknown>>[] = [];
  for (const [index, tool] of conversation.tools.entries()) {
    if (tool.kind === "function") declarations.push(declarationOf(tool));
    else {
      const native = nativeOf(tool);
      if (native === null) dropped.push(`tools[${index}]`);
      else natives.push(native);
    }
  }
  if (wantsSearch) natives.push({ googleSearch: {} });
  const tools = declarations.length === 0 ? natives : [{ function_declarations: declarations }, ...natives];
  if (tools.length === 0) return {};
  if (conversation.parallelToolCalls === false) dropped.push("parallel_tool_calls");
  const choice = declarations.length === 0 ? null : conversation.toolChoice;
  return choice === null ? { tools } : { tools, toolConfig: { functionCallingConfig: callingConfig(choice) } };
}

function declarationOf({ name, description, parameters }: FunctionTool): Record<string, unknown> {
  const schema = parameters === undefined ? null : cleanSchema(parameters);
  // An object without properties is refused; no parameters mean the same.
  const hasFields = schema !== null && (schema["type"] !== "object" || schema["properties"] !== undefined);
  return {
    name,
    ...(description === undefined ? {} : { description }),
    ...(hasFields ? { parameters: schema } : {}),
  };
}

function nativeOf({ family, value }: NativeTool): Readonly<Record<string, unknown>> | null {
  if (family === "gemini" || Object.keys(value).some((key) => ownTools.test(key))) return value;
  const { type } = value;
  if (typeof type !== "string") return null;
  return likeTools.find(([name]) => name.test(type))?.[1] ?? null;
}

function callingConfig(choice: ToolChoice): Record<string, unknown> {
  switch (choice.kind) {
    case "auto":
      return { mode: "AUTO" };
    case "none":
      return { mode: "NONE" };
    case "required":
      return { mode: "ANY" };
    case "tool":
      return { mode: "ANY", allowed_function_names: [choice.name] };
  }
}
