/** Telemetry as react-query options; a test span is sent, never kept. */
import { queryOptions } from "@tanstack/react-query";
import type { TelemetryTest } from "../../gateway/contract/telemetry.ts";
import { callGateway } from "./gateway-client.ts";

/** Exports end without an event. */
const everyMs = 2000;

export const telemetryQuery = queryOptions({
  queryKey: ["telemetry"],
  queryFn: ({ signal }) => callGateway("telemetry", {}, { signal }),
  refetchInterval: everyMs,
});

/** @throws PanelApiError */
export function sendTestSpan(): Promise<TelemetryTest> {
  return callGateway("telemetryTest", {}, { body: {} });
}
