/** What can go wrong between us and a provider before it said anything useful, in our own codes. */
import type { ErrorCode } from "../contract/errors.ts";

export interface UpstreamFailure {
  readonly code: Extract<
    ErrorCode,
    | "upstream_connection_error"
    | "upstream_disconnected"
    | "upstream_timeout"
    | "upstream_invalid_response"
    | "dns_error"
    | "tls_error"
  >;
  /** For people; holds host names at most, never a key. */
  readonly message: string;
  readonly cause: unknown;
}

const dnsCodes = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "ENODATA", "ESERVFAIL"]);
const connectCodes = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "EACCES", "EPERM"]);
const invalidCodes = new Set([
  "UND_ERR_HEADERS_OVERFLOW",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
  "UND_ERR_RES_EXCEEDED_MAX_SIZE",
]);

/** @param error  what undici or the socket raised */
export function toUpstreamFailure(error: unknown): UpstreamFailure {
  const code = errorCodeOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return { code: "upstream_timeout", message: `Connect timeout: ${detail}`, cause: error };
  }
  if (dnsCodes.has(code))
    return { code: "dns_error", message: `The host name does not resolve: ${detail}`, cause: error };
  if (isTlsCode(code)) return { code: "tls_error", message: `TLS failed (${code}): ${detail}`, cause: error };
  if (connectCodes.has(code)) {
    return { code: "upstream_connection_error", message: `Connection error: ${detail || code}`, cause: error };
  }
  if (invalidCodes.has(code) || code.startsWith("HPE_") || isParserError(error)) {
    return { code: "upstream_invalid_response", message: `Not a valid HTTP answer (${code}): ${detail}`, cause: error };
  }
  return { code: "upstream_disconnected", message: `Connection error: ${detail || code}`, cause: error };
}

/** undici leaves the code out when the parser knows no name for the fault. */
function isParserError(error: unknown): boolean {
  return error instanceof Error && error.name === "HTTPParserError";
}

function isTlsCode(code: string): boolean {
  return /^(CERT_|ERR_TLS|ERR_SSL|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/.test(code);
}

/** Node wraps the attempts at several addresses in an AggregateError whose own code may be missing. */
function errorCodeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return errorCodeOf(error.errors[0]);
  if (error instanceof Error && error.cause !== undefined) return errorCodeOf(error.cause);
  return "";
}
