/**
 * The process itself: processor, memory, and how late the event loop is.
 *
 * The delay is measured all the time and read at a scrape; each scrape begins a new measurement, so it says what happened
 * since the last one. Names are those of Prometheus' own clients.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Disposable } from "../base/disposable.ts";
import type { MetricBook, Reading } from "./metric-book.ts";

const resolutionMs = 20;
const nanosPerSecond = 1e9;
const quantiles = [50, 90, 99] as const;

export function addProcessGauges(book: MetricBook, startedAtMs: number): Disposable {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  let isMeasuring = false; // from the first scrape on: nobody who never scrapes pays for its timer
  book.gauge(
    {
      name: "portico_event_loop_delay_seconds",
      help: "How late timers were since the last scrape; quantile 1 is the longest.",
      labels: ["quantile"],
    },
    () => {
      if (!isMeasuring) isMeasuring = delay.enable();
      if (delay.count === 0) return []; // a reset now would end the first measurement before it is one
      const readings = delays(delay);
      delay.reset();
      return readings;
    },
  );
  const memory = book.shared(() => process.memoryUsage());
  const gauge = (name: string, help: string, read: () => number): void =>
    book.gauge({ name, help }, () => [{ labels: {}, value: read() }]);
  gauge("process_resident_memory_bytes", "Memory that the process holds.", () => memory().rss);
  gauge("nodejs_heap_size_used_bytes", "Heap in use.", () => memory().heapUsed);
  gauge("nodejs_heap_size_total_bytes", "Heap that is held.", () => memory().heapTotal);
  gauge("nodejs_external_memory_bytes", "Memory outside the heap.", () => memory().external);
  gauge("process_start_time_seconds", "When the gateway started, seconds since 1970.", () => startedAtMs / 1000);
  book.counterOf({ name: "process_cpu_seconds_total", help: "Processor time, of every thread." }, () => {
    const { user, system } = process.cpuUsage();
    return [{ labels: {}, value: (user + system) / 1e6 }];
  });
  return { dispose: () => void delay.disable() };
}

/** A timer of its own is never early: what it waits anyway is no delay. */
function delays(delay: ReturnType<typeof monitorEventLoopDelay>): Reading[] {
  const late = (nanos: number): number => Math.max(0, nanos / nanosPerSecond - resolutionMs / 1000);
  return [
    ...quantiles.map((percent) => ({
      labels: { quantile: String(percent / 100) },
      value: late(delay.percentile(percent)),
    })),
    { labels: { quantile: "1" }, value: late(delay.max) },
  ];
}
