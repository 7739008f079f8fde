/** LiteLLM's headers about a key's limits: how much of them is left after this request. */
import { usdNanos } from "../contract/units.ts";
import { decimalFromNanos } from "../pricing/money.ts";
import type { RateRule, RateStanding } from "../policy/rate-limits.ts";
import type { Reservation } from "../policy/reservation.ts";
import type { VirtualKey } from "../policy/virtual-keys.ts";
import type { HeaderList } from "./exchange.ts";

/** @param group  the name that was asked for */
export function limitHeaders(reservation: Reservation, key: VirtualKey | null, group: string): HeaderList {
  if (key === null) return [];
  const headers = [...fixedOf(key), "x-litellm-key-spend", decimal(reservation.keySpend() ?? 0n)];
  for (const standing of reservation.standings()) {
    if (standing.rule.descriptor === "api_key") addOwn(headers, standing);
    else if (standing.rule.descriptor === "model_per_key") addModel(headers, standing, group);
  }
  return headers;
}

const fixed = new WeakMap<VirtualKey, HeaderList>();

/** What a key's every answer says. */
function fixedOf(key: VirtualKey): HeaderList {
  let headers = fixed.get(key);
  if (headers === undefined) {
    headers = [
      ...(key.rpm === null ? [] : limitOf("rpm", "requests", String(key.rpm))),
      ...(key.tpm === null ? [] : limitOf("tpm", "tokens", String(key.tpm))),
      ...(key.budget.max === null ? [] : ["x-litellm-key-max-budget", decimal(key.budget.max)]),
    ];
    fixed.set(key, headers);
  }
  return headers;
}

function limitOf(rate: "rpm" | "tpm", counted: "requests" | "tokens", limit: string): HeaderList {
  return [
    `x-litellm-key-${rate}-limit`,
    limit,
    `x-ratelimit-limit-${counted}`,
    limit,
    `x-ratelimit-api_key-limit-${counted}`,
    limit,
  ];
}

function addOwn(headers: string[], standing: RateStanding): void {
  const { remainingRequests, remainingTokens, resetMs } = standing;
  const resets = `${Math.ceil(resetMs / 1000)}s`;
  if (remainingRequests !== null) {
    const left = String(remainingRequests);
    headers.push("x-ratelimit-remaining-requests", left, "x-ratelimit-api_key-remaining-requests", left);
    headers.push("x-ratelimit-reset-requests", resets);
  }
  if (remainingTokens === null) return;
  const left = String(remainingTokens);
  headers.push("x-ratelimit-remaining-tokens", left, "x-ratelimit-api_key-remaining-tokens", left);
  headers.push("x-ratelimit-reset-tokens", resets);
}

function addModel(headers: string[], standing: RateStanding, group: string): void {
  const { rule, remainingRequests, remainingTokens } = standing;
  const names = modelNames(rule, group);
  if (names === null) return;
  if (remainingRequests !== null) headers.push(names.requests, String(remainingRequests));
  if (remainingTokens !== null) headers.push(names.tokens, String(remainingTokens));
}

interface ModelNames {
  readonly group: string;
  readonly requests: string;
  readonly tokens: string;
}

const isHeaderName = /^[\w.-]+$/;
const lastNames = new WeakMap<RateRule, ModelNames>();

/** @returns null when the group cannot stand in a header's name */
function modelNames(rule: RateRule, group: string): ModelNames | null {
  const known = lastNames.get(rule);
  if (known?.group === group) return known;
  if (!isHeaderName.test(group)) return null;
  const requests = `x-litellm-key-remaining-requests-${group}`;
  const tokens = `x-litellm-key-remaining-tokens-${group}`;
  const names = { group, requests, tokens };
  lastNames.set(rule, names);
  return names;
}

/** As decimalFromNanos, in whole numbers where they are small enough: this runs for every answer. */
function decimal(nanos: bigint): string {
  const small = Number(nanos);
  if (!Number.isSafeInteger(small) || small < 0) return decimalFromNanos(usdNanos(nanos));
  const rest = small % 1e9;
  const whole = String((small - rest) / 1e9);
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(9, "0").replace(/0+$/, "")}`;
}
