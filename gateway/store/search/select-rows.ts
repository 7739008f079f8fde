/**
 * Which rows of a block may pass a filter: one pass over a column per condition. A row that passes here is looked at whole
 * before it is shown, so a value that a column holds only roughly may pass, and one that passes the filter always does.
 */
import { isClient, isKey, isNamed, isStatus, type LogFilter } from "../../contract/request-filter.ts";
import { blockRows, flag, type AmountColumn, type ColumnBlock, type NameColumn } from "./column-block.ts";
import type { Dictionary } from "./dictionary.ts";
import { keyOfId } from "./id-key.ts";

/** Sets `selection[row]` to 0 where the row cannot pass. */
type Narrowing = (block: ColumnBlock, selection: Uint8Array) => void;
type Dictionaries = Readonly<Record<NameColumn, Dictionary>>;

export interface RowSelector {
  /** @returns how many rows of the block may pass; `selection` holds 1 for each of them */
  select(block: ColumnBlock, selection: Uint8Array): number;
}

export function compileFilter(filter: LogFilter, dictionaries: Dictionaries): RowSelector {
  const steps = [
    ...namings(filter, dictionaries),
    ...flags(filter),
    ...amounts(filter),
    ...searching(filter.search, dictionaries),
  ];
  return {
    select(block, selection) {
      if (isOutside(block, filter)) return 0;
      for (let row = 0; row < blockRows; row++) selection[row] = (block.flags[row] ?? 0) & flag.present;
      for (const step of steps) step(block, selection);
      let count = 0;
      for (let row = 0; row < blockRows; row++) count += selection[row] ?? 0;
      return count;
    },
  };
}

function isOutside({ minStarted, maxStarted }: ColumnBlock, { since, until }: LogFilter): boolean {
  return maxStarted < (since ?? -Infinity) || minStarted >= (until ?? Infinity);
}

function namings(filter: LogFilter, dictionaries: Dictionaries): Narrowing[] {
  const { alias, provider, deployment, model, status, key, tag, client, state, operation } = filter;
  const by = (column: NameColumn, wanted: string | undefined, passes: (value: string | null) => boolean): Narrowing[] =>
    wanted === undefined || wanted === "" ? [] : [byName(column, dictionaries[column].tableOf(passes))];
  return [
    ...by("alias", alias, (value) => isNamed(value, alias)),
    ...by("provider", provider, (value) => isNamed(value, provider)),
    ...by("deployment", deployment, (value) => isNamed(value, deployment)),
    ...by("model", model, (value) => isNamed(value, model)),
    ...by("state", state, (value) => value === state),
    ...by("operation", operation, (value) => value === operation),
    ...by("status", status, (value) => value !== null && isStatus(Number(value), status ?? "")),
    ...by("tags", tag, (value) => tagsOf(value).some((each) => isNamed(each, tag))),
    ...either(key, [
      ["keyName", dictionaries.keyName.tableOf((value) => isKey(value, null, key ?? ""))],
      ["keyDigest", dictionaries.keyDigest.tableOf((value) => isKey(null, value, key ?? ""))],
    ]),
    ...either(client, [
      ["client", dictionaries.client.tableOf((value) => isClient(value, null, client ?? ""))],
      ["address", dictionaries.address.tableOf((value) => isClient(null, value, client ?? ""))],
    ]),
  ];
}

export function tagsOf(json: string | null): string[] {
  return json === null ? [] : (JSON.parse(json) as string[]); // written by writer.ts
}

function byName(column: NameColumn, table: Uint8Array | null): Narrowing {
  if (table === null) return (_block, selection) => void selection.fill(0);
  return (block, selection) => {
    const numbers = block.names[column];
    for (let row = 0; row < blockRows; row++) selection[row] = (selection[row] ?? 0) & (table[numbers[row] ?? 0] ?? 0);
  };
}

type Tables = readonly (readonly [NameColumn, Uint8Array | null])[];

