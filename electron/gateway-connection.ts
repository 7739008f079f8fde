/**
 * A request from the shell to its gateway: plain HTTP on loopback, or HTTPS that trusts the one certificate which the
 * gateway's own process named, whoever signed it and whatever host it is for.
 */
import { X509Certificate } from "node:crypto";
import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

export interface GatewayOrigin {
  /** `http://127.0.0.1:4000`, or `https:` where the gateway speaks TLS */
  readonly origin: string;
  /** PEM, from the gateway's process itself; null = plain HTTP. */
  readonly certificate: string | null;
}

const plainAgent = new HttpAgent({ keepAlive: true });
let pinned: { readonly certificate: string; readonly agent: HttpsAgent } | null = null;

export function requestGateway(
  { origin, certificate }: GatewayOrigin,
  target: string,
  options: RequestOptions,
): ClientRequest {
  const url = `${origin}${target}`;
  return certificate === null
    ? httpRequest(url, { ...options, agent: plainAgent })
    : httpsRequest(url, { ...options, agent: agentFor(certificate) });
}

/** One at a time: when the gateway shows another certificate, connections to the old one are used no more. */
function agentFor(certificate: string): HttpsAgent {
  if (pinned?.certificate !== certificate) {
    // Of a chain only the first is the gateway's: trusting its CA too would let in whatever else that signed.
    const own = new X509Certificate(certificate);
    const agent = new HttpsAgent({
      keepAlive: true,
      ca: own.toString(),
      allowPartialTrustChain: true,
      checkServerIdentity: (_host, shown) =>
        shown.fingerprint256 === own.fingerprint256 ? undefined : new Error("not the gateway's certificate"),
    });
    pinned = { certificate, agent };
  }
  return pinned.agent;
}
