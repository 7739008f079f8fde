/**
 * What a request may use and cost at most, before it is sent: the prompt by its length, the answer by its `max_tokens`,
 * else by what the model can write. Rather too high than too low: what is not used is free again when it ends.
 */
import { numberOf } from "../base/json-shape.ts";
import type { Deployment } from "../contract/deployment.ts";
import { isGeneration } from "../contract/operations.ts";
import { unknownUsage } from "../contract/usage.ts";
import { dialectFor } from "../dialects/registry.ts";
import { estimateTokens } from "../policy/token-estimate.ts";
import type { PriceBook } from "../pricing/price-book.ts";
import { billOf } from "./bill.ts";
import type { Resolved } from "./exchange.ts";

/** No text has more tokens than a third of its bytes by the rule of token-estimate.ts; longer bodies may hold pictures. */
const bytesPerToken = 3;
const countedFromBytes = 32_768;
/** Where neither the request nor the price map says how long an answer may be. */
const defaultAnswerTokens = 4096;
const maxTokenFields = ["max_completion_tokens", "max_tokens", "max_output_tokens", "num_predict"] as const;
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
  const { upstreamModel } = deployment;
  const usage = {
    ...unknownUsage,
    promptTokens: prompt,
    completionTokens: isGeneration(operation) ? answerTokens(deployment, request, prices) : 0,
  };
  const { usdNanos } = billOf({ operation, deployment, upstreamModel, fields }, usage, startedAt, prices);
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
  const entry = prices.entryOf({ deployment, upstreamModel: deployment.upstreamModel })?.entry ?? {};
  const most = numberOf(deployment.modelInfo["max_output_tokens"]) ?? numberOf(entry["max_output_tokens"]);
  return (most ?? defaultAnswerTokens) * copies;
}

function statedAnswerTokens({ fields }: Resolved): number | null {
  for (const name of maxTokenFields) {
    const value = numberOf(fields[name]);
    if (value !== null && value >= 0) return value;
  }
  return null;
}
