/**
 * OpenAI's tools and tool choice, with the deprecated functions, as the intermediate form has them.
 *
 * Tools of another kind stay as written; whose they are is told by their shape, because LiteLLM's clients also name
 * Anthropic's and Gemini's server tools here. `allowed_tools` narrows the list and leaves its mode as the choice.
 */
import { isRecord, recordsOf, textOf } from "../../base/json-shape.ts";
import type { FunctionTool, Tool, ToolChoice, WireFamily } from "../../contract/conversation.ts";
import type { Fields } from "../client-dialect.ts";
import { listField, wrongType } from "../shared/openai-fields.ts";
import { cacheOf } from "./read-content.ts";

export interface ToolRequest {
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice | null;
}

/** @throws GatewayError `invalid_request` */
export function readTools(fields: Fields): ToolRequest {
  const tools = [
    ...recordsOf(listField(fields, "tools")).map(readTool),
    ...recordsOf(listField(fields, "functions")).map((raw, index) => readFunction(raw, raw, `functions[${index}]`)),
  ];
  const choice = fields["tool_choice"] ?? fields["function_call"];
  const allowed = isRecord(choice) && choice["type"] === "allowed_tools" ? choice["allowed_tools"] : null;
  if (!isRecord(allowed)) return { tools, toolChoice: readChoice(choice) };
  const names = new Set(recordsOf(allowed["tools"]).map(calledName));
  return {
    tools: tools.filter((tool) => tool.kind === "native" || names.has(tool.name)),
    toolChoice: { kind: allowed["mode"] === "required" ? "required" : "auto" },
  };
}

/** True when the client asked in the deprecated words and expects the answer in them. */
export function asksInFunctions(fields: Fields): boolean {
  return Array.isArray(fields["functions"]) && !Array.isArray(fields["tools"]);
}

function readTool(raw: Record<string, unknown>, index: number): Tool {
  const called = raw["function"];
  if (isRecord(called) && (raw["type"] === "function" || raw["type"] === undefined))
    return readFunction(called, raw, `tools[${index}].function`);
  return { kind: "native", family: familyOf(raw), value: raw };
}

function readFunction(called: Record<string, unknown>, raw: Record<string, unknown>, place: string): FunctionTool {
  const name = textOf(called["name"]);
  if (name === null) throw wrongType(`${place}.name`, "a string");
  const description = textOf(called["description"]);
  const { parameters, strict } = called;
  return {
    kind: "function",
    name,
    ...(description === null ? {} : { description }),
    ...(isRecord(parameters) ? { parameters } : {}),
    ...(typeof strict === "boolean" ? { strict } : {}),
    ...cacheOf(called),
    ...cacheOf(raw),
  };
}

const geminiTools = ["googleSearch", "google_search", "googleSearchRetrieval", "codeExecution", "urlContext"];

function familyOf(raw: Record<string, unknown>): WireFamily {
  const type = textOf(raw["type"]);
  if (type === null) return geminiTools.some((name) => name in raw) ? "gemini" : "openai";
  return /_\d{8}$/.test(type) ? "anthropic" : "openai"; // Anthropic dates its server tools
}

function readChoice(choice: unknown): ToolChoice | null {
  if (choice === undefined || choice === null) return null;
  if (choice === "auto" || choice === "none" || choice === "required") return { kind: choice };
  if (choice === "any") return { kind: "required" };
  if (!isRecord(choice)) throw wrongType("tool_choice", "'none', 'auto', 'required' or an object that names a tool");
  const name = calledName(choice);
  if (name !== null) return { kind: "tool", name };
  return choice["type"] === undefined ? null : readChoice(choice["type"]);
}

function calledName(raw: Record<string, unknown>): string | null {
  for (const holder of [raw["function"], raw["custom"], raw]) {
    const name = isRecord(holder) ? textOf(holder["name"]) : null;
    if (name !== null) return name;
  }
  return null;
}
