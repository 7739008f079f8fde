/** LiteLLM's headers about a key's limits: how much of them is left after this request. */
import { usdNanos } from "../contract/units.ts";
import { decimalFromNanos } from "../pricing/money.ts";
import type { RateStanding } from "../policy/rate-limits.ts";
import type { Reservation } from "../policy/reservation.ts";
import type { VirtualKey } from "../policy/virtual-keys.ts";

/** @param group  the name that was asked for, safe for a header's name or "" */
export function limitHeaders(reservation: Reservation, key: VirtualKey | null, group: string): Record<string, string> {
  if (key === null) return {};
  const headers = { ...fixedOf(key) };
  headers["x-litellm-key-spend"] = decimal(reservation.keySpend() ?? 0n);
  for (const standing of reservation.standings()) {
    if (standing.rule.descriptor === "api_key") addOwn(headers, standing);
    else if (standing.rule.descriptor === "model_per_key" && isHeaderName.test(group))
      addModel(headers, standing, group);
  }
  return headers;
}

const isHeaderName = /^[\w.-]+$/;
const fixed = new WeakMap<VirtualKey, Readonly<Record<string, string>>>();

/** What a key's every answer says. */
function fixedOf(key: VirtualKey): Readonly<Record<string, string>> {
  let headers = fixed.get(key);
  if (headers === undefined) {
    headers = {
      ...(key.rpm === null ? {} : { "x-litellm-key-rpm-limit": String(key.rpm) }),
      ...(key.tpm === null ? {} : { "x-litellm-key-tpm-limit": String(key.tpm) }),
      ...(key.budget.max === null ? {} : { "x-litellm-key-max-budget": decimal(key.budget.max) }),
    };
    fixed.set(key, headers);
  }
  return headers;
}

function addOwn(headers: Record<string, string>, standing: RateStanding): void {
  const { rule, remainingRequests, remainingTokens, resetMs } = standing;
  const resets = `${Math.ceil(resetMs / 1000)}s`;
  if (rule.rpm !== null) {
    const [limit, left] = [String(rule.rpm), String(remainingRequests ?? 0)];
    headers["x-ratelimit-limit-requests"] = limit;
    headers["x-ratelimit-remaining-requests"] = left;
    headers["x-ratelimit-api_key-limit-requests"] = limit;
    headers["x-ratelimit-api_key-remaining-requests"] = left;
    headers["x-ratelimit-reset-requests"] = resets;
  }
  if (rule.tpm === null) return;
  const [limit, left] = [String(rule.tpm), String(remainingTokens ?? 0)];
  headers["x-ratelimit-limit-tokens"] = limit;
  headers["x-ratelimit-remaining-tokens"] = left;
  headers["x-ratelimit-api_key-limit-tokens"] = limit;
  headers["x-ratelimit-api_key-remaining-tokens"] = left;
  headers["x-ratelimit-reset-tokens"] = resets;
}

function addModel(
  headers: Record<string, string>,
  { remainingRequests, remainingTokens }: RateStanding,
  group: string,
): void {
  if (remainingRequests !== null) headers[`x-litellm-key-remaining-requests-${group}`] = String(remainingRequests);
  if (remainingTokens !== null) headers[`x-litellm-key-remaining-tokens-${group}`] = String(remainingTokens);
}

/** As decimalFromNanos, in whole numbers where they are small enough: this runs for every answer. */
function decimal(nanos: bigint): string {
  const small = Number(nanos);
  if (!Number.isSafeInteger(small) || small < 0) return decimalFromNanos(usdNanos(nanos));
  const rest = small % 1e9;
  const whole = String((small - rest) / 1e9);
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(9, "0").replace(/0+$/, "")}`;
}
