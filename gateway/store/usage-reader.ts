/**
 * Reads the sums of use: of a period by bucket and by name, and of UTC days by model for a provider's bill.
 *
 * Only the sums are read, never the charges: a month of a million requests is some ten thousand rows.
 */
import {
  drawnNames,
  listedNames,
  maxDayRows,
  noCounts,
  slotMs,
  usageCounts,
  type UsageSource,
  type UsageSum,
} from "../contract/usage-figures.ts";
import type { DayUse, NamedUse, UsageAnswer, UsageDaysAnswer, UsageQuestion } from "../contract/usage-reads.ts";
import type { Connection } from "./database.ts";

const dayMs = 86_400_000;
const sweptRows = 5000;

const amounts = `coalesce(sum(nanos), 0) AS nanos, coalesce(sum(requests), 0) AS requests,
  coalesce(sum(charges), 0) AS charges, coalesce(sum(unpriced), 0) AS unpriced,
  coalesce(sum(estimates), 0) AS estimates, coalesce(sum(errors), 0) AS errors, coalesce(sum(aborts), 0) AS aborts,
  coalesce(sum(prompt_tokens), 0) AS promptTokens, coalesce(sum(completion_tokens), 0) AS completionTokens,
  coalesce(sum(cached_tokens), 0) AS cachedTokens, coalesce(sum(cached_of), 0) AS cachedOf`;

const together = `coalesce(sum(nanos), 0), coalesce(sum(requests), 0), coalesce(sum(charges), 0), coalesce(sum(unpriced), 0),
  coalesce(sum(estimates), 0), coalesce(sum(errors), 0), coalesce(sum(aborts), 0), coalesce(sum(promptTokens), 0),
  coalesce(sum(completionTokens), 0), coalesce(sum(cachedTokens), 0), coalesce(sum(cachedOf), 0)`;

type SumRow = Record<keyof UsageSum, bigint>;
type NamesRead = Pick<UsageAnswer, "names" | "named" | "namesInAll">;
type Range = readonly [from: number, to: number];

export function readUsage(connection: Connection, { edges, by }: UsageQuestion, keptDays: number): UsageAnswer {
  const slots = edges.map((edge) => Math.floor(edge / slotMs));
  const whole: Range = [slots[0] ?? 0, slots.at(-1) ?? 0];
  const ranges = slots.slice(1).map((to, index): Range => [slots[index] ?? 0, to]);
  const all = sumIn(connection, "all");
  const read = readNames(connection, by, whole);
  return {
    total: all(whole),
    buckets: ranges.map(all),
    ...read,
    drawn: readDrawn(connection, by, read.names.slice(0, drawnNames), ranges),
    source: readSource(connection, keptDays),
  };
}

function sumIn(connection: Connection, scope: string): (range: Range) => UsageSum {
  const statement = connection
    .prepare<[string, number, number], SumRow>(
      `SELECT ${amounts} FROM usage WHERE scope = ? AND slot >= ? AND slot < ?`,
    )
    .safeIntegers();
  return ([from, to]) => sumOf(statement.get(scope, from, to));
}

/** In one walk: the dearest names, and last all of them together with how many there are. */
function readNames(connection: Connection, scope: string, [from, to]: Range): NamesRead {
  const rows = connection
    .prepare<[string, number, number, number], SumRow & { name: string; names: bigint }>(
      `WITH named AS MATERIALIZED (SELECT name, ${amounts} FROM usage WHERE scope = ? AND slot >= ? AND slot < ? GROUP BY name)
       SELECT *, 1 AS names FROM (SELECT * FROM named ORDER BY nanos DESC, requests DESC, name LIMIT ?)
       UNION ALL SELECT '', ${together}, count(*) FROM named`,
    )
    .safeIntegers()
    .all(scope, from, to, listedNames);
  const last = rows.pop();
  return {
    names: rows.map(({ name, names: _one, ...row }) => ({ name, sum: sumOf(row) })),
    named: sumOf(last),
    namesInAll: Number(last?.names ?? 0),
  };
}

function readDrawn(
  connection: Connection,
  scope: string,
  names: readonly NamedUse[],
  ranges: readonly Range[],
): UsageSum[][] {
  const statement = connection
    .prepare<[string, number, number, string], SumRow & { name: string }>(
      `SELECT name, ${amounts} FROM usage WHERE scope = ? AND slot >= ? AND slot < ?
       AND name IN (SELECT value FROM json_each(?)) GROUP BY name`,
    )
    .safeIntegers();
  const wanted = JSON.stringify(names.map(({ name }) => name));
  const found = ranges.map(
    ([from, to]) => new Map(statement.all(scope, from, to, wanted).map((row) => [row.name, row])),
  );
  return names.map(({ name }) => found.map((rows) => sumOf(rows.get(name))));
}

/** One row more than asked says that there are more. */
export function readUsageDays(
  connection: Connection,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  keptDays: number,
): UsageDaysAnswer {
  const rows = connection
    .prepare<[number, number, number], SumRow & { name: string; day: bigint }>(
      `SELECT slot / 96 AS day, name, ${amounts} FROM usage WHERE scope = 'model' AND slot >= ? AND slot < ?
       GROUP BY slot / 96, name ORDER BY 1, 2 LIMIT ?`,
    )
    .safeIntegers()
    .all(fromMs / slotMs, toMs / slotMs, maxDayRows + 1)
    .map(({ name, day, ...row }): DayUse => ({ day: dayText(Number(day)), name, sum: sumOf(row) }));
  return { rows: rows.slice(0, maxDayRows), isCut: rows.length > maxDayRows, source: readSource(connection, keptDays) };
}

/** Of quarters of an hour before that time; the sums of UTC days stay. */
export function forgetUsage(connection: Connection, beforeMs: number): void {
  const old = connection.prepare(
    "DELETE FROM usage WHERE (scope, slot, name) IN (SELECT scope, slot, name FROM usage WHERE slot < ? LIMIT ?)",
  );
  old.run(Math.floor(beforeMs / slotMs), sweptRows);
}

function readSource(connection: Connection, keptDays: number): UsageSource {
  const at = connection.prepare("SELECT at FROM usage_start").pluck().get();
  const oldest = connection.prepare("SELECT min(slot) FROM usage WHERE scope = 'all'").pluck().get();
  return { countedSince: Number(at), oldest: oldest === null ? null : Number(oldest) * slotMs, keptDays };
}

function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

function sumOf(row?: SumRow): UsageSum {
  const counts = usageCounts.map((field) => [field, Number(row?.[field] ?? 0n)] as const);
  return { nanos: String(row?.nanos ?? 0n), ...noCounts, ...Object.fromEntries(counts) };
}
