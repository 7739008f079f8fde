/**
 * What of a request is charged and by which price: tokens where the model is priced by tokens, else characters, seconds,
 * images or searches; besides, what is charged by the request and by the web search.
 *
 * A price or a count that is not known is named as missing; nothing is taken as free because it is unknown.
 */
import type { CostUnit } from "../contract/cost.ts";
import type { TokenUsage } from "../contract/usage.ts";
import type { Price, PriceSheet, PriceTerms } from "./price-sheet.ts";
import { completionParts, promptParts, type TokenPart } from "./token-parts.ts";

export interface Charge {
  readonly unit: CostUnit;
  readonly quantity: number;
  readonly price: Price;
}

export interface Charges {
  readonly charges: readonly Charge[];
  /** LiteLLM's names of prices, ours of counts. */
  readonly missing: readonly string[];
}

export interface ChargeInput {
  readonly usage: TokenUsage;
  readonly sheet: PriceSheet;
  readonly terms: PriceTerms;
  /** False for operations whose answer holds no tokens (embedding, rerank, moderation). */
  readonly hasCompletion: boolean;
  /** `low`, `medium` or `high`, as the client asked. */
  readonly searchContext: string;
}

const input = "input_cost_per_token";
const output = "output_cost_per_token";
const cacheWrite = "cache_creation_input_token_cost";

/** Best first. Tokens without a price of their own cost what any token of their side costs. */
const priceKeys: Readonly<Partial<Record<CostUnit, readonly string[]>>> = {
  input: [input],
  cache_read: ["cache_read_input_token_cost", "input_cost_per_token_cache_hit", input],
  cache_write: [cacheWrite, input],
  cache_write_1h: [`${cacheWrite}_above_1hr`, cacheWrite, input],
  audio_input: ["input_cost_per_audio_token", input],
  image_input: ["input_cost_per_image_token", input],
  output: [output],
  reasoning: ["output_cost_per_reasoning_token", output],
  audio_output: ["output_cost_per_audio_token", output],
  image_output: ["output_cost_per_image_token", output],
};

export function chargesOf(facts: ChargeInput): Charges {
  const list = new ChargeList(facts);
  const byPiece = pieces(facts);
  if (isPricedByTokens(facts, byPiece)) list.addTokens();
  else if (byPiece !== null) list.add(byPiece.unit, byPiece.quantity, byPiece.price);
  else list.missing.push(...unpriced(facts));
  list.addExtras();
  return list;
}

class ChargeList implements Charges {
  readonly charges: Charge[] = [];
  readonly missing: string[] = [];
  readonly #facts: ChargeInput;

  constructor(facts: ChargeInput) {
    this.#facts = facts;
  }

  add(unit: CostUnit, quantity: number, price: Price): void {
    this.charges.push({ unit, quantity, price });
  }

  addTokens(): void {
    const { usage, hasCompletion } = this.#facts;
    const prompt = usage.promptTokens;
    if (prompt === null) this.#missCount("prompt_tokens", [input]);
    else this.#addParts(promptParts(usage, prompt), "cached_tokens");
    const completion = usage.completionTokens;
    if (completion !== null) this.#addParts(completionParts(usage, completion), "completion_tokens");
    else if (hasCompletion) this.#missCount("completion_tokens", [output]);
  }

  /** Charged on top of anything else. */
  addExtras(): void {
    const { usage, sheet, terms, searchContext } = this.#facts;
    const perRequest = sheet.find(["input_cost_per_request"], terms);
    if (perRequest !== null) this.add("request", 1, perRequest);
    const searches = usage.webSearches ?? 0;
    if (searches === 0) return;
    const price = sheet.webSearch(searchContext);
    if (price === null) this.missing.push("search_context_cost_per_query");
    else this.add("web_search", searches, price);
  }

  #addParts(parts: readonly TokenPart[] | null, contradicting: string): void {
    if (parts === null) this.missing.push(contradicting);
    for (const { unit, quantity } of parts ?? []) {
      const keys = priceKeys[unit] ?? [];
      const price = this.#facts.sheet.find(keys, this.#facts.terms);
      // An hour in the cache costs more than five minutes: the price of these says nothing of those.
      const isOther =
        unit === "cache_write_1h" && price?.key.startsWith(cacheWrite) && !price.key.includes("_above_1hr");
      if (price === null || isOther === true) this.missing.push(keys[0] ?? unit);
      else this.add(unit, quantity, price);
    }
  }

  /** A count that is not known costs nothing only where its price is nothing. */
  #missCount(name: string, keys: readonly string[]): void {
    const price = this.#facts.sheet.find(keys, this.#facts.terms);
    if (price === null || price.exact > 0n) this.missing.push(name);
  }
}

/** Tokens when the provider counted them and they have a price, or when there is nothing else to go by. */
function isPricedByTokens({ usage, sheet, terms, hasCompletion }: ChargeInput, byPiece: Charge | null): boolean {
  const price = sheet.find([input], terms) ?? (hasCompletion ? sheet.find([output], terms) : null);
  if (price === null) return false;
  // Rerankers stand in the map with a token price of 0 beside the price of a search.
  if (byPiece !== null && price.exact === 0n) return false;
  return byPiece === null || usage.promptTokens !== null;
}

/** The piece this answer is counted by, where it has one with a price. */
function pieces({ usage, sheet, terms }: ChargeInput): Charge | null {
  const candidates: readonly [CostUnit, number | null | undefined, readonly string[]][] = [
    ["query", usage.searchUnits, ["input_cost_per_query"]],
    ["image", usage.images, ["output_cost_per_image", "input_cost_per_image"]],
    ["character", usage.characters, ["input_cost_per_character"]],
    // The map gives speech recognition the same price under both names: it is one charge.
    ["second", usage.seconds, ["input_cost_per_second", "output_cost_per_second"]],
  ];
  for (const [unit, quantity, keys] of candidates) {
    if (quantity === null || quantity === undefined || quantity < 0) continue;
    const price = sheet.find(keys, terms);
    if (price !== null) return { unit, quantity, price };
  }
  return null;
}

function unpriced({ sheet, terms }: ChargeInput): readonly string[] {
  if (sheet.find(["input_cost_per_second", "output_cost_per_second"], terms) !== null) return ["seconds"];
  if (sheet.find(["input_cost_per_character"], terms) !== null) return ["characters"];
  return [input];
}
