/**
 * Which groups are asked after one has failed: the request's own list, the ones for this kind of failure, the group's,
 * then the defaults.
 *
 * Once context window or content policy fallbacks are configured at all, only they answer such a failure, as in LiteLLM.
 */
import type { GatewayError } from "../contract/errors.ts";
import type { FallbackKind } from "../contract/route-decision.ts";
import type { FallbackMap, RoutingSettings } from "../contract/routing-settings.ts";

/** What the request itself says; null = it says nothing. */
export interface RequestFallbacks {
  readonly isDisabled: boolean;
  /** For any failure of any group. */
  readonly list: readonly string[] | null;
  readonly fallbacks: FallbackMap | null;
  readonly contextWindow: FallbackMap | null;
  readonly contentPolicy: FallbackMap | null;
}

/** Every group that a request names as its fallback, for whatever failure. */
export function namedFallbacks(request: RequestFallbacks): readonly string[] {
  const maps = [request.fallbacks, request.contextWindow, request.contentPolicy];
  return [...(request.list ?? []), ...maps.flatMap((map) => [...(map?.values() ?? [])].flat())];
}

export interface FallbackChoice {
  readonly kind: FallbackKind;
  /** Made for exactly this kind of failure. */
  readonly isOwn: boolean;
  readonly groups: readonly string[];
}

/** @param names  the group's name as asked for, then its alias in the file */
export function fallbacksFor(
  failure: GatewayError,
  names: readonly string[],
  settings: RoutingSettings,
  request: RequestFallbacks,
): FallbackChoice {
  if (request.isDisabled || failure.code === "client_disconnected")
    return { kind: "fallbacks", isOwn: false, groups: [] };
  const own = ownFallbacks(failure, names, settings, request);
  if (own !== null) return own;
  if (request.list !== null) return { kind: "request", isOwn: false, groups: request.list };
  if (request.fallbacks !== null) return { kind: "request", isOwn: false, groups: lookUp(request.fallbacks, names) };
  return { kind: "fallbacks", isOwn: false, groups: lookUp(settings.fallbacks, names) };
}

function ownFallbacks(
  { code }: GatewayError,
  names: readonly string[],
  settings: RoutingSettings,
  request: RequestFallbacks,
): FallbackChoice | null {
  if (code !== "upstream_context_window" && code !== "upstream_content_policy") return null;
  const isWindow = code === "upstream_context_window";
  const kind = isWindow ? "context_window_fallbacks" : "content_policy_fallbacks";
  const map = isWindow
    ? (request.contextWindow ?? settings.contextWindowFallbacks)
    : (request.contentPolicy ?? settings.contentPolicyFallbacks);
  return map === null ? null : { kind, isOwn: true, groups: lookUp(map, names) };
}

/** The name itself, the name without its provider's prefix, then the defaults. */
function lookUp(map: FallbackMap, names: readonly string[]): readonly string[] {
  if (map.size === 0) return [];
  for (const name of names) {
    const found = map.get(name) ?? map.get(name.slice(name.indexOf("/") + 1));
    if (found !== undefined) return found;
  }
  return map.get("*") ?? [];
}
