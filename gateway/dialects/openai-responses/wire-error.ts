/**
 * Errors as Responses clients read them: OpenAI's envelope before an answer began, `response.failed` and `error` events
 * inside one.
 *
 * The SDKs throw on an `error` event and take its `error` object; Codex ignores that event and decides by the code in
 * `response.failed` whether to try again.
 * @source openai-node 7.55.0 `core/streaming`, openai/codex `codex-api/src/sse/responses.rs`
 */
import { errorBody, type ErrorCode, type GatewayError } from "../../contract/errors.ts";

const codes: Partial<Record<ErrorCode, string>> = {
  upstream_context_window: "context_length_exceeded",
  upstream_rate_limit: "rate_limit_exceeded",
  upstream_payment: "insufficient_quota",
  upstream_content_policy: "invalid_prompt",
  upstream_bad_request: "invalid_prompt",
  upstream_unprocessable: "invalid_prompt",
};

/** @returns the `error` of a failed response, as JSON text */
export function failedError(error: GatewayError): string {
  return JSON.stringify({ code: codes[error.code] ?? "server_error", message: error.message });
}

/** @returns a whole `error` event; its fields stand at the top, as documented, and in `error`, as OpenAI sends them */
export function errorEventText(error: GatewayError, sequenceNumber: number): string {
  const { error: envelope } = errorBody(error);
  const { code, message, param } = envelope;
  const event = { type: "error", code, message, param, error: envelope, sequence_number: sequenceNumber };
  return `event: error\ndata: ${JSON.stringify(event)}\n\n`;
}

/** The tap does not know how far the provider had counted; the highest 32-bit number keeps the order rising. */
const lastNumber = 2_147_483_647;

/** @returns the events that end a stream relayed untouched: the SDKs stop at the first, Codex reads the second */
export function brokenRelayEvents(error: GatewayError): string {
  const failed =
    `event: response.failed\ndata: {"type":"response.failed","response":{"object":"response","status":"failed",` +
    `"error":${failedError(error)},"output":[]},"sequence_number":${lastNumber}}\n\n`;
  return errorEventText(error, lastNumber - 1) + failed;
}
