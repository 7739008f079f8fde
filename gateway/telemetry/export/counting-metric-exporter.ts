/**
 * An exporter of metrics that knows how it fares: points that the receiver took, points it did not, and why.
 *
 * A receiver that stops taking them is told of once, and once more when it takes them again: it may be down for days.
 */
import type { PushMetricExporter, ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { Clock } from "../../base/clock.ts";
import type { ExportCounts } from "./export-counts.ts";

type Told = Parameters<PushMetricExporter["export"]>[1];

/** `ExportResultCode.SUCCESS` of @opentelemetry/core. */
const success = 0;

export interface CountingParts {
  readonly clock: Clock;
  /** What a receiver says may hold what was sent to it. */
  readonly redact: (text: string) => string;
  readonly warn: (message: string) => void;
}

export function countingExporter(
  inner: PushMetricExporter,
  counts: ExportCounts,
  { clock, redact, warn }: CountingParts,
): PushMetricExporter {
  let isFailing = false;
  const took = (points: number): void => {
    counts.took(points, clock.wallMs());
    if (isFailing) warn("The receiver of metrics takes them again.");
    isFailing = false;
  };
  const refused = (points: number, reason: string): void => {
    const message = redact(reason).slice(0, 500);
    counts.lost(points, clock.wallMs(), message);
    if (!isFailing) warn(`The receiver of metrics does not take them; requests go on: ${message}`);
    isFailing = true;
  };
  return {
    export: (metrics: ResourceMetrics, told: Told) => {
      const points = pointsOf(metrics);
      inner.export(metrics, (result) => {
        if (result.code === success) took(points);
        else refused(points, result.error?.message ?? "no reason was given");
        told(result);
      });
    },
    forceFlush: () => inner.forceFlush(),
    shutdown: () => inner.shutdown(),
    ...(inner.selectAggregation === undefined
      ? {}
      : { selectAggregation: (type) => inner.selectAggregation?.(type) ?? { type: 0 } }),
    ...(inner.selectAggregationTemporality === undefined
      ? {}
      : { selectAggregationTemporality: (type) => inner.selectAggregationTemporality?.(type) ?? 1 }),
  };
}

function pointsOf({ scopeMetrics }: ResourceMetrics): number {
  let points = 0;
  for (const { metrics } of scopeMetrics) for (const { dataPoints } of metrics) points += dataPoints.length;
  return points;
}
