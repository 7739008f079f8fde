/**
 * What the error of a failed response means: the HTTP status it would have had, and its words.
 *
 * @source https://platform.openai.com/docs/api-reference/responses/object (`error.code`), openai/codex
 *   `codex-api/src/sse/responses.rs` (the codes it tells apart)
 */
import { recordOf, textOf } from "../../../base/json-shape.ts";

export interface ResponseFailure {
  readonly status: number;
  readonly text: string;
}

const statuses: Readonly<Record<string, number>> = {
  server_error: 500,
  rate_limit_exceeded: 429,
  insufficient_quota: 429,
  server_is_overloaded: 503,
  slow_down: 503,
  vector_store_timeout: 504,
  context_length_exceeded: 400,
  data_residency_mismatch: 400,
  failed_to_download_image: 400,
};

/** @returns the failure that a stream's event reports, or null when it reports none */
export function failureIn(event: Readonly<Record<string, unknown>>): ResponseFailure | null {
  const { type } = event;
  const isBare = type === undefined && recordOf(event["error"]) !== null;
  if (type !== "error" && type !== "response.failed" && !isBare) return null;
  return responseFailure(recordOf(event["response"])?.["error"] ?? event);
}

/** @param error  the `error` of a response, of an `error` event, or that event itself */
export function responseFailure(error: unknown): ResponseFailure {
  const fields = recordOf(error);
  if (fields === null) return { status: 500, text: textOf(error) ?? "The provider gave no reason." };
  const inner = recordOf(fields["error"]);
  if (inner !== null) return responseFailure(inner);
  const code = fields["code"];
  const name = textOf(code) ?? textOf(fields["type"]) ?? "";
  const message = textOf(fields["message"]) ?? JSON.stringify(fields);
  const text = typeof code === "string" && !message.includes(code) ? `${code}: ${message}` : message;
  return { status: statusIn(fields["status"]) ?? statusIn(code) ?? namedStatus(name), text };
}

function statusIn(value: unknown): number | null {
  const status = Number(value);
  return Number.isInteger(status) && status >= 400 && status <= 599 ? status : null;
}

/** Codes that name an image, a policy or the prompt are about the request; an unknown one is the server's fault. */
function namedStatus(name: string): number {
  if (Object.hasOwn(statuses, name)) return statuses[name] ?? 500;
  return /^(invalid_|image_|empty_image|unsupported_|bio_policy|misalignment_policy)/.test(name) ? 400 : 500;
}
