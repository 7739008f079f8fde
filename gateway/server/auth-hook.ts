/**
 * Who is calling: decided once per request, before its body is read, by the route's declared access.
 *
 * A route that declares nothing needs a key. `public` routes hold no data; `panel` routes need the panel's session; `admin`
 * routes need the master key.
 */
import type { FastifyRequest } from "fastify";
import { isRecord } from "../base/json-shape.ts";
import { GatewayError } from "../contract/errors.ts";
import type { Clock } from "../base/clock.ts";
import type { Authenticator, Principal } from "../policy/authenticate.ts";
import type { RequestHeaders } from "../policy/credential.ts";
import type { FailedLogins } from "../policy/failed-logins.ts";
import { assertMayCall } from "../policy/route-permissions.ts";
import type { PanelSessions } from "./panel-session.ts";

export type RouteAccess = "key" | "admin" | "public" | "panel";

declare module "fastify" {
  interface FastifyContextConfig {
    access?: RouteAccess;
    /** Google's clients may send their key as `?key=`; no other route looks there, because addresses end up in logs. */
    isKeyInQuery?: boolean;
  }
  interface FastifyRequest {
    principal: Principal | null;
  }
}

export interface AuthParts {
  /** The running config's; a reload may change the key. */
  readonly authenticator: () => Authenticator;
  readonly clock: Clock;
  readonly failedLogins: FailedLogins;
  readonly sessions: PanelSessions;
}

/**
 * @throws GatewayError the authenticator's codes, `panel_session_required`, `origin_not_allowed`, `too_many_failed_logins`, `admin_only`,
 *   `key_route_not_allowed`
 */
export function authorizeRequest(request: FastifyRequest, parts: AuthParts): void {
  const access = request.routeOptions.config.access ?? "key";
  if (access === "public") return;
  if (access === "panel") {
    refuseOtherPages(request);
    if (parts.sessions.isValid(request.headers)) return;
    throw new GatewayError("panel_session_required", {
      message: "The panel's session is missing or over.",
      hint: "Open the link that the gateway prints when it starts, or log in with the master key.",
    });
  }
  const principal = authenticateSlowly(request, parts);
  assertMayCall(principal, access, pathOf(request));
  request.principal = principal;
}

/**
 * `portico.allowed_origins` may use the gateway, not the panel: a page on another port of this host would send the panel's
 * cookie along. A proxy may speak https in front of us, so only the host counts.
 */
function refuseOtherPages({ headers: { origin, host = "" } }: FastifyRequest): void {
  if (origin === undefined || origin.toLowerCase().replace(/^https?:\/\//, "") === host.toLowerCase()) return;
  throw new GatewayError("origin_not_allowed", {
    message: "Only the panel's own page may use its API.",
    hint: "Open the panel under the address that it is called by; a proxy must hand the Host header on.",
  });
}

/** As the router reads it: decoded, so that no spelling of a path slips past a rule. */
function pathOf({ url }: FastifyRequest): string {
  const path = url.split("?", 1)[0] ?? "";
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}

function authenticateSlowly(request: FastifyRequest, { authenticator, failedLogins, clock }: AuthParts): Principal {
  const address = request.clientAddress;
  const retryAfterMs = failedLogins.waitMs(address);
  if (retryAfterMs > 0) {
    throw new GatewayError("too_many_failed_logins", {
      message: "Too many requests with a wrong key; wait a second.",
      retryAfterMs,
    });
  }
  try {
    return authenticator().authenticate(credentialHeaders(request), clock.wallMs(), request.clientCertificate);
  } catch (failure) {
    if (failure instanceof GatewayError && failure.code === "invalid_api_key") failedLogins.record(address);
    throw failure;
  }
}

/** A key in the query counts as Google's header, so that one that disagrees with another header is still refused. */
function credentialHeaders({ headers, query, routeOptions }: FastifyRequest): RequestHeaders {
  if (routeOptions.config.isKeyInQuery !== true || !isRecord(query) || headers["x-goog-api-key"] !== undefined) {
    return headers;
  }
  const { key } = query;
  return typeof key === "string" ? { ...headers, "x-goog-api-key": key } : headers;
}
