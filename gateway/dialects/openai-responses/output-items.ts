/**
 * The items of an answer's output as JSON texts: messages with their parts, reasoning, calls of every shape, images.
 *
 * A call of a shell or patch tool whose arguments are not JSON is written as a function call, so that nothing is lost
 * and the client can tell the model.
 */
import { isRecord, recordOf } from "../../base/json-shape.ts";
import type { CallShape } from "./client-tools.ts";
import { freeformInput } from "./freeform-input.ts";

export type ItemStatus = "in_progress" | "completed" | "incomplete";

export interface CallItem {
  readonly id: string;
  readonly callId: string;
  /** What the model called; the shape holds the client's own name. */
  readonly name: string;
  readonly shape: CallShape | null;
  readonly arguments: string;
  readonly status: ItemStatus;
}

/** @param content  JSON texts of the parts */
export function messageItem(id: string, status: ItemStatus, content: readonly string[]): string {
  return `{"id":${JSON.stringify(id)},"type":"message","status":"${status}","role":"assistant","content":[${content.join(",")}]}`;
}

/** @param annotations  JSON texts; @param logprobs  JSON text of a list */
export function textContent(text: string, annotations: readonly string[], logprobs: string): string {
  return `{"type":"output_text","text":${JSON.stringify(text)},"annotations":[${annotations.join(",")}],"logprobs":${logprobs}}`;
}

export function refusalContent(text: string): string {
  return `{"type":"refusal","refusal":${JSON.stringify(text)}}`;
}

/** @param seal  the value of `encrypted_content`; null = none */
export function reasoningItem(id: string, text: string, seal: string | null): string {
  const summary = text === "" ? "" : summaryPart(text);
  const encrypted = seal === null ? "" : `,"encrypted_content":${JSON.stringify(seal)}`;
  return `{"id":${JSON.stringify(id)},"type":"reasoning","summary":[${summary}]${encrypted}}`;
}

export function summaryPart(text: string): string {
  return `{"type":"summary_text","text":${JSON.stringify(text)}}`;
}

export function imageItem(id: string, base64: string): string {
  return `{"id":${JSON.stringify(id)},"type":"image_generation_call","status":"completed","result":${JSON.stringify(base64)}}`;
}

export function callItem(call: CallItem): string {
  return JSON.stringify({ id: call.id, ...callFields(call) });
}

/** Prefix of a call's item id, as OpenAI's own. */
export function callPrefix(shape: CallShape | null): string {
  return prefixes[shape?.kind ?? "function"];
}

const prefixes: Readonly<Record<CallShape["kind"], string>> = {
  function: "fc",
  custom: "ctc",
  local_shell: "lsh",
  shell: "sh",
  apply_patch: "apc",
};

function callFields(call: CallItem): Record<string, unknown> {
  const { shape, status } = call;
  const call_id = call.callId;
  if (shape === null || shape.kind === "function") return functionFields(call);
  if (shape.kind === "custom") {
    const space = shape.namespace === null ? {} : { namespace: shape.namespace };
    return {
      type: "custom_tool_call",
      status,
      call_id,
      name: shape.name,
      ...space,
      input: freeformInput(call.arguments),
    };
  }
  const args = parsedArguments(call.arguments);
  if (args === null) return functionFields(call);
  if (shape.kind === "local_shell") {
    return { type: "local_shell_call", status, call_id, action: { env: {}, ...args, type: "exec" } };
  }
  if (shape.kind === "shell") {
    return { type: "shell_call", status, call_id, action: { timeout_ms: null, max_output_length: null, ...args } };
  }
  return { type: "apply_patch_call", status, call_id, operation: recordOf(args["operation"]) ?? args };
}

function functionFields({ name, shape, status, callId, arguments: args }: CallItem): Record<string, unknown> {
  const space = shape === null || shape.namespace === null ? {} : { namespace: shape.namespace };
  return { type: "function_call", status, arguments: args, call_id: callId, name: shape?.name ?? name, ...space };
}

function parsedArguments(args: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(args);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
