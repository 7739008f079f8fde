/** Anthropic's Messages: system and messages of blocks; an answer whole, or block by block from its events. */
import { blockParts } from "./anthropic-blocks.ts";
import type { Dialect, ShownAnswer, ShownMessage } from "./conversation.ts";
import { fieldsOf, listOf, numberOf, textOf, type Fields } from "./loose-json.ts";

export const anthropicMessages: Dialect = {
  readRequest,
  toolsOffered: (body) =>
    listOf(fieldsOf(body)["tools"]).map((tool) => textOf(fieldsOf(tool)["name"]) || textOf(fieldsOf(tool)["type"])),
  readAnswer: (body) => {
    const { content, stop_reason } = fieldsOf(body);
    return content === undefined ? [] : [answerOf(content, stop_reason)];
  },
  readStream,
};

function readRequest(body: unknown): readonly ShownMessage[] {
  const { system, messages } = fieldsOf(body);
  const said = listOf(messages).map((value) => {
    const { role, content } = fieldsOf(value);
    return { role: textOf(role) || "?", parts: blockParts(content) };
  });
  const before = blockParts(system);
  return before.length === 0 ? said : [{ role: "system", parts: before }, ...said];
}

function answerOf(content: unknown, stopReason: unknown): ShownAnswer {
  return { parts: blockParts(content), finishReason: textOf(stopReason) || null };
}

function readStream(events: readonly unknown[]): readonly ShownAnswer[] {
  const blocks = new Map<number, Fields>();
  let stopReason: unknown = null;
  for (const event of events.map(fieldsOf)) {
    const index = numberOf(event["index"]) ?? 0;
    if (event["type"] === "content_block_start") blocks.set(index, fieldsOf(event["content_block"]));
    if (event["type"] === "content_block_delta") blocks.set(index, grown(blocks.get(index), fieldsOf(event["delta"])));
    if (event["type"] === "message_delta") stopReason = fieldsOf(event["delta"])["stop_reason"] ?? stopReason;
  }
  return blocks.size === 0 && stopReason === null ? [] : [answerOf([...blocks.values()], stopReason)];
}

/** Delta type -> the block's field that it lengthens, the block's type if its start was lost, and the piece. */
const growth: Readonly<Record<string, readonly [type: string, field: string]>> = {
  text_delta: ["text", "text"],
  thinking_delta: ["thinking", "thinking"],
  input_json_delta: ["tool_use", "partial_json"],
};

function grown(block: Fields | undefined, delta: Fields): Fields {
  const found = growth[textOf(delta["type"])];
  if (found === undefined) return block ?? {};
  const [type, field] = found;
  const known = block ?? { type };
  return { ...known, [field]: textOf(known[field]) + textOf(delta[field]) };
}
