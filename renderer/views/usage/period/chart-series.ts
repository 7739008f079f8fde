/** A report as the series of a chart: the first names each with a colour, the rest together, so that bars reach the total. */
import type { UsageReport, UsageScope, UsageSum } from "../../../../gateway/contract/usage-figures.ts";
import type { BarSeries } from "../../../ui/bar-chart.tsx";
import { restOf, valueOf, type Metric } from "./metrics.ts";

export interface ChartWords {
  readonly nameOf: (id: string, label: string) => string;
  readonly others: string;
  readonly all: string;
}

export function seriesOf(report: UsageReport, by: UsageScope, metric: Metric, words: ChartWords): BarSeries[] {
  const { buckets, names, drawn } = report;
  // Shares do not add up, so the whole is drawn.
  if (metric === "cache") return [{ label: words.all, colour: "--chart-1", values: buckets.map(of(metric)) }];
  const named = drawn.map((sums, index) => ({
    label: words.nameOf(names[index]?.id ?? "", names[index]?.label ?? ""),
    colour: `--chart-${index + 1}`,
    values: sums.map(of(metric)),
  }));
  const rest = buckets.map((whole, part) =>
    restIn(
      whole,
      drawn.map((sums) => sums[part]),
      metric,
    ),
  );
  // Requests with two tags are in both, so tags may reach above the whole.
  const hasRest = by !== "tag" && rest.some((value) => value > 0);
  return hasRest ? [...named, { label: words.others, colour: "--chart-rest", values: rest }] : named;
}

function of(metric: Metric): (sum: UsageSum) => number | null {
  return (sum) => valueOf(metric, sum);
}

function restIn(whole: UsageSum, parts: readonly (UsageSum | undefined)[], metric: Metric): number {
  const known = parts.filter((part) => part !== undefined);
  return Math.max(0, valueOf(metric, restOf(whole, known)) ?? 0);
}
