/**
 * Turns a provider's failure into what a client reads: LiteLLM's prefix, which clients search, then the provider's own
 * words without any secret.
 */
import { GatewayError } from "../contract/errors.ts";
import type { ClassifiedError } from "../providers/provider.ts";

export interface FailureNames {
  /** `Openrouter` gives `OpenrouterException`. */
  readonly providerLabel: string;
  readonly alias: string;
  readonly redact: (text: string) => string;
}

export function toGatewayError(error: ClassifiedError, names: FailureNames, cause?: unknown): GatewayError {
  const words = names.redact(error.text);
  return new GatewayError(error.code, {
    message: `litellm.${error.className}: ${names.providerLabel}Exception - ${words}`,
    status: error.status,
    hint: hintFor(error, names),
    ...(error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(cause === undefined ? {} : { cause }),
  });
}

function hintFor(error: ClassifiedError, names: FailureNames): string {
  switch (error.code) {
    case "upstream_auth":
      return `The provider refused the key of alias "${names.alias}". Check its api_key and the variable it names.`;
    case "upstream_connection_error":
    case "dns_error":
      return `Nothing answers at the api_base of alias "${names.alias}". Is the server running, and the address right?`;
    case "tls_error":
      return "The provider's certificate could not be trusted. Check the address, the clock and any proxy in between.";
    case "upstream_rate_limit":
      return "The provider limits this key. Wait, or add a second deployment to the alias.";
    case "upstream_timeout":
      return "Raise `timeout` (or `stream_timeout`) of the alias, or ask for less.";
    case "upstream_context_window":
      return "Shorten the messages, or use an alias with a larger context window.";
    default:
      return `The failure came from the provider behind alias "${names.alias}"; the request log shows its attempts.`;
  }
}
