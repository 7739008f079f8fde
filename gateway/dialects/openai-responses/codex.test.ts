import { describe, expect, it } from "vitest";
import type { FunctionTool, Message, Part } from "../../contract/conversation.ts";
import { testDeployment } from "../../providers/openai-compatible/__fixtures__/test-deployment.ts";
import { translateToResponses } from "../../providers/shared/openai-responses/translate.ts";
import { codexRequest, type CodexRequestName } from "./__fixtures__/codex-request.ts";
import { openaiResponses } from "./openai-responses.ts";
import { toConversation } from "./to-conversation.ts";

const requests: readonly CodexRequestName[] = ["first-turn", "tool-loop", "local-shell", "final-schema"];

function parts(messages: readonly Message[]): readonly Part[] {
  return messages.flatMap((message) => message.parts);
}

describe("Codex's requests", () => {
  it.each(requests)("pass the checks and come back whole from the form: %s", (name) => {
    const fields = codexRequest(name);
    openaiResponses.check(fields);
    const { body, dropped } = translateToResponses({
      deployment: testDeployment("openai"),
      upstreamModel: String(fields["model"]),
      conversation: toConversation(fields),
      dropParams: false,
      headers: {},
    });
    // null, an empty list and reasoning without a proof of its content say nothing.
    const said = JSON.parse(
      JSON.stringify(fields, (_key, value: unknown) =>
        value === null || (Array.isArray(value) && value.length === 0) ? undefined : value,
      ),
    ) as Record<string, unknown>; // what was an object stays one
    const got = JSON.parse(
      JSON.stringify(body, (_key, value: unknown) => (value === null ? undefined : value)),
    ) as Record<string, unknown>; // what was an object stays one
    expect(got).toEqual(said);
    expect(dropped).toEqual([]);
  });

  it("give every tool that Codex runs itself to any target as a function", () => {
    const { tools, toolChoice, parallelToolCalls, reasoning, extra } = toConversation(codexRequest("first-turn"));
    const functions = tools.filter((tool): tool is FunctionTool => tool.kind === "function");
    expect(functions.map(({ name }) => name)).toEqual([
      "shell_command",
      "update_plan",
      "apply_patch",
      "view_image",
      "mcp__docs__search",
    ]);
    const patch = functions[2];
    expect(patch?.parameters).toEqual({
      type: "object",
      properties: { input: { type: "string" } },
      required: ["input"],
      additionalProperties: false,
    });
    expect(patch?.description).toContain("start: begin_patch hunk+ end_patch");
    expect(tools.filter((tool) => tool.kind === "native")).toHaveLength(1);
    expect({ toolChoice, parallelToolCalls }).toEqual({ toolChoice: { kind: "auto" }, parallelToolCalls: true });
    expect(reasoning).toEqual({ effort: "medium", budgetTokens: null, mode: null, summary: "auto" });
    expect(extra).toMatchObject({ prompt_cache_key: "019a8b1e-7c52-7a10-9b1c-6f0e2d3c4b5a", verbosity: "low" });
  });

  it("keep a turn's reasoning, text and calls in one message and its outputs in the next", () => {
    const { messages } = toConversation(codexRequest("tool-loop"));
    expect(messages.map(({ role }) => role)).toEqual([
      "system",
      "user",
      "assistant",
      "user",
      "assistant",
      "user",
      "assistant",
    ]);
    expect(messages[2]?.parts).toMatchObject([
      { type: "reasoning", signature: "gAAAAABpExampleOfEncryptedReasoning==" },
      { type: "text", text: "I look at the files first." },
      { type: "tool_call", id: "call_Ls1", name: "shell_command" },
      { type: "tool_call", id: "call_Se2", name: "mcp__docs__search" },
    ]);
    expect(messages[2]?.phase).toBe("commentary");
    expect(messages[3]?.parts).toMatchObject([
      { type: "tool_result", callId: "call_Ls1", parts: [{ type: "text" }] },
      { type: "tool_result", callId: "call_Se2", parts: [{ type: "text" }, { type: "image" }] },
    ]);
    const patchCall = messages[4]?.parts[0];
    expect(patchCall?.type === "tool_call" && JSON.parse(patchCall.arguments)).toEqual({
      input: '*** Begin Patch\n*** Update File: index.ts\n@@\n-export {};\n+console.log("안녕");\n*** End Patch\n',
    });
  });

  it("give the local shell's call as the arguments of a function", () => {
    const call = parts(toConversation(codexRequest("local-shell")).messages).find((part) => part.type === "tool_call");
    expect(call).toMatchObject({ id: "call_Sh1", name: "local_shell" });
    expect(call?.type === "tool_call" && JSON.parse(call.arguments)).toEqual({
      command: ["bash", "-lc", "date"],
      timeout_ms: 10000,
      working_directory: "/home/dev/app",
    });
  });
});

