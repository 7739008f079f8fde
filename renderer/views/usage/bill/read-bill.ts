/**
 * Reads a provider's file into sums by UTC day and model. The file stays in this window.
 *
 * It is read slice by slice, so that the panel goes on answering. A line that is wrong ends the reading, at its number:
 * half a bill would be compared as if it were whole.
 */
import { CsvError, readCsv, type CsvRecord } from "../../../ui/csv-reader.ts";
import { BillError } from "./bill-error.ts";
import { columnName, type BillColumns } from "./bill-formats.ts";
import { amountIn, countIn, dayIn, halfOf } from "./bill-values.ts";
import { billedModel } from "./model-key.ts";

export interface BillSum {
  readonly day: string;
  /** As the file writes it; "" = it does not say. */
  readonly model: string;
  /** Of the lines that have a cost; null = none has. */
  nanos: bigint | null;
  lines: number;
  /** Lines with use and without a cost. */
  unpricedLines: number;
  requests: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
}

export interface Bill {
  readonly sums: readonly BillSum[];
  /** With something in them. */
  readonly lines: number;
  /** By how much the cost of one line may be rounded: half of the finest decimal in the file, a cent's at most. */
  readonly halfNanos: bigint;
  readonly from: string;
  readonly to: string;
}

export const maxBillBytes = 30_000_000;
const sliceLines = 4000;
const centDecimals = 2;

/** @throws BillError `empty` or what breaks CSV in the first line */
export function headOf(text: string): readonly string[] {
  const first = guarded(() => readCsv(text).next().value as CsvRecord | undefined); // a generator without a return value
  if (first === undefined) throw new BillError("empty", null);
  return first.cells;
}

/**
 * @param pause  lets others have a turn between two slices
 * @throws BillError
 */
export async function readBill(text: string, columns: BillColumns, pause: () => Promise<void>): Promise<Bill> {
  const sums = new Map<string, BillSum>();
  const records = readCsv(text);
  const head = guarded(() => records.next().value as CsvRecord | undefined); // as above
  if (head === undefined) throw new BillError("empty", null);
  const places = placesOf(head.cells, columns);
  const finest = { decimals: centDecimals };
  let [lines, seen] = [0, 0];
  for (;;) {
    const { value: record, done } = guarded(() => records.next());
    if (done === true) break;
    if (record.cells.length !== head.cells.length) throw new BillError("cells", record.line, record.cells.join(","));
    if (addLine(sums, record, places, finest)) lines++;
    if (++seen % sliceLines === 0) await pause();
  }
  const days = [...sums.values()].map(({ day }) => day).sort();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) throw new BillError("empty", null);
  return { sums: [...sums.values()], lines, halfNanos: halfOf(finest.decimals), from, to };
}

interface Places {
  readonly day: number;
  readonly model: number | null;
  readonly cost: number | null;
  readonly currency: number | null;
  readonly requests: number | null;
  readonly isLinePerRequest: boolean;
  readonly prompt: readonly number[];
  readonly completion: readonly number[];
}

function placesOf(head: readonly string[], columns: BillColumns): Places {
  const names = head.map(columnName);
  const at = (name: string): number => {
    const index = names.indexOf(columnName(name));
    if (index === -1) throw new BillError("column", 1, name);
    return index;
  };
  /** Newer files may lack an older column. */
  const those = (list: readonly string[] = []): number[] =>
    list.map((name) => names.indexOf(name)).filter((index) => index >= 0);
  const { requests, isLinePerRequest = false } = columns;
  return {
    day: at(columns.day),
    model: columns.model === null ? null : at(columns.model),
    cost: columns.cost === null ? null : at(columns.cost),
    currency: columns.currency === undefined ? null : at(columns.currency),
    requests: requests === undefined ? null : at(requests),
    isLinePerRequest,
    prompt: those(columns.prompt),
    completion: those(columns.completion),
  };
}

/** @returns false when the line says nothing: OpenAI writes one for every day, used or not */
function addLine(
  sums: Map<string, BillSum>,
  { cells, line }: CsvRecord,
  places: Places,
  finest: { decimals: number },
): boolean {
  const cell = (place: number | null): string => (place === null ? "" : (cells[place] ?? ""));
  const amount = amountIn(cell(places.cost), line);
  const requests = places.isLinePerRequest ? 1 : countIn(cell(places.requests), line);
  const tokens = (list: readonly number[]): number | null =>
    list.reduce<number | null>((sum, place) => added(sum, countIn(cell(place), line)), null);
  const [prompt, completion] = [tokens(places.prompt), tokens(places.completion)];
  if (amount === null && requests === null && prompt === null && completion === null) return false;
  const currency = cell(places.currency).trim().toLowerCase();
  if (amount !== null && currency !== "" && currency !== "usd") throw new BillError("currency", line, currency);
  const sum = sumAt(sums, dayIn(cell(places.day), line), billedModel(cell(places.model)));
  sum.lines++;
  if (amount === null) sum.unpricedLines++;
  else {
    sum.nanos = (sum.nanos ?? 0n) + amount.nanos;
    finest.decimals = Math.max(finest.decimals, amount.decimals);
  }
  sum.requests = added(sum.requests, requests);
  sum.promptTokens = added(sum.promptTokens, prompt);
  sum.completionTokens = added(sum.completionTokens, completion);
  return true;
}

function sumAt(sums: Map<string, BillSum>, day: string, model: string): BillSum {
  const key = `${day}\n${model}`;
  const known = sums.get(key);
  if (known !== undefined) return known;
  const counts = { requests: null, promptTokens: null, completionTokens: null };
  const sum = { day, model, nanos: null, lines: 0, unpricedLines: 0, ...counts };
  sums.set(key, sum);
  return sum;
}

function added(sum: number | null, value: number | null): number | null {
  return value === null ? sum : (sum ?? 0) + value;
}

function guarded<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (failure) {
    if (failure instanceof CsvError) throw new BillError(failure.fault, failure.line);
    throw failure;
  }
}
