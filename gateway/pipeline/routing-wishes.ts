/**
 * What a request says about its own route: retries, fallbacks (by alias only), tags, region.
 *
 * A fallback that names anything but an alias could send a provider's key elsewhere (CVE-2024-6587), so it is refused.
 */
import { GatewayError } from "../contract/errors.ts";
import type { FallbackMap } from "../contract/routing-settings.ts";
import type { RequestFallbacks } from "../routing/fallbacks.ts";
import type { HeaderValues } from "../providers/provider.ts";
import { tagsOf } from "./request-tags.ts";

export interface RoutingWishes {
  /** Header, then body; null = the file decides. */
  readonly numRetries: number | null;
  readonly fallbacks: RequestFallbacks;
  readonly tags: readonly string[];
  readonly region: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** More than this is no list of alternatives. */
const maxListed = 50;

/**
 * @param ofKey  the tags that the key gives every request
 * @throws GatewayError `invalid_request`, `field_not_allowed`
 */
export function routingWishes(headers: HeaderValues, fields: Fields, ofKey: readonly string[]): RoutingWishes {
  const list = fields["fallbacks"];
  const isMapped = Array.isArray(list) && list.length > 0 && list.every(isGroupMap);
  return {
    numRetries: countOf(headers["x-litellm-num-retries"]) ?? countOf(fields["num_retries"]),
    fallbacks: {
      isDisabled: fields["disable_fallbacks"] === true,
      list: isMapped ? null : aliasList(list),
      fallbacks: isMapped ? mapIn("fallbacks", list) : null,
      contextWindow: mapIn("context_window_fallbacks", fields["context_window_fallbacks"]),
      contentPolicy: mapIn("content_policy_fallbacks", fields["content_policy_fallbacks"]),
    },
    tags: tagsOf(headers, fields, ofKey),
    region: typeof fields["allowed_model_region"] === "string" ? fields["allowed_model_region"] : null,
  };
}

function countOf(value: unknown): number | null {
  const count = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof count === "number" && Number.isInteger(count) && count >= 0 ? count : null;
}

/** Names, or LiteLLM's `{model: name}`. */
function aliasList(value: unknown): readonly string[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value) || value.length > maxListed) throw notAList("fallbacks");
  return (value as unknown[]).map(aliasIn);
}

function aliasIn(item: unknown): string {
  if (typeof item === "string") return item;
  if (isObject(item) && typeof item["model"] === "string" && Object.keys(item).every((key) => key === "model"))
    return item["model"];
  throw new GatewayError("field_not_allowed", {
    message: "'fallbacks' of a request may hold names of aliases only.",
    param: "fallbacks",
    hint: 'Send {"fallbacks": ["another-alias"]}; anything else about a fallback is written in config.yaml.',
  });
}

/** `[{group: [alias, ...]}]` as in the file. */
function mapIn(field: string, value: unknown): FallbackMap | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value) || value.length > maxListed || !value.every(isGroupMap)) throw notAList(field);
  const map = new Map<string, readonly string[]>();
  for (const item of value) {
    for (const [group, targets] of Object.entries(item)) if (!map.has(group)) map.set(group, targets);
  }
  return map;
}

function isGroupMap(value: unknown): value is Record<string, string[]> {
  if (!isObject(value) || typeof value["model"] === "string") return false;
  return Object.values(value).every(
    (targets) => Array.isArray(targets) && targets.every((target) => typeof target === "string"),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function notAList(field: string): GatewayError {
  return new GatewayError("invalid_request", {
    message: `'${field}' must be a list of aliases, or of {group: [aliases]}; at most ${maxListed}.`,
    param: field,
  });
}
