/** Sends one case over its own connection and keeps what came, broken or not. */
import { request } from "node:http";
import type { Case } from "./case.ts";

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The connection ended before the answer did. */
  readonly isBroken: boolean;
}

const patienceMs = 60_000;

export function send(origin: string, { method, path, headers, body }: Case): Promise<Received> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let received: Record<string, string> = {};
    const settle = (isBroken: boolean): void =>
      resolve({ status, headers: received, body: Buffer.concat(chunks), isBroken });
    const length = body === null ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const outgoing = request(
      `${origin}${path}`,
      { method, headers: { ...headers, ...length }, agent: false, timeout: patienceMs },
      (response) => {
        status = response.statusCode ?? 0;
        received = Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const),
        );
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("end", () => settle(!response.complete));
        response.once("error", () => settle(true));
      },
    );
    outgoing.once("timeout", () => outgoing.destroy(new Error("no answer in time")));
    outgoing.once("error", () => settle(true));
    outgoing.end(body ?? undefined);
  });
}
