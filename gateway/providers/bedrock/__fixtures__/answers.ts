/**
 * Bedrock's answers, written down from its API reference and the values its models give.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html (response syntax),
 *   ..._ConverseStream.html, https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-call.html
 */
export const claudeAnswer = {
  metrics: { latencyMs: 2291 },
  output: {
    message: {
      role: "assistant",
      content: [
        { reasoningContent: { reasoningText: { text: "Both are needed.", signature: "RXNNQ21jSUVSQUJHQUlx" } } },
        { reasoningContent: { redactedContent: "cmVkYWN0ZWQgYnl0ZXM=" } },
        { text: "I look both up." },
        { toolUse: { toolUseId: "tooluse_K1lsjyEk", name: "get_weather", input: { city: "서울", days: 2 } } },
        { toolUse: { toolUseId: "tooluse_Zq8", name: "now", input: {} } },
      ],
    },
  },
  stopReason: "tool_use",
  usage: {
    inputTokens: 515,
    outputTokens: 100,
    totalTokens: 3663,
    cacheReadInputTokens: 2048,
    cacheWriteInputTokens: 1000,
  },
};

/** What Bedrock writes of a guarded, cited answer that met a stop sequence. */
export const citedAnswer = {
  additionalModelResponseFields: { stop_sequence: "END" },
  output: {
    message: {
      role: "assistant",
      content: [
        { text: "It says: " },
        {
          citationsContent: {
            citations: [
              {
                location: { documentPage: { documentIndex: 0, start: 1, end: 2 } },
                sourceContent: [{ text: "A large language model" }],
                title: "document-1",
              },
            ],
            content: [{ text: "a large language model" }],
          },
        },
      ],
    },
  },
  stopReason: "stop_sequence",
  usage: { inputTokens: 20, outputTokens: 9, totalTokens: 29 },
};

type Event = readonly [name: string, payload: Readonly<Record<string, unknown>>];

const delta = (contentBlockIndex: number, value: unknown): Event => [
  "contentBlockDelta",
  { contentBlockIndex, delta: value, p: "abcdefgh" },
];

/** `p` is padding, so that the size of a message says nothing of its text. */
export const claudeStream: readonly Event[] = [
  ["messageStart", { role: "assistant", p: "abcd" }],
  delta(0, { reasoningContent: { text: "Both are " } }),
  delta(0, { reasoningContent: { text: "needed." } }),
  delta(0, { reasoningContent: { text: "" } }),
  delta(0, { reasoningContent: { signature: "RXNNQ21jSUVSQUJHQUlx" } }),
  ["contentBlockStop", { contentBlockIndex: 0, p: "ab" }],
  delta(1, { reasoningContent: { redactedContent: "cmVkYWN0ZWQgYnl0ZXM=" } }),
  ["contentBlockStop", { contentBlockIndex: 1 }],
  delta(2, { text: "I look " }),
  delta(2, { text: "both up 🙂." }),
  ["contentBlockStop", { contentBlockIndex: 2 }],
  ["contentBlockStart", { contentBlockIndex: 3, start: { toolUse: { toolUseId: "tooluse_K1", name: "get_weather" } } }],
  delta(3, { toolUse: { input: '{"city":' } }),
  delta(3, { toolUse: { input: '"서울"}' } }),
  ["contentBlockStop", { contentBlockIndex: 3 }],
  ["contentBlockStart", { contentBlockIndex: 4, start: { toolUse: { toolUseId: "tooluse_Z8", name: "now" } } }],
  delta(4, { toolUse: { input: "" } }),
  ["contentBlockStop", { contentBlockIndex: 4 }],
  ["messageStop", { stopReason: "tool_use", additionalModelResponseFields: { delta: { stop_sequence: null } } }],
  [
    "metadata",
    {
      usage: { inputTokens: 51, outputTokens: 94, totalTokens: 145, serverToolUsage: {} },
      metrics: { latencyMs: 2281 },
    },
  ],
];
