/**
 * The table of everything that can go wrong on the wire, and the error that carries a row of it.
 *
 * `code` in OpenAI's envelope is the HTTP status as a string, because LiteLLM's clients compare it so;
 * our own stable code stands beside it as `portico_code`. docs/errors.md lists the same codes (tested both ways).
 */
export interface ErrorRow {
  /** HTTP status when nothing was sent to the client yet. */
  readonly status: number;
  /** `error.type` on the wire, LiteLLM's word where it has one. */
  readonly type: string;
  /** True when the same request may succeed later or on another deployment. */
  readonly retryable: boolean;
}

const row = (status: number, type: string, retryable = false): ErrorRow => ({ status, type, retryable });

export const errorTable = {
  // the door
  host_not_allowed: row(403, "permission_error"),
  origin_not_allowed: row(403, "permission_error"),
  bad_request_target: row(400, "invalid_request_error"),
  unsupported_media_type: row(415, "invalid_request_error"),
  unsupported_encoding: row(415, "invalid_request_error"),
  request_too_large: row(413, "invalid_request_error"),
  address_not_allowed: row(403, "permission_error"),
  client_certificate_refused: row(403, "permission_error"),
  client_certificate_key_mismatch: row(403, "permission_error"),
  malformed_http: row(400, "invalid_request_error"),
  route_not_found: row(404, "invalid_request_error"),
  method_not_allowed: row(405, "invalid_request_error"),
  // who
  no_api_key: row(401, "auth_error"),
  malformed_api_key: row(401, "auth_error"),
  invalid_api_key: row(401, "auth_error"),
  conflicting_api_keys: row(400, "auth_error"),
  too_many_failed_logins: row(429, "auth_error", true),
  panel_session_required: row(401, "auth_error"),
  key_blocked: row(401, "auth_error"),
  expired_key: row(400, "expired_key"),
  admin_only: row(401, "auth_error"),
  key_route_not_allowed: row(403, "auth_error"),
  key_model_access_denied: row(401, "key_model_access_denied"),
  key_not_found: row(404, "invalid_request_error"),
  duplicate_key: row(400, "bad_request_error"),
  // how much
  budget_exceeded: row(400, "budget_exceeded"),
  budget_reserved: row(429, "throttling_error", true),
  rate_limit_exceeded: row(429, "throttling_error", true),
  address_limit_exceeded: row(429, "throttling_error", true),
  ledger_unavailable: row(503, "internal_server_error", true),
  // what was asked
  invalid_json: row(400, "invalid_request_error"),
  invalid_request: row(400, "invalid_request_error"),
  field_not_allowed: row(400, "invalid_request_error"),
  unsupported_params: row(400, "invalid_request_error"),
  unsupported_operation: row(400, "invalid_request_error"),
  not_implemented: row(501, "invalid_request_error"),
  unknown_model: row(400, "invalid_request_error"),
  model_not_found: row(404, "invalid_request_error"),
  // changes of the config's text
  config_edit_refused: row(422, "invalid_request_error"),
  config_mask_unknown: row(422, "invalid_request_error"),
  config_not_writable: row(403, "permission_error"),
  // routing
  no_healthy_deployment: row(429, "throttling_error", true),
  tags_not_allowed: row(401, "auth_error"),
  // the provider
  upstream_bad_request: row(400, "invalid_request_error"),
  upstream_context_window: row(400, "invalid_request_error"),
  upstream_content_policy: row(400, "invalid_request_error"),
  upstream_auth: row(401, "authentication_error"),
  upstream_payment: row(402, "invalid_request_error"),
  upstream_permission: row(403, "permission_error"),
  upstream_not_found: row(404, "invalid_request_error"),
  upstream_unprocessable: row(422, "invalid_request_error"),
  upstream_rate_limit: row(429, "throttling_error", true),
  upstream_error: row(500, "internal_server_error", true),
  upstream_unavailable: row(503, "internal_server_error", true),
  upstream_connection_error: row(500, "internal_server_error", true),
  upstream_disconnected: row(500, "internal_server_error", true),
  upstream_timeout: row(408, "timeout_error", true),
  upstream_invalid_response: row(502, "internal_server_error", true),
  response_too_large: row(502, "internal_server_error"),
  dns_error: row(500, "internal_server_error", true),
  tls_error: row(502, "internal_server_error"),
  redirect_refused: row(502, "internal_server_error"),
  // ourselves
  client_disconnected: row(499, "client_error"),
  shutting_down: row(503, "internal_server_error", true),
  internal_error: row(500, "internal_server_error"),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

export interface GatewayErrorInit {
  /** What happened, in the user's words. Never holds a secret. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Overrides the table's status (an upstream's own status passes through). */
  readonly status?: number;
  /** Overrides the table's type. */
  readonly type?: string;
  /** Name of the offending field, OpenAI's `param`. */
  readonly param?: string;
  /** Milliseconds after which a retry makes sense; becomes `retry-after`. */
  readonly retryAfterMs?: number;
  /** Further headers of the answer, lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Any failure a client may see. Everything else that is thrown is a bug and answers `internal_error`. */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly type: string;
  readonly param: string | null;
  readonly hint: string | null;
  readonly retryAfterMs: number | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, init: GatewayErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = "GatewayError";
    this.code = code;
    this.status = init.status ?? errorTable[code].status;
    this.type = init.type ?? errorTable[code].type;
    this.param = init.param ?? null;
    this.hint = init.hint ?? null;
    this.retryAfterMs = init.retryAfterMs ?? null;
    this.headers = init.headers ?? {};
  }

  get retryable(): boolean {
    return errorTable[this.code].retryable;
  }
}

/** OpenAI's envelope with our two extra fields; extra keys are safe for every SDK. */
export interface ErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string;
    readonly portico_code: ErrorCode;
    readonly hint?: string;
  };
}

/** @returns the JSON body clients receive for an error. */
export function errorBody(error: GatewayError): ErrorBody {
  return {
    error: {
      message: error.message,
      type: error.type,
      param: error.param,
      code: String(error.status),
      portico_code: error.code,
      ...(error.hint === null ? {} : { hint: error.hint }),
    },
  };
}
