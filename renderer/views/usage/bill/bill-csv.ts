/** The comparison with a bill as CSV. What is not known is an empty cell. */
import { usdTextOf } from "../../../../gateway/contract/units.ts";
import { writeCsv, type CsvCell } from "../../../ui/csv-writer.ts";
import type { Comparison, Side } from "./compare-bill.ts";

const head = [
  "day_utc",
  "model",
  "verdict",
  "ours_usd",
  "bill_usd",
  "bill_less_ours_usd",
  "ours_unpriced_requests",
  "bill_lines_without_cost",
  "ours_requests",
  "bill_requests",
  "ours_prompt_tokens",
  "bill_prompt_tokens",
  "ours_completion_tokens",
  "bill_completion_tokens",
] as const;

export function billCsv({ rows }: Comparison): string {
  const cells = ({ day, model, verdict, ours, bill, difference }: Comparison["rows"][number]): CsvCell[] => [
    day,
    model,
    verdict,
    usd(ours?.nanos ?? null),
    usd(bill?.nanos ?? null),
    usd(difference),
    ours?.unpriced ?? null,
    bill?.unpriced ?? null,
    ...pair(ours, bill, "requests"),
    ...pair(ours, bill, "promptTokens"),
    ...pair(ours, bill, "completionTokens"),
  ];
  return writeCsv(head, rows.map(cells));
}

function pair(
  ours: Side | null,
  bill: Side | null,
  field: "requests" | "promptTokens" | "completionTokens",
): CsvCell[] {
  return [ours?.[field] ?? null, bill?.[field] ?? null];
}

export function usd(nanos: bigint | null): string | null {
  if (nanos === null) return null;
  return nanos < 0n ? `-${usdTextOf(-nanos)}` : usdTextOf(nanos);
}
