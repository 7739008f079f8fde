/** The tables of a period as one CSV: the names, and before them the parts of the period. Unknown is an empty cell. */
import type { UsageReport, UsageScope, UsageSum } from "../../../../gateway/contract/usage-figures.ts";
import { usdTextOf } from "../../../../gateway/contract/units.ts";
import { writeCsv, type CsvCell } from "../../../ui/csv-writer.ts";

const head = [
  "from",
  "to",
  "by",
  "name",
  "id",
  "provider",
  "cost_usd",
  "unpriced_requests",
  "requests",
  "charged_requests",
  "estimated_requests",
  "errors",
  "client_aborts",
  "prompt_tokens",
  "completion_tokens",
  "cached_tokens",
  "cached_of_prompt_tokens",
] as const;

/** @param nameOf  what a name without a label is called */
export function usageCsv(
  { edges, buckets, names, total }: UsageReport,
  by: UsageScope,
  nameOf: (id: string, label: string) => string,
): string {
  const [from = 0, to = 0] = [edges[0], edges.at(-1)];
  const parts = buckets.map((sum, index) => row([edges[index] ?? 0, edges[index + 1] ?? 0], ["all", "", "", ""], sum));
  const named = names.map(({ id, label, provider, sum }) =>
    row([from, to], [by, nameOf(id, label), id, provider], sum),
  );
  return writeCsv(head, [row([from, to], ["all", "", "", ""], total), ...parts, ...named]);
}

function row([from, to]: readonly [number, number], names: readonly string[], sum: UsageSum): CsvCell[] {
  const { nanos, charges, unpriced } = sum;
  return [
    new Date(from).toISOString(),
    new Date(to).toISOString(),
    ...names.map((name) => name.replaceAll("\u{1}", "")),
    charges > 0 && unpriced === charges ? null : usdTextOf(BigInt(nanos)),
    unpriced,
    sum.requests,
    charges,
    sum.estimates,
    sum.errors,
    sum.aborts,
    sum.promptTokens,
    sum.completionTokens,
    sum.cachedOf === 0 ? null : sum.cachedTokens,
    sum.cachedOf,
  ];
}
