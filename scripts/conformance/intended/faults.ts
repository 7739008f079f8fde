/** Intended differences when the provider fails. */
import type { Rule } from "../compare.ts";

const openai = /^fault-(gpt-4|qwen-235b)-/;

export const faultRules: readonly Rule[] = [
  {
    id: "broken-answer-502",
    cases: /^fault-.*-(badjson|empty)-/,
    fields: /^(status|body\.error\.|error\.|header\.)/,
    portico: /^(502|"502"|"internal_server_error"|InternalServerError|\(absent\)|)$/,
    reason:
      "an answer that is no JSON, or nothing: LiteLLM says 500, and to a stream request 200 with an empty answer; Portico 502",
  },
  {
    id: "cut-delivers-what-came",
    cases: /^fault-.*-cut1-stream$/,
    fields: /./,
    reason:
      "a stream cut after its first content: LiteLLM holds the content back and says 500, or ends as if all were well; Portico delivers what came and then the dialect's error event",
  },
  {
    id: "end-is-not-made-up",
    cases: /^fault-.*-(nodone|nofinish)-stream$/,
    fields: /^stream\./,
    reason:
      "a stream that ends without a finish reason: LiteLLM makes up a normal end; Portico says that the answer may be cut",
  },
  {
    id: "retry-after-passes",
    fields: /^header\.retry-after$/,
    litellm: /^\(absent\)$/,
    portico: /^\d+$/,
    reason: "the provider's `retry-after` reaches the client as such, not only as `llm_provider-retry-after`",
  },
  {
    id: "error-type-by-status",
    cases: openai,
    fields: /error\.type$/,
    litellm: /^"(upstream_error|invalid_request_error)"$/,
    portico: /^"(invalid_request_error|timeout_error)"$/,
    reason:
      "the type of an error follows from its status, in one table; LiteLLM passes an unknown type of the provider's, and calls 408 an invalid request",
  },
  {
    id: "error-class-by-status",
    cases: openai,
    fields: /error\.class$/,
    litellm: /^(BadRequestError|InternalServerError)$/,
    portico: /^(UnprocessableEntityError|APIConnectionError)$/,
    reason:
      "422 is named `UnprocessableEntityError` and a dropped connection `APIConnectionError`, as LiteLLM documents them",
  },
  {
    id: "error-before-first-byte",
    cases: /^fault-[\w-]+-err[01]-stream$/,
    fields: /./,
    reason:
      "an error event in a stream: before the first content Portico answers with its status, after it with an error event of the client's dialect; LiteLLM's status and type vary with the provider",
  },
];
