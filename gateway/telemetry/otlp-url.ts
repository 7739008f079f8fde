/**
 * The address of an OTLP receiver out of what people write: a base, a whole address, one without a scheme, or (LiteLLM
 * takes it) one that ends in another signal's path.
 *
 * @source https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp
 */
import type { OtlpProtocol } from "../contract/telemetry.ts";

export interface UrlQuestion {
  readonly protocol: OtlpProtocol;
  readonly signal: "traces" | "metrics";
  /** The signal's own endpoint: used as it stands. */
  readonly isWhole: boolean;
  /** Of an address without a scheme: plain instead of TLS. */
  readonly isInsecure: boolean;
}

const signalPath = /\/v1(\/(traces|metrics|logs))?\/?$/;

export function otlpUrl(text: string, { protocol, signal, isWhole, isInsecure }: UrlQuestion): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${isInsecure ? "http" : "https"}://${text}`;
  const [address = "", query] = url.split("?", 2);
  const rest = query === undefined ? "" : `?${query}`;
  if (protocol === "grpc") return address.replace(signalPath, "").replace(/\/+$/, "");
  if (isWhole) return url;
  return `${address.replace(signalPath, "").replace(/\/+$/, "")}/v1/${signal}${rest}`;
}

export function isOtlpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Without user, password and query, which may hold secrets. */
export function shownUrl(text: string): string {
  if (!URL.canParse(text)) return "";
  const { protocol, host, pathname } = new URL(text);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}
