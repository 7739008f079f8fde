/** Bedrock's Converse: one object, or the same in AWS's binary event stream. */
import { recordOf, recordsOf, textOf } from "../../base/json-shape.ts";
import { awsEvent } from "../../upstream/__fixtures__/aws-message.ts";
import {
  cutAfter,
  halves,
  spokenSignature,
  spokenUsage,
  type Body,
  type Heard,
  type Said,
  type Speaker,
  type SpokenStream,
} from "./said.ts";

/** AWS counts cached tokens beside the others, as Anthropic does. */
const usage = {
  inputTokens: spokenUsage.prompt - spokenUsage.cached,
  outputTokens: spokenUsage.completion,
  totalTokens: spokenUsage.prompt + spokenUsage.completion,
  cacheReadInputTokens: spokenUsage.cached,
  cacheWriteInputTokens: 0,
};
const stops = {
  stop: "end_turn",
  length: "max_tokens",
  tool_calls: "tool_use",
  content_filter: "content_filtered",
} as const;

function whole(said: Said): unknown {
  const text = said.text.join("");
  const content = [
    ...(said.reasoning === null
      ? []
      : [{ reasoningContent: { reasoningText: { text: said.reasoning, signature: spokenSignature } } }]),
    ...(text === "" ? [] : [{ text }]),
    ...said.calls.map(({ id, name, arguments: input }) => ({ toolUse: { toolUseId: id, name, input } })),
  ];
  return {
    output: { message: { role: "assistant", content } },
    stopReason: stops[said.finish],
    usage,
    metrics: { latencyMs: 5 },
  };
}

function stream(said: Said): SpokenStream {
  const events = [
    awsEvent("messageStart", { role: "assistant" }),
    ...blocks(said).flatMap(({ start, deltas }, index) => [
      ...(start === null ? [] : [awsEvent("contentBlockStart", { contentBlockIndex: index, start })]),
      ...deltas.map((delta) => awsEvent("contentBlockDelta", { contentBlockIndex: index, delta })),
      awsEvent("contentBlockStop", { contentBlockIndex: index }),
    ]),
    awsEvent("messageStop", { stopReason: stops[said.finish] }),
    awsEvent("metadata", { usage, metrics: { latencyMs: 5 } }),
  ];
  return cutAfter(2, "application/vnd.amazon.eventstream", events);
}

interface StreamedBlock {
  readonly start: Body | null;
  readonly deltas: readonly Body[];
}

function blocks(said: Said): StreamedBlock[] {
  const thoughts = [{ text: said.reasoning }, { signature: spokenSignature }];
  return [
    ...(said.reasoning === null
      ? []
      : [{ start: null, deltas: thoughts.map((reasoningContent) => ({ reasoningContent })) }]),
    ...(said.text.length === 0 ? [] : [{ start: null, deltas: said.text.map((text) => ({ text })) }]),
    ...said.calls.map(({ id, name, arguments: given }) => ({
      start: { toolUse: { toolUseId: id, name } },
      deltas: halves(JSON.stringify(given)).map((input) => ({ toolUse: { input } })),
    })),
  ];
}

function hear(body: Body, path: string): Heard {
  const config = recordOf(body["toolConfig"]);
  const choice = recordOf(config?.["toolChoice"]);
  const last = recordsOf(recordsOf(body["messages"]).at(-1)?.["content"]);
  const format = recordOf(recordOf(body["outputConfig"])?.["textFormat"]);
  const text = textOf(recordOf(recordOf(format?.["structure"])?.["jsonSchema"])?.["schema"]);
  return {
    tools: recordsOf(config?.["tools"]).flatMap((tool) => {
      const described = recordOf(tool["toolSpec"]);
      const name = textOf(described?.["name"]);
      return name === null ? [] : [{ name, schema: recordOf(recordOf(described?.["inputSchema"])?.["json"]) ?? {} }];
    }),
    forcedTool: textOf(recordOf(choice?.["tool"])?.["name"]) ?? (choice?.["any"] === undefined ? null : "*"),
    isAnswered: last.some((block) => "toolResult" in block),
    schema: text === null ? null : recordOf(JSON.parse(text)),
    isStream: path.endsWith("-stream"),
  };
}

export const bedrockSpeaker: Speaker = { hear, whole, stream, failure: (_status, message) => ({ message }) };
