/**
 * Every error that leaves through the web framework, in the route's dialect (OpenAI's envelope elsewhere): ours as they are, the framework's translated,
 * a bug as a plain 500 without its details.
 */
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { errorBody, GatewayError } from "../contract/errors.ts";
import { errorText } from "../pipeline/error-text.ts";

export type BugReporter = (failure: unknown, path: string) => void;

export function sendError(
  failure: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  reportBug: BugReporter,
): void {
  const error = toGatewayError(failure, request, reportBug);
  if (error.retryAfterMs !== null) reply.header("retry-after", String(Math.ceil(error.retryAfterMs / 1000)));
  reply.headers(error.headers);
  // LiteLLM's own handlers answer some of these as {"detail": ...}; both readers find their word.
  const detail = error.code === "model_not_found" ? { detail: error.message } : {};
  const { operation } = request.routeOptions.config;
  const text =
    operation === undefined ? JSON.stringify({ ...errorBody(error), ...detail }) : errorText(operation, error, null);
  void reply.code(error.status).type("application/json").send(text);
}

function toGatewayError(failure: unknown, request: FastifyRequest, reportBug: BugReporter): GatewayError {
  if (failure instanceof GatewayError) return failure;
  const code = isFrameworkError(failure) ? failure.code : "";
  switch (code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return new GatewayError("request_too_large", {
        message: "Request size is too large.",
        hint: "Raise `general_settings.max_request_size_mb`, or send less.",
      });
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return new GatewayError("unsupported_media_type", {
        message: `The content type ${JSON.stringify(request.headers["content-type"] ?? "none")} is not accepted.`,
        hint: "Send `Content-Type: application/json`.",
      });
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return new GatewayError("malformed_http", { message: "The body is not as long as its Content-Length says." });
    default:
      break;
  }
  if (isFrameworkError(failure) && typeof failure.statusCode === "number" && failure.statusCode < 500) {
    return new GatewayError("invalid_request", { message: failure.message, status: failure.statusCode });
  }
  reportBug(failure, request.url.split("?", 1)[0] ?? "");
  return new GatewayError("internal_error", {
    message: "Internal server error",
    hint: "The gateway's log has the details.",
  });
}

function isFrameworkError(failure: unknown): failure is FastifyError {
  return failure instanceof Error && "code" in failure && typeof failure.code === "string";
}
