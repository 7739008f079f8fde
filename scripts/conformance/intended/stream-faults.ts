/** Intended differences when a stream breaks: what came is delivered, then the dialect's own error event. */
import type { Rule } from "../compare.ts";

export const streamFaultRules: readonly Rule[] = [
  {
    id: "headers-of-refused-streams",
    cases: /^fault-.*-stream$/,
    fields: /^header\.x-litellm-(model-group|model-api-base|attempted-retries|attempted-fallbacks)$/,
    portico: /^\(absent\)$/,
    reason:
      "an error has an error's headers, whether a stream was asked for or not; LiteLLM's then has some of an answer's",
  },
  {
    id: "broken-stream-delivers",
    cases: /^fault-cmd-(cut1|err1)-stream$/,
    fields: /^status$/,
    litellm: /^500$/,
    portico: /^200$/,
    reason:
      "a stream that breaks after its first content: Portico delivers what came and then the dialect's error event; over Cohere LiteLLM says 500 without it",
  },
  {
    id: "stream-error-class",
    cases: /^fault-.*-(cut1|err0|err1)-stream$/,
    fields: /^(stream\.)?error\.class$/,
    litellm:
      /^(API(Connection)?Error|InternalServerError|BadRequestError|MidStreamFallbackError|TransferEncodingError|)$/,
    portico: /^(BadGatewayError|ServiceUnavailableError|InternalServerError|APIConnectionError)$/,
    reason:
      "an error inside a stream has the class of the status that the provider named in it; LiteLLM's varies with the provider",
  },
  {
    id: "stream-error-status",
    cases: /^fault-(gpt-4|claude|oll)-(err0|err1)-stream$/,
    fields: /^(status|(body|stream)\.error\.code)$/,
    litellm: /^"?(500|400)"?$/,
    portico: /^"?(500|502|503)"?$/,
    reason:
      "the same of its status: 502 as the event says, 503 for Anthropic's overload, 500 for Ollama's failure, which LiteLLM calls the client's",
  },
  {
    id: "stream-error-says",
    cases: /^fault-cmd-err0-stream$/,
    fields: /^error\.says$/,
    litellm: /^$/,
    portico: /^upstream broke$/,
    reason: "Cohere's own words for a failure inside its stream reach the client",
  },
  {
    id: "messages-error-event",
    cases: /^fault-messages-.*-(cut1|err1)-stream$/,
    fields: /^stream\.(end|error\.(code|type))$/,
    litellm: /^(error|"500"|"internal_server_error"|"api_error")$/,
    portico: /^(error \(event: error\)|\(absent\)|"api_error"|"overloaded_error")$/,
    reason:
      "a Messages stream breaks with Anthropic's `error` event and type; LiteLLM's is OpenAI's, or has one type for all",
  },
  {
    id: "responses-error-events",
    cases: /^fault-responses-.*-(cut1|err1)-stream$/,
    fields: /^stream\.(end|kinds)$/,
    litellm: /^(\[DONE\]|response\.created response\.in_progress .*response\.failed)$/,
    portico:
      /^(response\.failed|error \(event: error\)|response\.created response\.in_progress response\.output_item\.added( response\.content_part\.added response\.output_text\.delta)? (error response\.failed|response\.failed error))$/,
    reason: "a Responses stream breaks with `response.failed`, which Codex reads, and `error`, at which the SDKs raise",
  },
  {
    id: "responses-error-members",
    cases: /^fault-responses-.*-(cut1|err1)-stream$/,
    fields: /^stream\.(error\.(code|type)|frame\.error\.(code|message))$/,
    litellm: /^("server_error"|"invalid_request_error"|\(absent\)|"(Response payload|litellm\.).*")$/,
    portico: /^("500"|"503"|"server_error"|"internal_server_error"|"litellm\.\w+Error: \w+Exception - .*")$/,
    reason: "the same: its error in OpenAI's members, with the provider's words",
  },
  {
    id: "responses-failed-object",
    cases: /^fault-responses-(claude|oll)-(cut1|err1)-stream$/,
    fields:
      /^stream\.frame\.(background|store|truncation|text\.format\.type|parallel_tool_calls|metadata|tools|tool_choice|model)$/,
    litellm: /^(\(absent\)|"claude-sonnet-4-5"|"tiny")$/,
    portico: /^(false|"disabled"|"text"|true|\{\}|\[\]|"auto"|"claude"|"oll")$/,
    reason: "the same: a failed response has the members of a whole one, and names the alias",
  },
  {
    id: "responses-relay-failed-object",
    cases: /^fault-responses-local-cut1-stream$/,
    fields: /^stream\.frame\.(id|model|created_at)$/,
    portico: /^\(absent\)$/,
    reason: "the `response.failed` that ends an untouched stream says only that and why",
  },
  {
    id: "responses-failed-before-content",
    cases: /^fault-responses-local-err1-stream$/,
    fields: /^status$/,
    litellm: /^200$/,
    portico: /^500$/,
    reason:
      "an untouched Responses stream that fails before any text or call is an error with its status, and can be retried",
  },
  {
    id: "end-is-not-made-up",
    cases: /^fault-.*-(nodone|nofinish)-stream$/,
    fields: /^stream\.(end|finish|kinds|error\.(class|says|code|type)|usage\.\w+)$/,
    litellm:
      /^(\[DONE\]|message_stop|"stop"|"end_turn"|role content finish|message_start .* message_stop|\(absent\)|\d+)$/,
    portico:
      /^(\(absent\)|error( \(event: error\))?|APIConnectionError|"500"|"internal_server_error"|"api_error"|role content error|message_start content_block_start text content_block_delta error|)$/,
    reason:
      "a stream that ends without a finish reason: LiteLLM makes up a normal end; Portico says that the answer may be cut",
  },
  {
    id: "done-is-an-end",
    cases: /^fault-(gpt-4|cmd)-nofinish-stream$/,
    fields: /^(status|stream\.(finish|kinds))$/,
    litellm: /^(500|"stop"|role content finish)$/,
    portico: /^(200|\(absent\)|role content)$/,
    reason:
      "`[DONE]` without a finish reason: the provider says that it is done, so the answer stands, without an invented reason; over Cohere LiteLLM says 500",
  },
];
