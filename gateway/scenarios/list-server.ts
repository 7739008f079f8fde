/** A server that lists models in any dialect, word for word as a test wrote it, and keeps what it was asked. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface ListAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it is. */
  readonly body: unknown;
}

export interface AskedList {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface ListServer {
  readonly origin: string;
  readonly host: string;
  readonly asked: AskedList[];
  stop(): Promise<void>;
}

/** @param answer  by what is asked; undefined = 404 */
export async function startListServer(answer: (asked: AskedList) => ListAnswer | undefined): Promise<ListServer> {
  const asked: AskedList[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const call = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
      asked.push(call);
      const found = answer(call) ?? { status: 404, body: "404 page not found" };
      response.writeHead(found.status ?? 200, { "content-type": "application/json", ...found.headers });
      response.end(typeof found.body === "string" ? found.body : JSON.stringify(found.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
