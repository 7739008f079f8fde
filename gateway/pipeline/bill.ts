/**
 * From a request and its answer's usage to its bill: what the pipeline knows of a request that prices depend on.
 */
import { isRecord, numberOf, textOf } from "../base/json-shape.ts";
import type { CostBreakdown } from "../contract/cost.ts";
import type { Deployment } from "../contract/deployment.ts";
import type { Operation } from "../contract/operations.ts";
import { extraUsage, type TokenUsage } from "../contract/usage.ts";
import { builtInCost } from "../pricing/cost.ts";
import type { PriceBook } from "../pricing/price-book.ts";

/** A request whose answer may cost something. */
export interface BilledCall {
  readonly operation: Operation;
  readonly deployment: Deployment;
  readonly upstreamModel: string;
  /** The client's body; of a pass-through, which nobody reads, {}. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const withoutCompletion: ReadonlySet<Operation> = new Set<Operation>(["embedding", "moderation", "rerank", "speech"]);
/** @source https://docs.cohere.com/docs/how-does-cohere-pricing-work: one search is a query with up to 100 documents */
const documentsPerSearch = 100;

/** @param startedAt  epoch milliseconds */
export function billOf(call: BilledCall, usage: TokenUsage, startedAt: number, prices: PriceBook): CostBreakdown {
  const { operation, deployment, fields } = call;
  // Providers count tokens for nothing.
  if (deployment.mockResponse !== null || operation === "count_tokens") return builtInCost;
  return prices.bill({
    deployment,
    upstreamModel: call.upstreamModel,
    // Where the provider counted tokens, they are charged; else the image of that size.
    imageForms: isImage(operation) && usage.promptTokens === null ? imageForms(fields) : [],
    usage: { ...requestUnits(call), ...usage, ...imageTokens(operation, usage) },
    hasCompletion: hasCompletion(operation),
    searchContext: searchContext(fields),
    atMs: startedAt,
  });
}

/** Whether an answer of this kind holds tokens that are charged. */
export function hasCompletion(operation: Operation): boolean {
  return !withoutCompletion.has(operation);
}

function isImage(operation: Operation): boolean {
  return operation === "image_generation" || operation === "image_edit";
}

/** What is charged by the piece and stands in the request. */
function requestUnits({ operation, fields }: BilledCall): Partial<TokenUsage> {
  if (operation === "speech") return extraUsage({ characters: Array.from(textOf(fields["input"]) ?? "").length });
  if (isImage(operation)) return { images: Math.max(1, numberOf(Number(fields["n"] ?? 1)) ?? 1) };
  if (operation !== "rerank" || !Array.isArray(fields["documents"])) return {};
  return { searchUnits: Math.max(1, Math.ceil(fields["documents"].length / documentsPerSearch)) };
}

/** What an image model says is an image; some answers only count it. */
function imageTokens(operation: Operation, usage: TokenUsage): Partial<TokenUsage> {
  const isCounted = usage.completionImageTokens !== undefined;
  return isImage(operation) && !isCounted ? extraUsage({ completionImageTokens: usage.completionTokens }) : {};
}

/** `1024x1024` is `1024-x-1024` in the price map, with the quality before it where that has a price. */
function imageForms(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const size = (textOf(fields["size"]) ?? "1024x1024").replace("x", "-x-");
  const quality = textOf(fields["quality"]);
  return quality === null ? [size, `standard/${size}`] : [`${quality}/${size}`, size];
}

function searchContext(fields: Readonly<Record<string, unknown>>): string {
  const options = fields["web_search_options"];
  return (isRecord(options) ? textOf(options["search_context_size"]) : null) ?? "medium";
}
