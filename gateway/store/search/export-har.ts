/**
 * A request as an entry of an HTTP archive: the client's side, with the headers that the log kept of it.
 *
 * @source http://www.softwareishard.com/blog/har-12-spec/
 */
import type { RequestWire } from "../../contract/request-wire.ts";
import type { SpendLogDetail } from "../../contract/spend-log.ts";

const json = "application/json";

/** @param wire  null = the log has none of it: no headers but the body's type */
export function harEntry(detail: SpendLogDetail, wire: RequestWire | null): Record<string, unknown> {
  const { startedAt, totalMs, firstTokenMs, path, requestBody, requestBytes, responseBody, responseBytes } = detail;
  const whole = totalMs ?? 0;
  const wait = Math.min(firstTokenMs ?? whole, whole);
  const type = (responseBody ?? "").startsWith("data:") ? "text/event-stream" : json;
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: whole,
    request: {
      method: "POST",
      url: `http://portico.invalid${path}`,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: headersOf(wire?.client.requestHeaders, json),
      queryString: [],
      headersSize: -1,
      bodySize: requestBytes,
      ...(requestBody === null ? {} : { postData: { mimeType: json, params: [], text: requestBody } }),
    },
    response: {
      status: detail.status ?? 0,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: headersOf(wire?.client.responseHeaders, type),
      content: { size: responseBytes, mimeType: type, ...(responseBody === null ? {} : { text: responseBody }) },
      redirectURL: "",
      headersSize: -1,
      bodySize: responseBytes,
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait, receive: whole - wait },
    comment: detail.errorMessage ?? "",
    _portico: withoutBodies(detail),
  };
}

interface HarHeader {
  readonly name: string;
  readonly value: string;
}

function headersOf(headers: Readonly<Record<string, string>> | undefined, type: string): HarHeader[] {
  if (headers === undefined) return [{ name: "content-type", value: type }];
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function withoutBodies({ requestBody, responseBody, ...facts }: SpendLogDetail): Record<string, unknown> {
  return { ...facts, hasRequestBody: requestBody !== null, hasResponseBody: responseBody !== null };
}
