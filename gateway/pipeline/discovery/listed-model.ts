/** One model as a server lists it; what its list does not say is null or missing. */
import type { Ability, ModelPrice } from "../../contract/model-catalog.ts";
import { noPrice } from "../../pricing/price-per-million.ts";

export interface ListedModel {
  /** What the server is asked for. */
  readonly id: string;
  readonly title: string | null;
  readonly contextTokens: number | null;
  readonly inputModalities: readonly string[];
  readonly abilities: readonly Ability[];
  readonly price: ModelPrice;
  /** Who serves it, as some servers say of themselves. */
  readonly ownedBy: string | null;
}

export function listed(id: string, facts: Partial<ListedModel> = {}): ListedModel {
  return {
    id,
    title: null,
    contextTokens: null,
    inputModalities: [],
    abilities: [],
    price: noPrice,
    ownedBy: null,
    ...facts,
  };
}
