/** What telemetry says of its traces. Law: no secret; an address is shown without what may hold one. */
import type { ShownSpan, SignalStatus, TracesStatus } from "../contract/telemetry.ts";
import type { ExportCounts } from "./export/export-counts.ts";
import type { OtelSettings } from "./otel-settings.ts";
import type { SignalTarget } from "./otel-target.ts";
import { shownUrl } from "./otlp-url.ts";

export interface TracesFacts {
  readonly target: SignalTarget;
  readonly settings: OtelSettings;
  readonly counts: ExportCounts;
  readonly queueLength: number;
  readonly sample: ShownSpan | null;
  readonly redact: (text: string) => string;
}

export function tracesStatus({ target, settings, counts, queueLength, sample, redact }: TracesFacts): TracesStatus {
  const { lastError } = counts;
  return {
    ...targetStatus(target, settings.notes),
    exported: counts.exported,
    dropped: counts.dropped,
    queueLength,
    queueLimit: settings.queue.limit,
    lastExportAt: counts.lastExportAt,
    lastError: lastError === null ? null : { at: lastError.at, message: redact(lastError.message) },
    sampler: target.state === "on" ? samplerText(settings) : null,
    unsampled: counts.unsampled,
    capturesContent: settings.capturesContent,
    names: settings.names,
    sampleSpan: sample,
  };
}

type TargetStatus = Pick<
  SignalStatus,
  "state" | "offReason" | "notes" | "exporter" | "protocol" | "endpoint" | "endpointFrom" | "headerNames" | "timeoutMs"
>;

/** Of any signal's target. */
export function targetStatus(target: SignalTarget, notes: readonly string[]): TargetStatus {
  const nowhere = { protocol: null, endpoint: null, endpointFrom: null, headerNames: [], timeoutMs: null };
  const said = [...target.notes, ...notes];
  if (target.state === "off")
    return { state: "off", offReason: target.reason, notes: said, exporter: null, ...nowhere };
  const on = { state: "on", offReason: null, notes: said } as const;
  if (target.exporter === "console") return { ...on, exporter: "console", ...nowhere };
  return {
    ...on,
    exporter: "otlp",
    protocol: target.protocol,
    endpoint: shownUrl(target.url),
    endpointFrom: target.endpointFrom,
    headerNames: Object.keys(target.headers),
    timeoutMs: target.timeoutMs,
  };
}

/** `parentbased_traceidratio(0.25)`. */
function samplerText({ sampler: { name, ratio } }: OtelSettings): string {
  return name.endsWith("traceidratio") ? `${name}(${ratio})` : name;
}
