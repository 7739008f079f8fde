/**
 * The certificate that a client showed in its handshake: read once per connection, believed only when its CA is ours.
 *
 * Law: a certificate that is shown and not valid is refused, also where none is asked for: it never counts as "none".
 */
import type { X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { ClientCertificate } from "../contract/connections.ts";
import { GatewayError } from "../contract/errors.ts";
import { certificateNames } from "./certificate-names.ts";

interface Shown extends ClientCertificate {
  /** Why the handshake did not trust it, OpenSSL's word; null = it did. */
  readonly refused: string | null;
  /** Epoch milliseconds; a connection may outlive it. */
  readonly endsAt: number;
}

const shownOn = new WeakMap<Socket, Shown>();

/**
 * @param nowMs  epoch milliseconds
 * @returns null when the connection has none
 * @throws GatewayError `client_certificate_refused`
 */
export function clientCertificate(socket: Socket, nowMs: number): ClientCertificate | null {
  if (!(socket instanceof TLSSocket)) return null;
  let shown = shownOn.get(socket);
  if (shown === undefined) {
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) return null;
    shown = read(certificate, socket);
    shownOn.set(socket, shown);
  }
  if (shown.refused === null && nowMs < shown.endsAt) return shown;
  throw new GatewayError("client_certificate_refused", {
    message: `The client certificate is not accepted: ${reasonOf(shown.refused ?? "CERT_HAS_EXPIRED")}.`,
    hint: "Use a certificate that the gateway's client CA signed and that is in force.",
  });
}

function read(certificate: X509Certificate, socket: TLSSocket): Shown {
  // Typed as Error, but Node sets OpenSSL's code as text.
  const reason: unknown = socket.authorizationError;
  return {
    names: certificateNames(certificate.toLegacyObject().subject.CN, certificate.subjectAltName ?? ""),
    fingerprint: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
    refused: socket.authorized ? null : typeof reason === "string" ? reason : "UNKNOWN",
    endsAt: Date.parse(certificate.validTo),
  };
}

/** @param code  OpenSSL's, as Node gives it */
export function reasonOf(code: string): string {
  switch (code) {
    case "CERT_HAS_EXPIRED":
      return "it has ended";
    case "CERT_NOT_YET_VALID":
      return "it is not in force yet";
    case "INVALID_PURPOSE":
      return "it is not made for clients (extendedKeyUsage clientAuth)";
    case "ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE":
      return "none was shown";
    case "ERR_SSL_HTTP_REQUEST":
      return "the client speaks plain HTTP to the HTTPS port";
    case "ERR_SSL_UNSUPPORTED_PROTOCOL":
      return "the client speaks an older TLS than 1.2";
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
      return "another CA signed it";
    default:
      return /^[\w]{1,64}$/.test(code) ? code : "it is not valid";
  }
}
