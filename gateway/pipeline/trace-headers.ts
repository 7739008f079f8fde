/**
 * What an upstream call carries of its request's trace: our attempt as the parent, where telemetry is on; the client's
 * own context where it is off and the file asks for that.
 */
import type { GatewaySettings } from "../contract/deployment.ts";
import { isHeaderText, parseTraceparent, type TraceHeaders } from "../contract/request-trace.ts";
import type { RequestRecord } from "./record.ts";

/** @returns null when the call carries nothing of it */
export function traceHeadersFor(
  { traceHeaders, intent }: Pick<RequestRecord, "traceHeaders" | "intent">,
  { forwardTraceparent }: Pick<GatewaySettings, "forwardTraceparent">,
): TraceHeaders | null {
  if (forwardTraceparent === false) return null;
  if (traceHeaders !== null) return traceHeaders;
  const { traceparent, tracestate } = intent;
  if (forwardTraceparent !== true || traceparent === null || parseTraceparent(traceparent) === null) return null;
  return tracestate === null || !isHeaderText(tracestate) ? { traceparent } : { traceparent, tracestate };
}
