/**
 * A request as an entry of an HTTP archive. Headers are not kept in the log, so there are none but the body's type.
 *
 * @source http://www.softwareishard.com/blog/har-12-spec/
 */
import type { SpendLogDetail } from "../../contract/spend-log.ts";

const json = "application/json";

export function harEntry(detail: SpendLogDetail): Record<string, unknown> {
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
      headers: [{ name: "content-type", value: json }],
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
      headers: [{ name: "content-type", value: type }],
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

function withoutBodies({ requestBody, responseBody, ...facts }: SpendLogDetail): Record<string, unknown> {
  return { ...facts, hasRequestBody: requestBody !== null, hasResponseBody: responseBody !== null };
}
