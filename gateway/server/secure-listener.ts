/**
 * HTTPS for every address the gateway listens on, with certificates that change while connections stay.
 *
 * Where clients show certificates no session is resumed: a resumed one proves who had the ticket, not who has the key, and is
 * not checked against the CA again.
 */
import { constants } from "node:crypto";
import type { RequestListener, Server, ServerOptions } from "node:http";
import { createServer, type Server as HttpsServer } from "node:https";
import type { SecureContextOptions, TLSSocket } from "node:tls";
import type { TlsMaterial } from "../contract/connections.ts";
import { reasonOf } from "./client-certificate.ts";

/** A handshake that came to nothing: why, and whose. */
export type RefusalReporter = (reason: string, address: string | null) => void;

const handshakeTimeoutMs = 10_000;

export class SecureListener {
  readonly #servers: HttpsServer[] = [];
  readonly #onRefusal: RefusalReporter;
  #material: TlsMaterial;

  constructor(material: TlsMaterial, onRefusal: RefusalReporter) {
    this.#material = material;
    this.#onRefusal = onRefusal;
  }

  get material(): TlsMaterial {
    return this.#material;
  }

  create(options: ServerOptions, handler: RequestListener): Server {
    const { clientCa, clientCertificate } = this.#material;
    const server = createServer(
      {
        ...options,
        ...contextOf(this.#material),
        handshakeTimeout: handshakeTimeoutMs,
        requestCert: clientCa !== null,
        rejectUnauthorized: clientCa !== null && clientCertificate === "required",
      },
      handler,
    );
    server.on("tlsClientError", (error: Error & { code?: string }, socket) => this.#report(error, socket));
    this.#servers.push(server);
    return server;
  }

  /** New connections get the new certificates; open ones go on. Whether clients are asked for one stays as it began. */
  replace(material: TlsMaterial): void {
    for (const server of this.#servers) server.setSecureContext(contextOf(material));
    this.#material = material;
  }

  #report({ code = "" }: Error & { code?: string }, socket: TLSSocket): void {
    // Typed as Error, but Node sets OpenSSL's code as text.
    const verdict: unknown = socket.authorizationError;
    if (typeof verdict !== "string" && code === "ECONNRESET") return; // a port scan, a probe: nobody was refused
    this.#onRefusal(reasonOf(typeof verdict === "string" ? verdict : code), socket.remoteAddress ?? null);
  }
}

function contextOf({ cert, key, clientCa }: TlsMaterial): SecureContextOptions {
  const context: SecureContextOptions = { cert, key, minVersion: "TLSv1.2" };
  return clientCa === null ? context : { ...context, ca: clientCa, secureOptions: constants.SSL_OP_NO_TICKET };
}
