/**
 * LiteLLM's questions about cost and tokens that need no call: `/spend/calculate`, `/utils/token_counter`,
 * `/utils/supported_openai_params`.
 */
import { isRecord, numberOf, textOf } from "../base/json-shape.ts";
import type { Catalog, Deployment } from "../contract/deployment.ts";
import { GatewayError } from "../contract/errors.ts";
import { unknownUsage, type TokenUsage } from "../contract/usage.ts";
import { dialectFor } from "../dialects/registry.ts";
import { estimateTokens } from "../policy/token-estimate.ts";
import type { PriceBook } from "../pricing/price-book.ts";
import { readUsage } from "../providers/shared/openai-usage.ts";
import { fillWildcards, resolveAlias } from "../routing/resolve-alias.ts";
import { billOf } from "./bill.ts";
import { supportedParams } from "./supported-params.ts";

type Fields = Readonly<Record<string, unknown>>;

interface Asked {
  readonly deployment: Deployment;
  readonly upstreamModel: string;
}

/**
 * What an answer cost (`completion_response`), or what a prompt (`messages`) will cost at least.
 *
 * @param atMs  now, epoch milliseconds
 * @returns `cost` in US dollars, null when a price is not known
 * @throws GatewayError `invalid_request`, `model_not_found`
 */
export function calculateSpend(
  catalog: Catalog,
  body: Fields,
  prices: PriceBook,
  atMs: number,
): { cost: number | null } {
  const answer = isRecord(body["completion_response"]) ? body["completion_response"] : null;
  const { deployment, upstreamModel } = askedModel(catalog, body["model"] ?? answer?.["model"]);
  const usage = answer === null ? promptUsage(body) : readUsage(answer["usage"], answer["service_tier"]);
  if (usage === null) throw lacks("completion_response.usage");
  const call = { operation: "chat", deployment, upstreamModel, fields: body } as const;
  const { usdNanos } = billOf(call, usage, atMs, prices);
  return { cost: usdNanos === null ? null : Number(usdNanos) / 1e9 };
}

/** @throws GatewayError `invalid_request`, `model_not_found` */
export function countTokens(catalog: Catalog, body: Fields): Fields {
  const { upstreamModel } = askedModel(catalog, body["model"]);
  return {
    total_tokens: promptUsage(body).promptTokens,
    request_model: body["model"],
    model_used: upstreamModel,
    tokenizer_type: "estimate",
    original_response: null,
    error: false,
    error_message: null,
    status_code: null,
  };
}

/** @throws GatewayError `invalid_request`, `model_not_found` */
export function paramsOf(catalog: Catalog, model: string | undefined): Fields {
  return { supported_openai_params: supportedParams(askedModel(catalog, model).deployment) };
}

/** An alias, or a model as the file writes it. */
function askedModel(catalog: Catalog, model: unknown): Asked {
  const name = textOf(model);
  if (name === null || name === "") throw lacks("model");
  const match = resolveAlias(catalog, name);
  const deployment = match?.group.deployments[0];
  if (match !== null && deployment !== undefined)
    return { deployment, upstreamModel: fillWildcards(deployment.upstreamModel, match.captures) };
  throw new GatewayError("model_not_found", {
    message: `The model \`${name}\` does not exist or is not accessible`,
    param: "model",
    hint: "Call `/v1/models` to view available models for your key.",
  });
}

function promptUsage(body: Fields): TokenUsage {
  const text = textOf(body["prompt"]);
  const messages = Array.isArray(body["messages"]) ? body["messages"] : null;
  if (messages === null && text === null) throw lacks("messages");
  const fields = { messages: messages ?? [{ role: "user", content: text }], tools: body["tools"] ?? undefined };
  dialectFor("chat").check(fields);
  const promptTokens = estimateTokens(dialectFor("chat").toConversation(fields));
  const completionTokens = numberOf(body["max_tokens"]) ?? 0;
  return { ...unknownUsage, promptTokens, completionTokens, isEstimate: true };
}

function lacks(param: string): GatewayError {
  return new GatewayError("invalid_request", { message: `'${param}' is missing.`, param });
}