/** A loop as Codex runs it: what was answered comes back without ids, as items of the next request. */
describe("a tool loop through another provider", () => {
  const context = {
    requestId: "01req",
    model: "codex",
    createdAt: 1,
    wantsUsage: false,
    mergesReasoning: false,
    fields: {
      ...codexRequest("first-turn"),
      tools: [{ type: "local_shell" }, { type: "custom", name: "apply_patch" }],
    },
  };

  it("brings back the proof of thinking, redacted thinking and a call's signature to the provider that made them", () => {
    const encoder = openaiResponses.openEncoder(context);
    const stream =
      encoder.encode([
        { type: "start", id: null, model: null },
        { type: "reasoning", choice: 0, text: "Hm. " },
        { type: "reasoning", choice: 0, text: "Yes." },
        { type: "reasoning_signature", choice: 0, signature: "sig-1" },
        { type: "redacted_reasoning", choice: 0, data: "red:1" },
        { type: "tool_call", choice: 0, call: 0, id: "call:1", name: "local_shell", signature: "gem:sig" },
        { type: "tool_arguments", choice: 0, call: 0, text: '{"command":["ls"]}' },
        { type: "tool_call", choice: 0, call: 1, id: "call_2", name: "apply_patch" },
        { type: "tool_arguments", choice: 0, call: 1, text: '{"input":"*** Begin Patch"}' },
      ]) + encoder.end();
    const items = doneItems(stream);
    expect(items.map((item) => item["type"])).toEqual([
      "reasoning",
      "reasoning",
      "reasoning",
      "local_shell_call",
      "custom_tool_call",
    ]);
    const { messages } = toConversation({ model: "codex", input: [...items, ...outputsOf(items)] });
    expect(messages[0]?.parts).toMatchObject([
      { type: "reasoning", text: "Hm. Yes.", signature: "sig-1" },
      { type: "reasoning", text: "", redacted: "red:1" },
      {
        type: "tool_call",
        id: "call:1",
        name: "local_shell",
        arguments: '{"env":{},"command":["ls"]}',
        signature: "gem:sig",
      },
      { type: "tool_call", id: "call_2", name: "apply_patch", arguments: '{"input":"*** Begin Patch"}' },
    ]);
    expect(messages[1]?.parts).toMatchObject([{ callId: "call:1" }, { callId: "call_2" }]);
  });

  it("writes a shell call that cannot be read as a function call, so that the model is told", () => {
    const encoder = openaiResponses.openEncoder(context);
    const stream =
      encoder.encode([
        { type: "tool_call", choice: 0, call: 0, id: "call_1", name: "local_shell" },
        { type: "tool_arguments", choice: 0, call: 0, text: '{"command":["ls"' },
      ]) + encoder.end();
    expect(doneItems(stream)).toMatchObject([
      { type: "function_call", name: "local_shell", call_id: "call_1", arguments: '{"command":["ls"' },
    ]);
  });
});

function doneItems(stream: string): Record<string, unknown>[] {
  return stream
    .split("\n\n")
    .filter((event) => event.startsWith("event: response.output_item.done\n"))
    .map((event) => {
      const { item } = JSON.parse(event.slice(event.indexOf("{"))) as { item: Record<string, unknown> }; // our own event
      const { id: _id, ...rest } = item;
      return rest;
    });
}

function outputsOf(items: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const calls = items.filter((item) => item["call_id"] !== undefined);
  return calls.map((item) => ({ type: "function_call_output", call_id: item["call_id"], output: "done" }));
}
