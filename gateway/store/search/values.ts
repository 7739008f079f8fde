/** The values that a field of the log holds, most frequent first, to complete a filter with. */
import type { FilterField, Values, ValuesQuery } from "../../contract/request-search.ts";
import { blockRows, flag, type NameColumn } from "./column-block.ts";
import { noValue } from "./dictionary.ts";
import type { LogColumns } from "./log-columns.ts";
import { tagsOf } from "./select-rows.ts";

const columnOf: Readonly<Record<FilterField, NameColumn>> = {
  alias: "alias",
  provider: "provider",
  deployment: "deployment",
  model: "model",
  status: "status",
  key: "keyName",
  tag: "tags",
  client: "client",
};

export function readValues(columns: LogColumns, { field, part, limit }: ValuesQuery): Values {
  const column = columnOf[field];
  const word = part.toLowerCase();
  const counts = new Map<string, number>();
  for (const [value, count] of countsOf(columns, column)) {
    for (const each of field === "tag" ? tagsOf(value) : [value]) {
      if (each !== "" && each.toLowerCase().includes(word)) counts.set(each, (counts.get(each) ?? 0) + count);
    }
  }
  const values = [...counts].map(([value, count]) => ({ value, count }));
  return { values: values.sort((left, right) => right.count - left.count).slice(0, limit) };
}

function countsOf(columns: LogColumns, column: NameColumn): (readonly [string, number])[] {
  const dictionary = columns.dictionaries[column];
  const counts = new Uint32Array(65_536);
  for (const { block } of columns.blocks()) {
    const numbers = block.names[column];
    for (let row = 0; row < blockRows; row++) {
      if (((block.flags[row] ?? 0) & flag.present) === 0) continue;
      const number = numbers[row] ?? noValue;
      counts[number] = (counts[number] ?? 0) + 1;
    }
  }
  return dictionary.values.flatMap((value, number) => {
    const count = counts[number] ?? 0;
    return value === null || count === 0 ? [] : [[value, count] as const];
  });
}
