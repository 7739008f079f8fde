/** An exporter of metrics that knows how it fares: points that the receiver took, points it did not, and why. */
import type { PushMetricExporter, ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { Clock } from "../base/clock.ts";

type Told = Parameters<PushMetricExporter["export"]>[1];

/** `ExportResultCode.SUCCESS` of @opentelemetry/core. */
const success = 0;

export class ExportCounts {
  exported = 0;
  dropped = 0;
  lastExportAt: number | null = null;
  lastError: { readonly at: number; readonly message: string } | null = null;
}

/** @param redact  what a receiver says may hold what was sent to it */
export function countingExporter(
  inner: PushMetricExporter,
  counts: ExportCounts,
  { clock, redact }: { readonly clock: Clock; readonly redact: (text: string) => string },
): PushMetricExporter {
  return {
    export: (metrics: ResourceMetrics, told: Told) => {
      const points = pointsOf(metrics);
      inner.export(metrics, (result) => {
        if (result.code === success) {
          counts.exported += points;
          counts.lastExportAt = clock.wallMs();
        } else {
          counts.dropped += points;
          const message = redact(result.error?.message ?? "The receiver did not take the metrics.").slice(0, 500);
          counts.lastError = { at: clock.wallMs(), message };
        }
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
