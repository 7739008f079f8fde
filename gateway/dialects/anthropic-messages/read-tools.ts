/**
 * Tools and the choice among them. A tool with a schema of its own is a function; everything else runs at Anthropic
 * (web search, code execution, the text editor's and computer's known schemas) and stays native, as written.
 *
 * @source https://docs.claude.com/en/docs/agents-and-tools/tool-use/overview
 */
import { isRecord, recordsOf } from "../../base/json-shape.ts";
import type { Tool, ToolChoice } from "../../contract/conversation.ts";

export function readTools(tools: unknown): readonly Tool[] {
  return recordsOf(tools).map(toolOf);
}

function toolOf(tool: Record<string, unknown>): Tool {
  const { type, name, description, input_schema: schema, strict, cache_control: cacheControl, ...extra } = tool;
  const isCustom = type === undefined || type === null || type === "custom";
  if (!isCustom || typeof name !== "string" || !isRecord(schema)) {
    return { kind: "native", family: "anthropic", value: tool };
  }
  return {
    kind: "function",
    name,
    parameters: schema,
    ...(typeof description === "string" ? { description } : {}),
    ...(typeof strict === "boolean" ? { strict } : {}),
    ...(cacheControl === undefined || cacheControl === null ? {} : { cacheControl }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}

export function readToolChoice(choice: unknown): ToolChoice | null {
  if (!isRecord(choice)) return null;
  const { type, name } = choice;
  if (type === "auto" || type === "none") return { kind: type };
  if (type === "any") return { kind: "required" };
  return type === "tool" && typeof name === "string" ? { kind: "tool", name } : null;
}

/** @returns null when the client did not say */
export function readParallel(choice: unknown): boolean | null {
  if (!isRecord(choice)) return null;
  const disabled = choice["disable_parallel_tool_use"];
  return typeof disabled === "boolean" ? !disabled : null;
}
