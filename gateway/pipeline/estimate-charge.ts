/**
 * What a request may use and cost at most, before it is sent: the prompt by its length, the answer by its `max_tokens`,
 * else by what the model can write. Rather too high than too low: what is not used is free again when it ends.
 */
import { numberOf } from "../base/json-shape.ts";
import type { Deployment } from "../contract/deployment.ts";
import { isGeneration, type Operation } from "../contract/operations.ts";
import { unknownUsage } from "../contract/usage.ts";
import { dialectFor } from "../dialects/registry.ts";
import { estimateTokens } from "../policy/token-estimate.ts";
import type { PriceBook } from "../pricing/price-book.ts";
import { billOf, type BilledCall } from "./bill.ts";
import type { Resolved } from "./exchange.ts";

/** No text has more tokens than a third of its bytes by the rule of token-estimate.ts; longer bodies may hold pictures. */
const bytesPerToken = 3;
const countedFromBytes = 32_768;
/** Where neither the request nor the price map says how long an answer may be. */
const defaultAnswerTokens = 4096;
const maxTokenFields = ["max_completion_tokens", "max_tokens", "max_output_tokens", "num_predict"] as const;
/** Below every threshold from which a token costs more. */
const plainTokens = 100_000;
/** Of a large group the first ones stand for all. */
const pricedDeployments = 4;

/** Prompt and answer, for a limit of tokens per minute. */
export function estimateRequestTokens(request: Resolved): number {
  return promptTokens(request) + (statedAnswerTokens(request) ?? 0);
}

/** @returns USD nanos of the dearest deployment; null when no price is known */
export function estimateCharge(request: Resolved, startedAt: number, prices: PriceBook): bigint | null {
  const prompt = promptTokens(request);
  let dearest: bigint | null = null;
  for (const deployment of request.group.deployments.slice(0, pricedDeployments)) {
    const nanos = chargeAt(deployment, request, prompt, startedAt, prices);
    if (nanos !== null && (dearest === null || nanos > dearest)) dearest = nanos;
  }
  return dearest;
}

function chargeAt(
  deployment: Deployment,
  request: Resolved,
  prompt: number,
  startedAt: number,
  prices: PriceBook,
): bigint | null {
  const { operation, fields } = request;
  if (!isGeneration(operation)) return billed({ operation, deployment, fields }, prompt, 0, startedAt, prices);
  const answer = answerTokens(deployment, request, prices);
  if (prompt + answer > plainTokens)
    return billed({ operation, deployment, fields }, prompt, answer, startedAt, prices);
  const { perMillion, fixed } = ratesOf(deployment, operation, startedAt, prices);
  if (perMillion === null || fixed === null) return null;
  return fixed + 1n + (perMillion.prompt * BigInt(prompt) + perMillion.answer * BigInt(answer)) / 1_000_000n;
}

interface Rates {
  readonly hour: number;
  readonly operation: Operation;
  readonly fixed: bigint | null;
  /** USD nanos of a million tokens of each; null = not known. */
  readonly perMillion: { readonly prompt: bigint; readonly answer: bigint } | null;
}

const rates = new WeakMap<Deployment, Rates>();

/** A plain request's price is a straight line, so it is asked for once an hour (some prices have hours of their own). */
function ratesOf(deployment: Deployment, operation: Operation, startedAt: number, prices: PriceBook): Rates {
  const hour = Math.floor(startedAt / 3_600_000);
  const kept = rates.get(deployment);
  if (kept?.hour === hour && kept.operation === operation) return kept;
  const call = { operation, deployment, fields: {} };
  const fixed = billed(call, 0, 0, startedAt, prices);
  const prompt = billed(call, plainTokens, 0, startedAt, prices);
  const answer = billed(call, 0, plainTokens, startedAt, prices);
  const scale = 1_000_000n / BigInt(plainTokens);
  const perMillion =
    fixed === null || prompt === null || answer === null
      ? null
      : { prompt: (prompt - fixed) * scale, answer: (answer - fixed) * scale };
  const made = { hour, operation, fixed, perMillion };
  rates.set(deployment, made);
  return made;
}

function billed(
  call: Pick<BilledCall, "operation" | "deployment" | "fields">,
  promptTokens: number,
  completionTokens: number,
  startedAt: number,
  prices: PriceBook,
): bigint | null {
  const usage = { ...unknownUsage, promptTokens, completionTokens };
  const { usdNanos } = billOf({ ...call, upstreamModel: call.deployment.upstreamModel }, usage, startedAt, prices);
  return usdNanos === null ? null : BigInt(usdNanos);
}

function promptTokens({ body, operation, fields }: Resolved): number {
  if (body.length < countedFromBytes || !isGeneration(operation)) return Math.ceil(body.length / bytesPerToken);
  try {
    return estimateTokens(dialectFor(operation).toConversation(fields));
  } catch {
    return Math.ceil(body.length / bytesPerToken); // nobody has to understand it
  }
}

function answerTokens(deployment: Deployment, request: Resolved, prices: PriceBook): number {
  const copies = Math.max(1, numberOf(request.fields["n"]) ?? 1);
  const stated = statedAnswerTokens(request) ?? numberOf(deployment.defaultParams["max_tokens"]);
  if (stated !== null) return stated * copies;
  return longestAnswer(deployment, prices) * copies;
}

const longest = new WeakMap<Deployment, number>();

function longestAnswer(deployment: Deployment, prices: PriceBook): number {
  let most = longest.get(deployment);
  if (most === undefined) {
    const entry = prices.entryOf({ deployment, upstreamModel: deployment.upstreamModel })?.entry ?? {};
    most =
      numberOf(deployment.modelInfo["max_output_tokens"]) ??
      numberOf(entry["max_output_tokens"]) ??
      defaultAnswerTokens;
    longest.set(deployment, most);
  }
  return most;
}

function statedAnswerTokens({ fields }: Resolved): number | null {
  for (const name of maxTokenFields) {
    const value = numberOf(fields[name]);
    if (value !== null && value >= 0) return value;
  }
  return null;
}
