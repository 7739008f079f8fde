/**
 * `/ui/api/*` of the window, forwarded to the gateway on loopback with the shell's own token.
 *
 * Headers go out by an allow list, so the window's Origin and cookies never do. Bodies are streams both ways: a live
 * log stays open for hours, hence node:http, which sets no time limit on a quiet body.
 */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { requestGateway, type GatewayOrigin } from "./gateway-connection.ts";

export interface GatewayAddress extends GatewayOrigin {
  readonly panelToken: string;
}

const requestHeaders = ["accept", "accept-language", "content-type", "if-match", "if-none-match", "last-event-id"];
/** Set for one connection or for a cookie jar that does not exist here. */
const droppedReplyHeaders = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "proxy-authenticate",
  "proxy-connection",
  "set-cookie",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
const bodiless = new Set([204, 205, 304]);

/** @param target path and query, beginning with `/ui/api/`; a gateway that does not answer is 502 */
export async function forwardToGateway(address: GatewayAddress, target: string, request: Request): Promise<Response> {
  try {
    return toResponse(await send(address, target, request), request.method);
  } catch {
    return errorReply(502, "gateway_unreachable", "The gateway did not answer.");
  }
}

/** The error body the panel knows from the gateway. */
export function errorReply(status: number, code: string, message: string): Response {
  const error = { message, type: "internal_server_error", param: null, code: String(status), portico_code: code };
  return Response.json({ error }, { status });
}

function send(address: GatewayAddress, target: string, request: Request): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = requestGateway(address, target, {
      method: request.method,
      headers: headersFor(request.headers, address.panelToken),
      signal: request.signal,
    });
    outgoing.once("response", resolve);
    outgoing.on("error", reject);
    if (request.body === null) return void outgoing.end();
    // The DOM's and Node's ReadableStream are one class at run time; only their type declarations differ.
    const body = Readable.fromWeb(request.body as NodeReadableStream);
    pipeline(body, outgoing).catch(reject);
  });
}

function headersFor(from: Headers, panelToken: string): Record<string, string> {
  const headers: Record<string, string> = { "x-portico-panel-token": panelToken };
  for (const name of requestHeaders) {
    const value = from.get(name);
    if (value !== null) headers[name] = value;
  }
  return headers;
}

function toResponse(reply: IncomingMessage, method: string): Response {
  const status = reply.statusCode ?? 502;
  const init = { status, headers: replyHeaders(reply.headers) };
  if (method !== "HEAD" && !bodiless.has(status)) return new Response(bodyOf(reply), init);
  reply.resume();
  return new Response(null, init);
}

/** A cancelled body (closed window, ended EventSource) ends the request, so the gateway sees the client leave. */
function bodyOf(reply: IncomingMessage): ReadableStream<Uint8Array> {
  // Same class, two declarations (see send).
  return Readable.toWeb(reply) as ReadableStream<Uint8Array>;
}

function replyHeaders(from: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(from)) {
    if (value === undefined || droppedReplyHeaders.has(name)) continue;
    headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}
