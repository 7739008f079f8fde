/**
 * The one place that reads a key from a request: six carriers, one credential.
 *
 * Two carriers that disagree are refused, because a check that reads one and a route that reads the other is how
 * restrictions were bypassed elsewhere (CVE-2026-45339).
 */
import { GatewayError } from "../contract/errors.ts";

export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Longer than any key; checked before anything is done with the text. */
const maxKeyLength = 512;
const plainCarriers = ["x-litellm-api-key", "api-key", "x-api-key", "x-goog-api-key", "ocp-apim-subscription-key"];

/**
 * @param customHeader  `general_settings.litellm_key_header_name`: the only carrier when set
 * @returns the key, or null when none was sent
 * @throws GatewayError `malformed_api_key`, `conflicting_api_keys`
 */
export function readCredential(headers: RequestHeaders, customHeader: string | null): string | null {
  const names = customHeader === null ? plainCarriers : [customHeader.toLowerCase()];
  const keys = new Set<string>();
  for (const name of names) {
    const key = withoutBearer(headerText(headers[name]));
    if (key !== "") keys.add(key);
  }
  if (customHeader === null) {
    const key = authorizationKey(headerText(headers["authorization"]));
    if (key !== "") keys.add(key);
  }
  if (keys.size > 1) {
    throw new GatewayError("conflicting_api_keys", {
      message: "Authentication Error, different API keys were sent in different headers.",
      hint: "Send the key once, as `Authorization: Bearer <key>`.",
    });
  }
  const [key] = keys;
  if (key !== undefined && key.length > maxKeyLength) throw malformed();
  return key ?? null;
}

function headerText(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value.join(",") : (value ?? "")).trim();
}

function withoutBearer(text: string): string {
  return text.replace(/^bearer\s+/i, "").trim();
}

/** `Bearer X`, `bearer X` and `Basic X` as LiteLLM reads them; any other form is malformed. */
function authorizationKey(text: string): string {
  if (text === "" || /^(bearer|basic)$/i.test(text)) return "";
  const match = /^(?:bearer|basic)\s+(\S.*)$/i.exec(text);
  if (match?.[1] === undefined) throw malformed();
  return match[1].trim();
}

function malformed(): GatewayError {
  return new GatewayError("malformed_api_key", {
    message: "Authentication Error, Malformed API Key passed in. Ensure Key has `Bearer ` prefix.",
    hint: "Send `Authorization: Bearer <key>`.",
  });
}
