/** The gateway's own health, asked when somebody scrapes: what waits, what was lost, what is open, what is broken. */
import type { MetricBook, Reading } from "./metric-book.ts";

/** A signal's exporter: what it sent and what it lost since the start. */
export interface ExporterCounts {
  readonly exported: number;
  readonly dropped: number;
  readonly queueLength: number;
}

export interface HealthSources {
  readonly version: string;
  readonly inFlight: () => number;
  readonly openReplies: () => number;
  readonly panelReaders: () => number;
  readonly log: () => { readonly waiting: number; readonly dropped: number; readonly isWell: boolean };
  /** Of the program's own log. */
  readonly lostLogLines: () => number;
  readonly isLedgerWritable: () => boolean;
  readonly config: () => { readonly isSound: boolean; readonly loadedAtMs: number };
  readonly keys: () => number;
  /** Requests that the label sets had no place for. */
  readonly overflowed: () => number;
  readonly exporters: () => Readonly<Record<string, ExporterCounts>>;
}

export function addGatewayGauges(book: MetricBook, sources: HealthSources): void {
  const gauge = (name: string, help: string, read: () => number): void =>
    book.gauge({ name, help }, () => [{ labels: {}, value: read() }]);
  const counter = (name: string, help: string, read: () => number): void =>
    book.counterOf({ name, help }, () => [{ labels: {}, value: read() }]);
  book.gauge({ name: "portico_build_info", help: "Always 1; the version is its label.", labels: ["version"] }, () => [
    { labels: { version: sources.version }, value: 1 },
  ]);
  gauge("litellm_in_flight_requests", "Requests that run now.", sources.inFlight);
  gauge("portico_open_replies", "Answers that are still being sent, streams among them.", sources.openReplies);
  gauge("portico_panel_readers", "Panels that watch the live log.", sources.panelReaders);
  gauge("portico_log_queue_length", "Ended requests that wait to be written.", () => sources.log().waiting);
  counter("portico_log_dropped_rows_total", "Rows that the log gave up.", () => sources.log().dropped);
  gauge("portico_log_ok", "1 = the request log is off or is written.", () => Number(sources.log().isWell));
  counter(
    "portico_program_log_dropped_lines_total",
    "Lines of the program's own log that nobody read.",
    sources.lostLogLines,
  );
  gauge("portico_ledger_ok", "1 = the ledger of keys and budgets is written.", () =>
    Number(sources.isLedgerWritable()),
  );
  gauge("portico_config_ok", "1 = the file on disk is the one that runs; 0 = it is broken.", () =>
    Number(sources.config().isSound),
  );
  gauge("portico_config_loaded_time_seconds", "When the running file was loaded, seconds since 1970.", () => {
    return sources.config().loadedAtMs / 1000;
  });
  gauge("portico_virtual_keys", "Virtual keys there are.", sources.keys);
  counter("portico_metrics_overflow_total", "Requests counted as `other`: too many label sets.", sources.overflowed);
  addExporters(book, sources.exporters);
}

function addExporters(book: MetricBook, exporters: HealthSources["exporters"]): void {
  const counted = book.shared(exporters);
  const of = (pick: (counts: ExporterCounts) => number) => (): Reading[] =>
    Object.entries(counted()).map(([signal, counts]) => ({ labels: { signal }, value: pick(counts) }));
  const labels = ["signal"];
  book.counterOf(
    { name: "portico_telemetry_exported_total", help: "Spans and points that the receiver took.", labels },
    of(({ exported }) => exported),
  );
  book.counterOf(
    { name: "portico_telemetry_dropped_total", help: "Spans and points that were lost.", labels },
    of(({ dropped }) => dropped),
  );
  book.gauge(
    { name: "portico_telemetry_queue_length", help: "Spans that wait to be sent.", labels },
    of(({ queueLength }) => queueLength),
  );
}