function either(wanted: string | undefined, all: Tables): Narrowing[] {
  if (wanted === undefined || wanted === "") return [];
  const tables = all.flatMap(([column, table]) => (table === null ? [] : [[column, table] as const]));
  if (tables.length === 0) return [(_block, selection) => void selection.fill(0)];
  const any = new Uint8Array(blockRows);
  return [
    (block, selection) => {
      any.fill(0);
      for (const [column, table] of tables) {
        const numbers = block.names[column];
        for (let row = 0; row < blockRows; row++) any[row] = (any[row] ?? 0) | (table[numbers[row] ?? 0] ?? 0);
      }
      for (let row = 0; row < blockRows; row++) selection[row] = (selection[row] ?? 0) & (any[row] ?? 0);
    },
  ];
}

/** The columns that `search` looks into, or the beginning of the id. */
function searching(search: string | undefined, dictionaries: Dictionaries): Narrowing[] {
  if (search === undefined || search === "") return [];
  const word = search.toLowerCase();
  const places = ["alias", "model", "provider", "errorMessage", "errorCode", "client", "keyName", "keyDigest"] as const;
  const tables = places.map(
    (column) => [column, dictionaries[column].tableOf((value) => (value ?? "").toLowerCase().includes(word))] as const,
  );
  const [inNames] = either(search, tables);
  const [from, to] = [keyOfId(word).high, keyOfId(word.padEnd(10, "z")).high];
  const byNames = new Uint8Array(blockRows);
  return [
    (block, selection) => {
      byNames.set(selection);
      inNames?.(block, byNames);
      for (let row = 0; row < blockRows; row++) {
        const high = block.high[row] ?? 0;
        const mayBeId = high >= from && high <= to ? (selection[row] ?? 0) : 0;
        selection[row] = (byNames[row] ?? 0) | mayBeId;
      }
    },
  ];
}

function flags({ errors, stream }: LogFilter): Narrowing[] {
  const by = (bit: number, wanted: "true" | "false" | undefined): Narrowing[] => {
    if (wanted === undefined) return [];
    const expected = wanted === "true" ? bit : 0;
    return [
      (block, selection) => {
        for (let row = 0; row < blockRows; row++) if (((block.flags[row] ?? 0) & bit) !== expected) selection[row] = 0;
      },
    ];
  };
  return [...by(flag.error, errors), ...by(flag.stream, stream)];
}

/** Times are kept with 24 bits: a bound lets that much through. */
const slack = 1e-6;

function amounts(filter: LogFilter): Narrowing[] {
  const { costMin, costMax, totalMin, totalMax, firstMin, firstMax, tokensMin, tokensMax, since, until } = filter;
  const by = (column: AmountColumn, min = -Infinity, max = Infinity): Narrowing[] => {
    if (min === -Infinity && max === Infinity) return [];
    const [from, to] = [min - Math.abs(min) * slack, max + Math.abs(max) * slack];
    return [(block, selection) => keepWithin(block.amounts[column], from, to, selection)];
  };
  return [
    ...exactly("cost", costMin, costMax),
    ...by("totalMs", totalMin, totalMax),
    ...by("firstTokenMs", firstMin, firstMax),
    ...by("tokens", tokensMin, tokensMax),
    ...between(since, until),
  ];
}

function exactly(column: "cost", min = -Infinity, max = Infinity): Narrowing[] {
  if (min === -Infinity && max === Infinity) return [];
  return [(block, selection) => keepWithin(block[column], min, max, selection)];
}

/** NaN, an amount that is not known, passes no comparison. */
function keepWithin(values: Float64Array | Float32Array, min: number, max: number, selection: Uint8Array): void {
  for (let row = 0; row < blockRows; row++) {
    const value = values[row] ?? NaN;
    if (!(value >= min && value <= max)) selection[row] = 0;
  }
}

/** From, and up to but without. */
function between(since = -Infinity, until = Infinity): Narrowing[] {
  if (since === -Infinity && until === Infinity) return [];
  return [
    ({ startedAt }, selection) => {
      for (let row = 0; row < blockRows; row++) {
        const at = startedAt[row] ?? NaN;
        if (at < since || at >= until) selection[row] = 0;
      }
    },
  ];
}
