/** The rows that a filter lets through, in the order asked for. What is not known is last, whichever way it is sorted. */
import type { CatalogRow } from "../../../gateway/contract/model-catalog.ts";
import { healthNames, type CatalogFilter, type ColumnName } from "./catalog-search.ts";

export function isFiltered(filter: CatalogFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined && value !== "");
}

export function chooseRows(
  rows: readonly CatalogRow[],
  filter: CatalogFilter,
  order: { readonly sort: ColumnName | undefined; readonly down: boolean },
): readonly CatalogRow[] {
  const shown = isFiltered(filter) ? rows.filter((row) => passes(row, filter)) : rows;
  const { sort } = order;
  return sort === undefined ? shown : sorted(shown, sort, order.down);
}

function passes(row: CatalogRow, { search, provider, alias, mode, ability, health, max }: CatalogFilter): boolean {
  if (provider !== undefined && row.provider !== provider) return false;
  if (alias !== undefined && row.alias !== alias) return false;
  if (mode !== undefined && row.mode !== mode) return false;
  if (health !== undefined && row.health !== health) return false;
  if (ability !== undefined && !can(row, ability)) return false;
  if (max !== undefined && !isWithin(row, max)) return false;
  return search === undefined || matches(row, search);
}

function can({ abilities }: CatalogRow, name: string): boolean {
  return abilities.some((ability) => ability.name === name && ability.state === "yes");
}

/** A price that is not known is not known to be low. */
function isWithin({ price: { inputPerMillion } }: CatalogRow, max: number): boolean {
  return inputPerMillion !== null && Number(inputPerMillion) <= max;
}

/** Every word of the search, in any order. */
function matches({ alias, provider, model, apiBase, healthReason }: CatalogRow, search: string): boolean {
  const text = `${alias} ${provider} ${model} ${apiBase} ${healthReason ?? ""}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function sorted(rows: readonly CatalogRow[], column: ColumnName, isDown: boolean): readonly CatalogRow[] {
  const keyed = rows.map((row, index) => ({ row, index, key: keyOf(row, column) }));
  keyed.sort((left, right) => {
    if (left.key === null || right.key === null)
      return Number(left.key === null) - Number(right.key === null) || left.index - right.index;
    return compare(left.key, right.key) * (isDown ? -1 : 1) || left.index - right.index;
  });
  return keyed.map(({ row }) => row);
}

function compare(left: string | number, right: string | number): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return String(left).localeCompare(String(right), "en", { numeric: true });
}

type Key = string | number | null;

const keys: Readonly<Record<ColumnName, (row: CatalogRow) => Key>> = {
  alias: ({ alias }) => alias,
  provider: ({ provider }) => provider || null,
  model: ({ model }) => model || null,
  health: ({ health }) => healthNames.indexOf(health),
  mode: ({ mode }) => mode || null,
  context: ({ contextTokens }) => contextTokens,
  abilities: ({ abilities }) => abilities.filter(({ state }) => state === "yes").length,
  inputPrice: ({ price }) => numberOf(price.inputPerMillion),
  outputPrice: ({ price }) => numberOf(price.outputPerMillion),
  calls: ({ calls }) => calls,
  errors: ({ calls, errors }) => (calls === 0 ? null : errors / calls),
  firstToken: ({ medianFirstTokenMs }) => medianFirstTokenMs,
  total: ({ medianTotalMs }) => medianTotalMs,
  speed: ({ tokensPerSecond }) => tokensPerSecond,
  minute: ({ rateLimits }) => rateLimits.rpmUsed,
  running: ({ rateLimits }) => rateLimits.inFlight,
  weight: ({ weight }) => weight,
  place: ({ file, line }) => `${file}:${String(line).padStart(7, "0")}`,
};

function keyOf(row: CatalogRow, column: ColumnName): Key {
  return keys[column](row);
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}
