/**
 * The door: refuses what a browser page, a rebinding name or a confused proxy could send, before anything else runs.
 *
 * Runs on every request, the unknown routes and OPTIONS too. Default deny: a request passes only when its target, its
 * one Host and its Origin are all known.
 */
import type { IncomingMessage } from "node:http";
import { GatewayError } from "../contract/errors.ts";

export interface DoorPolicy {
  /** Lower-case host names without port, beside the built-in loopback ones. */
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** What this server itself speaks. */
  readonly scheme: "http" | "https";
  /** True when listening beyond loopback: addresses and single-label names (containers) may then be used. */
  readonly isWide: boolean;
}

/** `host.docker.internal` is how a container names this machine; it still needs the key like everyone. */
const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]", "host.docker.internal"]);

/** @throws GatewayError `bad_request_target`, `host_not_allowed`, `origin_not_allowed`, `unsupported_encoding` */
export function guardRequest(request: IncomingMessage, policy: DoorPolicy): void {
  if (request.url === undefined || !request.url.startsWith("/")) {
    throw new GatewayError("bad_request_target", {
      message: "The request target must be a path such as /v1/chat/completions.",
      hint: "Call the gateway directly, not as a forward proxy.",
    });
  }
  checkHost(request, policy);
  checkOrigin(request, policy);
  checkEncoding(request);
}

function checkHost(request: IncomingMessage, policy: DoorPolicy): void {
  let count = 0;
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    if (request.rawHeaders[index]?.toLowerCase() === "host") count++;
  }
  const host = hostName(request.headers.host ?? "");
  if (count === 1 && host !== null && isAllowedHost(host, policy)) return;
  throw new GatewayError("host_not_allowed", {
    message: count === 1 ? "This Host header is not allowed here." : "Exactly one Host header is required.",
    hint: "Use 127.0.0.1 or localhost, or add the name to `portico.allowed_hosts` in config.yaml.",
  });
}

/** @returns the name without its port, lower case; null when it is no host at all */
function hostName(header: string): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/.exec(header.toLowerCase());
  return match?.[1] ?? null;
}

function isAllowedHost(host: string, policy: DoorPolicy): boolean {
  if (loopbackHosts.has(host) || host.endsWith(".localhost") || policy.allowedHosts.includes(host)) return true;
  return policy.isWide && isUnrebindable(host);
}

/**
 * A page can only rebind a name it owns: an address is no name, and a name without a dot is nobody's on the internet.
 * 0.0.0.0 and :: stay out: browsers have let pages reach local servers through them.
 */
function isUnrebindable(host: string): boolean {
  if (host === "0.0.0.0" || host === "[::]") return false;
  return !host.includes(".") || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
}

function checkOrigin(request: IncomingMessage, policy: DoorPolicy): void {
  const { origin } = request.headers;
  const isCrossSite = request.headers["sec-fetch-site"] === "cross-site";
  if (origin === undefined && !isCrossSite) return;
  if (origin !== undefined && policy.allowedOrigins.includes(origin)) return;
  if (origin !== undefined && !isCrossSite && isOwnOrigin(origin, request, policy)) return;
  throw new GatewayError("origin_not_allowed", {
    message: "Requests from web pages of other origins are not allowed.",
    hint: "Add the page's exact origin to `portico.allowed_origins` if it is yours.",
  });
}

/** The panel's own page: its Host passed the list above, so its origin is ours. */
function isOwnOrigin(origin: string, request: IncomingMessage, { scheme }: DoorPolicy): boolean {
  return origin.toLowerCase() === `${scheme}://${(request.headers.host ?? "").toLowerCase()}`;
}

function checkEncoding(request: IncomingMessage): void {
  const encoding = request.headers["content-encoding"];
  if (encoding === undefined || encoding.toLowerCase() === "identity") return;
  throw new GatewayError("unsupported_encoding", {
    message: `Request bodies may not be compressed (content-encoding: ${encoding.slice(0, 40)}).`,
    hint: "Send the body as it is.",
  });
}
