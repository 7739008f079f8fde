/**
 * Errors as Anthropic's SDKs read them; our stable code and hint stand beside the message, where extra keys are safe.
 *
 * @source https://docs.claude.com/en/api/errors
 */
import type { GatewayError } from "../../contract/errors.ts";

const types: ReadonlyMap<number, string> = new Map([
  [401, "authentication_error"],
  [402, "billing_error"],
  [403, "permission_error"],
  [404, "not_found_error"],
  [408, "timeout_error"],
  [413, "request_too_large"],
  [429, "rate_limit_error"],
  [503, "overloaded_error"],
  [504, "timeout_error"],
  [529, "overloaded_error"],
]);

/** @param requestId  null where the reply's headers alone carry it */
export function errorBody(error: GatewayError, requestId: string | null): string {
  return JSON.stringify({
    type: "error",
    error: {
      type: types.get(error.status) ?? (error.status < 500 ? "invalid_request_error" : "api_error"),
      message: error.message,
      portico_code: error.code,
      ...(error.param === null ? {} : { param: error.param }),
      ...(error.hint === null ? {} : { hint: error.hint }),
    },
    request_id: requestId,
  });
}

export function errorEvent(error: GatewayError, requestId: string | null): string {
  return `event: error\ndata: ${errorBody(error, requestId)}\n\n`;
}
