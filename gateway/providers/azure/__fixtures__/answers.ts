/**
 * What Azure sends beyond OpenAI's dialect, in the shapes its documentation gives.
 *
 * @source https://learn.microsoft.com/azure/ai-services/openai/concepts/content-filter,
 *   https://learn.microsoft.com/azure/ai-services/openai/concepts/content-streaming
 */
const safe = { filtered: false, severity: "safe" };

export const filteredPrompt = {
  error: {
    message:
      "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
    type: null,
    param: "prompt",
    code: "content_filter",
    status: 400,
    innererror: {
      code: "ResponsibleAIPolicyViolation",
      content_filter_result: {
        hate: { filtered: true, severity: "high" },
        jailbreak: { filtered: true, detected: true },
        self_harm: safe,
        sexual: safe,
        violence: { filtered: true, severity: "medium" },
      },
    },
  },
};

const filters = { hate: safe, self_harm: safe, sexual: safe, violence: safe };
const chunk = (choice: unknown): unknown => ({
  choices: [choice],
  created: 1_732_000_000,
  id: "chatcmpl-B1",
  model: "gpt-4o-2024-11-20",
  object: "chat.completion.chunk",
  system_fingerprint: "fp_b705f0c291",
});

export const stream: readonly unknown[] = [
  {
    choices: [],
    created: 0,
    id: "",
    model: "",
    object: "",
    prompt_filter_results: [
      { prompt_index: 0, content_filter_results: { ...filters, jailbreak: { detected: false, filtered: false } } },
    ],
  },
  chunk({
    content_filter_results: {},
    delta: { content: "", refusal: null, role: "assistant" },
    finish_reason: null,
    index: 0,
    logprobs: null,
  }),
  chunk({ content_filter_results: filters, delta: { content: "안녕" }, finish_reason: null, index: 0, logprobs: null }),
  chunk({ content_filter_results: {}, delta: {}, finish_reason: "stop", index: 0, logprobs: null }),
  {
    choices: [],
    created: 1_732_000_000,
    id: "chatcmpl-B1",
    model: "gpt-4o-2024-11-20",
    object: "chat.completion.chunk",
    usage: { completion_tokens: 2, prompt_tokens: 9, total_tokens: 11 },
  },
];
