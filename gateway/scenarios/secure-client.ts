/** A client of an HTTPS gateway: it trusts the tests' CA, and shows the certificate it is given. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect, type ConnectionOptions, type TLSSocket } from "node:tls";
import { Agent, fetch as undiciFetch, type RequestInit as UndiciInit } from "undici";

const folder = join(import.meta.dirname, "..", "server", "__fixtures__", "tls");

/** Path of a test certificate or key: `test-server`, `test-server-key`. */
export function pemFile(name: string): string {
  return join(folder, `${name}.pem`);
}

export function pemText(name: string): string {
  return readFileSync(pemFile(name), "utf8");
}

type ClientTls = Pick<ConnectionOptions, "ca" | "cert" | "key">;

/** @param certificate  e.g. `test-client-app`; null = the client shows none */
export function clientTls(certificate: string | null): ClientTls {
  const ca = pemText("test-ca");
  return certificate === null ? { ca } : { ca, cert: pemText(certificate), key: pemText(`${certificate}-key`) };
}

/** `fetch` over connections that show the certificate. */
export function fetchAs(certificate: string | null): typeof fetch {
  const dispatcher = new Agent({ connect: clientTls(certificate) });
  // undici's own fetch is the one Node has; only the classes in their declarations differ.
  return ((url: string, init: UndiciInit = {}) => undiciFetch(url, { ...init, dispatcher })) as unknown as typeof fetch;
}

/** How one connection ended: the bytes that came, or the error. */
export interface RawEnd {
  readonly text: string;
  readonly error: string | null;
  readonly isResumed: boolean;
  readonly serial: string | null;
  readonly session: Buffer | null;
}

/** One request over a socket of its own, `GET /health/liveliness` unless told. */
export function rawRequest(port: number, options: ConnectionOptions, request = probe): Promise<RawEnd> {
  return new Promise((resolve) => {
    let [text, error, session]: [string, string | null, Buffer | null] = ["", null, null];
    let [isResumed, serial]: [boolean, string | null] = [false, null];
    const socket: TLSSocket = connect({ port, host: "127.0.0.1", ...options }, () => {
      isResumed = socket.isSessionReused();
      serial = socket.getPeerX509Certificate()?.serialNumber ?? null;
      socket.write(request);
    });
    socket.on("session", (ticket) => (session = ticket));
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.on("error", (failure) => (error = "code" in failure ? String(failure.code) : failure.message));
    socket.on("close", () => resolve({ text, error, isResumed, serial, session }));
  });
}

const probe = "GET /health/liveliness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
