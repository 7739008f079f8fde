/** LiteLLM's headers about a key's limits: how much of them is left after this request. */
import { usdNanos } from "../contract/units.ts";
import { decimalFromNanos } from "../pricing/money.ts";
import type { Reservation } from "../policy/reservation.ts";
import type { VirtualKey } from "../policy/virtual-keys.ts";

/** @param group  the name that was asked for, safe for a header's name or "" */
export function limitHeaders(reservation: Reservation, key: VirtualKey | null, group: string): Record<string, string> {
  if (key === null) return {};
  const headers: Record<string, string> = {};
  const set = (name: string, value: number | string | null): void => {
    if (value !== null) headers[name] = String(value);
  };
  set("x-litellm-key-rpm-limit", key.rpm);
  set("x-litellm-key-tpm-limit", key.tpm);
  if (key.budget.max !== null) set("x-litellm-key-max-budget", decimal(key.budget.max));
  set("x-litellm-key-spend", decimal(reservation.keySpend() ?? 0n));
  for (const { rule, remainingRequests, remainingTokens, resetMs } of reservation.standings()) {
    const resets = `${Math.ceil(resetMs / 1000)}s`;
    if (rule.descriptor === "api_key") {
      for (const [kind, limit, left] of [
        ["requests", rule.rpm, remainingRequests],
        ["tokens", rule.tpm, remainingTokens],
      ] as const) {
        set(`x-ratelimit-limit-${kind}`, limit);
        set(`x-ratelimit-remaining-${kind}`, left);
        set(`x-ratelimit-api_key-limit-${kind}`, limit);
        set(`x-ratelimit-api_key-remaining-${kind}`, left);
        if (limit !== null) set(`x-ratelimit-reset-${kind}`, resets);
      }
    } else if (rule.descriptor === "model_per_key" && /^[\w.-]+$/.test(group)) {
      set(`x-litellm-key-remaining-requests-${group}`, remainingRequests);
      set(`x-litellm-key-remaining-tokens-${group}`, remainingTokens);
    }
  }
  return headers;
}

/** As decimalFromNanos, in whole numbers where they are small enough: this runs for every answer. */
function decimal(nanos: bigint): string {
  const small = Number(nanos);
  if (!Number.isSafeInteger(small) || small < 0) return decimalFromNanos(usdNanos(nanos));
  const rest = small % 1e9;
  const whole = String((small - rest) / 1e9);
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(9, "0").replace(/0+$/, "")}`;
}
