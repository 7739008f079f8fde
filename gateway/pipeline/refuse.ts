/**
 * Ends a request that failed before its first byte: the error on the wire, the record closed, the bug reported.
 */
import { GatewayError } from "../contract/errors.ts";
import { errorText } from "./error-text.ts";
import type { Authenticated } from "./exchange.ts";
import type { OutcomeState, RequestRecord } from "./record.ts";
import { callIdOf, headerSafe, routeHeaders } from "./reply-headers.ts";

export interface RefuseParts {
  /** Told of everything that is a bug of ours, never of a client's or a provider's failure. */
  readonly reportBug: (failure: unknown, requestId: string) => void;
}

export function refuse(call: Authenticated, failure: unknown, record: RequestRecord, parts: RefuseParts): void {
  const error = asGatewayError(failure, record.id, parts);
  const { reply } = call;
  record.beginIfNeeded();
  if (!reply.isClosed && !reply.hasStarted) answer(call, error, record);
  else if (!reply.isClosed) reply.destroy();
  record.close(
    stateOf(error, record),
    reply.isClosed && error.code === "client_disconnected" ? null : error.status,
    error,
  );
}

function asGatewayError(failure: unknown, requestId: string, parts: RefuseParts): GatewayError {
  if (failure instanceof GatewayError) return failure;
  parts.reportBug(failure, requestId);
  return new GatewayError("internal_error", {
    message: "Internal server error",
    hint: "This is a bug of the gateway; its log has the details under this request's id.",
    cause: failure,
  });
}

function answer({ reply, operation, headers }: Authenticated, error: GatewayError, record: RequestRecord): void {
  const body = Buffer.from(errorText(operation, error, record.id));
  record.relayed(body);
  reply.start(error.status, {
    "content-type": "application/json",
    "content-length": String(body.length),
    "x-request-id": record.id,
    "x-litellm-call-id": callIdOf(headers, record.id),
    ...error.headers,
    ...routeHeaders(record.route),
    ...(record.deploymentId === null ? {} : { "x-litellm-model-id": headerSafe(record.deploymentId) }),
    ...(error.retryAfterMs === null ? {} : { "retry-after": String(Math.ceil(error.retryAfterMs / 1000)) }),
  });
  reply.end(body);
}

function stateOf(error: GatewayError, record: RequestRecord): OutcomeState {
  if (error.code === "client_disconnected") return "client_abort";
  return record.attemptCount === 0 ? "rejected" : "upstream_error";
}
