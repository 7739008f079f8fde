/** Intended differences when the provider refuses, drops the connection or answers with something else. */
import type { Rule } from "../compare.ts";

const openai = /^fault-(gpt-4|qwen-235b)-/;

export const faultRules: readonly Rule[] = [
  {
    id: "broken-answer-502",
    cases: /^fault-.*-(badjson|empty)(-|$)/,
    fields: /^(status|body\.error\.(code|type)|error\.class|header\.content-type)$/,
    litellm:
      /^(200|500|422|"500"|"422"|"internal_server_error"|"invalid_request_error"|APIConnectionError|BadRequestError|\(absent\)|text\/event-stream)$/,
    portico: /^(502|"502"|"internal_server_error"|InternalServerError|application\/json)$/,
    reason:
      "an answer that is no JSON, or nothing: LiteLLM says 500 (422 over Gemini), and to a stream request 200 with an empty answer; Portico 502",
  },
  {
    id: "overloaded-stays-529",
    cases: /^fault-messages-claude-529-/,
    fields: /^(status|body\.error\.type|error\.class)$/,
    litellm: /^(500|"api_error"|InternalServerError)$/,
    portico: /^(529|"overloaded_error"|ServiceUnavailableError)$/,
    reason: "Anthropic's 529 stays `overloaded_error` for Messages clients, which wait on it; LiteLLM makes 500 of it",
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
    id: "error-type-said",
    cases: /^fault-/,
    fields: /^(body|stream)\.error\.type$/,
    litellm: /^\(absent\)$/,
    portico: /^"(internal_server_error|invalid_request_error|api_error|overloaded_error)"$/,
    reason: "an error always has a type; some of LiteLLM's have `null`",
  },
  {
    id: "error-class-by-status",
    cases: openai,
    fields: /error\.class$/,
    litellm: /^(BadRequestError|InternalServerError|APIError)$/,
    portico: /^(UnprocessableEntityError|APIConnectionError|InternalServerError)$/,
    reason:
      "422 is named `UnprocessableEntityError`, 500 `InternalServerError` and a dropped connection `APIConnectionError`, as LiteLLM documents them",
  },
  {
    id: "dropped-connection-named",
    cases: /^fault-.*-drop(-|$)/,
    fields: /^error\.class$/,
    litellm: /^(InternalServerError|APIError|)$/,
    portico: /^APIConnectionError$/,
    reason: "the same over every other provider",
  },
  {
    id: "context-window-known",
    cases: /^fault-(messages-)?(claude|oll|cmd)-ctx-/,
    fields: /^error\.class$/,
    litellm: /^BadRequestError$/,
    portico: /^ContextWindowExceededError$/,
    reason:
      "a request that is too long is a `ContextWindowExceededError` over every provider, so that `context_window_fallbacks` work",
  },
  {
    id: "provider-words-kept",
    cases: /^fault-.*-400-stream$/,
    fields: /^error\.says$/,
    litellm: /^$/,
    portico: /^Invalid value for 'temperature'$/,
    reason: "the provider's words reach the client when a stream was asked for, too",
  },
  {
    id: "gemini-errors-alike",
    cases: /^fault-(messages-)?gem-(429|500|529|401|404|400|ctx|drop)-stream$/,
    fields: /^(status|body\.(type|error\.(type|code))|error\.class)$/,
    litellm: /^(50[03]|\(absent\)|"(429|50[03])"|"internal_server_error"|"rate_limit_error"|APIError|)$/,
    portico:
      /^(4\d\d|529|\(absent\)|"error"|"(throttling|rate_limit|api|overloaded|authentication|invalid_request)_error"|\w+Error)$/,
    reason:
      "a refused stream of Gemini's is worded like a refused whole answer, which is equal; LiteLLM loses its class, for Messages clients its status and their envelope",
  },
  {
    id: "gemini-overload-named",
    cases: /^fault-messages-gem-529-json$/,
    fields: /^error\.class$/,
    litellm: /^APIError$/,
    portico: /^ServiceUnavailableError$/,
    reason: "529 has the same class over every provider",
  },
  {
    id: "one-retry-loop",
    cases: /^fault-embeddings-(429|500|drop)$/,
    fields: /^upstream(\.count$|\[[12]\]\.(path|auth|body\.(input|model))$)/,
    portico: /^(1|\(absent\))$/,
    reason:
      "`num_retries: 0` means one call; for embeddings LiteLLM leaves the OpenAI SDK's own two retries in, behind its router's back",
  },
];
