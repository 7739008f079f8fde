/**
 * Cohere's answers and event streams in the shapes its API reference gives.
 *
 * @source https://docs.cohere.com/reference/chat, https://docs.cohere.com/docs/streaming,
 *   https://docs.cohere.com/docs/tool-use-streaming, https://docs.cohere.com/reference/rerank
 */
type Event = Readonly<Record<string, unknown>>;

const citation = {
  start: 4,
  end: 8,
  text: "12 °",
  sources: [{ type: "tool", id: "get_weather_x1:0", tool_output: { temperature: "12" } }],
  type: "TEXT_CONTENT",
};

export const citedAnswer = {
  id: "c14c80c3-18eb-4519-9460-6c92edd8cfb4",
  finish_reason: "COMPLETE",
  message: {
    role: "assistant",
    content: [
      { type: "thinking", thinking: "The tool said 12." },
      { type: "text", text: "It's 12 °C." },
    ],
    citations: [citation],
  },
  usage: {
    billed_units: { input_tokens: 5, output_tokens: 26 },
    tokens: { input_tokens: 71, output_tokens: 27 },
    cached_tokens: 64,
  },
};

export const toolAnswer = {
  id: "8f5d0f4c",
  finish_reason: "TOOL_CALL",
  message: {
    role: "assistant",
    tool_plan: "I will look the weather up.",
    tool_calls: [
      { id: "get_weather_x1", type: "function", function: { name: "get_weather", arguments: '{"city":"서울"}' } },
      { id: "now_x2", type: "function", function: { name: "now", arguments: "{}" } },
    ],
  },
  usage: { billed_units: { input_tokens: 37, output_tokens: 28 }, tokens: { input_tokens: 913, output_tokens: 83 } },
};

const text = (index: number, content: unknown, more: Event = {}): Event => ({
  type: "content-delta",
  index,
  delta: { message: { content } },
  ...more,
});

export const textStream: readonly Event[] = [
  {
    id: "29f14a5a",
    type: "message-start",
    delta: { message: { role: "assistant", content: [], tool_plan: "", tool_calls: [], citations: [] } },
  },
  { type: "content-start", index: 0, delta: { message: { content: { type: "thinking", thinking: "" } } } },
  text(0, { thinking: "Hm." }),
  { type: "content-end", index: 0 },
  { type: "content-start", index: 1, delta: { message: { content: { type: "text", text: "" } } } },
  text(1, { text: "It's 12" }),
  text(1, { text: " °C 🙂." }, { logprobs: { text: " °C 🙂.", token_ids: [1, 2], logprobs: [-0.5, -0.25] } }),
  { type: "citation-start", index: 0, delta: { message: { citations: citation } } },
  { type: "citation-end", index: 0 },
  { type: "content-end", index: 1 },
  {
    type: "message-end",
    delta: {
      finish_reason: "COMPLETE",
      usage: { billed_units: { input_tokens: 5, output_tokens: 26 }, tokens: { input_tokens: 71, output_tokens: 26 } },
    },
  },
];

const call = (index: number, id: string, name: string): Event => ({
  type: "tool-call-start",
  index,
  delta: { message: { tool_calls: { id, type: "function", function: { name, arguments: "" } } } },
});
const args = (index: number, value: string): Event => ({
  type: "tool-call-delta",
  index,
  delta: { message: { tool_calls: { function: { arguments: value } } } },
});

export const toolStream: readonly Event[] = [
  { id: "fba98ad3", type: "message-start", delta: { message: { role: "assistant" } } },
  { type: "tool-plan-delta", delta: { message: { tool_plan: "I will" } } },
  { type: "tool-plan-delta", delta: { message: { tool_plan: " look." } } },
  call(0, "get_weather_x1", "get_weather"),
  args(0, '{"city":'),
  args(0, ' "서울"}'),
  { type: "tool-call-end", index: 0 },
  call(1, "now_x2", "now"),
  args(1, "{}"),
  { type: "tool-call-end", index: 1 },
  {
    type: "message-end",
    delta: {
      finish_reason: "TOOL_CALL",
      usage: { billed_units: { input_tokens: 37 }, tokens: { input_tokens: 913, output_tokens: 83 } },
    },
  },
];

export const rerankAnswer = {
  id: "07734bd2",
  results: [
    { index: 3, relevance_score: 0.999071 },
    { index: 4, relevance_score: 0.7867867 },
  ],
  meta: { api_version: { version: "2" }, billed_units: { search_units: 1 } },
};

export const embedAnswer = {
  id: "da6e531f",
  embeddings: {
    float: [
      [0.016296387, -0.008354187],
      [0.04663086, 0.01],
    ],
  },
  texts: ["hello", "goodbye"],
  meta: { api_version: { version: "2" }, billed_units: { input_tokens: 2 } },
  response_type: "embeddings_by_type",
};
