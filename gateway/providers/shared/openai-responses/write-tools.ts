/**
 * Tools and the choice among them, as Responses writes them.
 *
 * `strict` is always written: this API takes a tool without it as strict, chat and Messages do not. Anthropic's web
 * search has a counterpart; every other family's server tools are left out and named.
 * @source golden `messages-oai-server-tool`, `messages-oai-tools`
 */
import { textOf } from "../../../base/json-shape.ts";
import type { FunctionTool, NativeTool, Tool, ToolChoice } from "../../../contract/conversation.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface WrittenTools {
  readonly tools: readonly Fields[];
  /** What was left out, e.g. `tools.computer`. */
  readonly dropped: readonly string[];
}

export function writeTools(tools: readonly Tool[]): WrittenTools {
  // Members of one namespace share the value they came from: it is written once.
  const written = new Set<Fields>();
  const dropped: string[] = [];
  for (const tool of tools) {
    const value = tool.kind === "function" ? functionValue(tool) : nativeValue(tool);
    if (value !== null) written.add(value);
    else if (tool.kind === "native") dropped.push(`tools.${textOf(tool.value["type"]) ?? "native"}`);
  }
  return { tools: [...written], dropped };
}

function functionValue(tool: FunctionTool): Fields {
  if (tool.native?.family === "responses") return tool.native.value;
  const { name, description, parameters, strict } = tool;
  return {
    type: "function",
    name,
    strict: strict ?? false,
    ...(description === undefined ? {} : { description }),
    parameters: parameters ?? { type: "object", properties: {} },
  };
}

function nativeValue({ family, value }: NativeTool): Fields | null {
  if (family === "responses") return value;
  const isWebSearch = family === "anthropic" && textOf(value["type"])?.startsWith("web_search") === true;
  if (!isWebSearch) return null;
  const place = value["user_location"];
  return { type: "web_search_preview", ...(place === undefined || place === null ? {} : { user_location: place }) };
}

export function writeChoice(choice: ToolChoice, tools: readonly Tool[]): string | Fields {
  if (choice.kind !== "tool") return choice.kind;
  const tool = tools.find((candidate) => candidate.kind === "function" && candidate.name === choice.name);
  const native = tool?.kind === "function" ? tool.native : undefined;
  const type = native?.family === "responses" ? textOf(native.value["type"]) : null;
  if (type === null || type === "function" || type === "namespace") return { type: "function", name: choice.name };
  return type === "custom" ? { type, name: choice.name } : { type };
}
