/**
 * Tool calls and their outputs in a Responses input: each kind of item as a call or a result of the intermediate form,
 * with the item itself beside it where it is more than a function's.
 */
import { isRecord, recordOf, textOf } from "../../base/json-shape.ts";
import type { NativeShape, ToolCallPart, ToolResultPart } from "../../contract/conversation.ts";
import { flatName } from "./client-tools.ts";
import { readContent } from "./read-content.ts";

const plainCall: ReadonlySet<string> = new Set(["type", "id", "status", "call_id", "name", "arguments"]);
const plainOutput: ReadonlySet<string> = new Set(["type", "id", "status", "call_id", "output"]);

/** @returns the call, or null when the item is none; its id is "" when the client gave none */
export function readCall(item: Record<string, unknown>): ToolCallPart | null {
  const name = flatName(textOf(item["namespace"]), textOf(item["name"]) ?? "");
  const call = (named: string, args: string, native: NativeShape | null): ToolCallPart => ({
    type: "tool_call",
    id: textOf(item["call_id"]) ?? textOf(item["id"]) ?? "",
    name: named,
    arguments: args,
    ...(native === null ? {} : { native }),
  });
  switch (item["type"]) {
    case "function_call":
      return call(name, textOf(item["arguments"]) ?? "", nativeUnless(item, plainCall));
    case "custom_tool_call":
      return call(name, JSON.stringify({ input: textOf(item["input"]) ?? "" }), nativeOf(item));
    case "local_shell_call":
      return call("local_shell", JSON.stringify(shellAction(item["action"])), nativeOf(item));
    case "shell_call":
      return call("shell", JSON.stringify(shellAction(item["action"])), nativeOf(item));
    case "apply_patch_call":
      return call("apply_patch", JSON.stringify({ operation: item["operation"] ?? {} }), nativeOf(item));
    default:
      return null;
  }
}

/** The action's fields that are arguments of the function it became; unset ones are left out. */
function shellAction(action: unknown): Record<string, unknown> {
  const set = Object.entries(recordOf(action) ?? {}).filter(([key, value]) => key !== "type" && value !== null);
  return Object.fromEntries(set);
}

/** @returns the result, or null when the item is none; its call id is "" when the client gave none */
export function readOutput(item: Record<string, unknown>): ToolResultPart | null {
  const callId = textOf(item["call_id"]) ?? textOf(item["id"]) ?? "";
  const { output, status } = item;
  switch (item["type"]) {
    case "function_call_output":
      return result(callId, output, nativeUnless(item, plainOutput));
    case "custom_tool_call_output":
    case "local_shell_call_output":
    case "shell_call_output":
      return result(callId, output, nativeOf(item));
    case "apply_patch_call_output":
      return { ...result(callId, output ?? status, nativeOf(item)), isError: status === "failed" };
    default:
      return null;
  }
}

function result(callId: string, output: unknown, native: NativeShape | null): ToolResultPart {
  return {
    type: "tool_result",
    callId,
    parts: isPartList(output) ? readContent(output) : [{ type: "text", text: outputText(output) }],
    isError: false,
    ...(native === null ? {} : { native }),
  };
}

function isPartList(output: unknown): boolean {
  return Array.isArray(output) && output.every((part) => isRecord(part) && typeof part["type"] === "string");
}

function outputText(output: unknown): string {
  if (typeof output === "string") return output;
  return output === undefined || output === null ? "" : JSON.stringify(output);
}

function nativeOf(value: Record<string, unknown>): NativeShape {
  return { family: "responses", value };
}

function nativeUnless(item: Record<string, unknown>, plain: ReadonlySet<string>): NativeShape | null {
  return Object.keys(item).every((field) => plain.has(field)) ? null : nativeOf(item);
}
