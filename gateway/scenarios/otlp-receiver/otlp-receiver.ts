/**
 * A receiver of OTLP on loopback sockets, over HTTP (protobuf and JSON, plain and gzip) and over gRPC, that misbehaves on
 * request.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { Server, ServerCredentials, type Metadata } from "@grpc/grpc-js";
import { spansInJson, spansInProtobuf, type ReceivedSpan } from "./trace-request.ts";

export interface OtlpReceiver {
  readonly httpUrl: string;
  readonly grpcUrl: string;
  readonly spans: ReceivedSpan[];
  /** Of each export, in order. */
  readonly exports: {
    readonly path: string;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly spans: number;
  }[];
  /** What the next exports are answered with; 0 = not at all. */
  answer: number;
  /** Waits for spans that fit. @throws Error after 10 s */
  waitFor(fits: (span: ReceivedSpan) => boolean, count?: number): Promise<ReceivedSpan[]>;
  stop(): Promise<void>;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const state: OtlpReceiver = {
    httpUrl: "",
    grpcUrl: "",
    spans: [],
    exports: [],
    answer: 200,
    waitFor: (fits, count = 1) => waitFor(state, fits, count),
    stop: async () => {},
  };
  const http = createServer((request, response) => void receive(request, response, state));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo; // a TCP server has one
  const grpc = grpcServer(state);
  const grpcPort = await new Promise<number>((resolve, reject) =>
    grpc.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (failure, bound) =>
      failure === null ? resolve(bound) : reject(failure),
    ),
  );
  return Object.assign(state, {
    httpUrl: `http://127.0.0.1:${port}`,
    grpcUrl: `http://127.0.0.1:${grpcPort}`,
    stop: async () => {
      grpc.forceShutdown();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  });
}

async function receive(request: IncomingMessage, response: ServerResponse, state: OtlpReceiver): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // a request without encoding yields buffers
  const sent = Buffer.concat(chunks);
  const body = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
  const isJson = request.headers["content-type"] === "application/json";
  if (state.answer === 0) return;
  if (state.answer !== 200) return void response.writeHead(state.answer).end("no");
  if (request.url?.endsWith("/v1/metrics") === true) return void response.writeHead(200).end(); // not what it looks for
  take(state, request.url ?? "", request.headers, isJson ? spansInJson(body) : spansInProtobuf(body));
  response.writeHead(200, { "content-type": isJson ? "application/json" : "application/x-protobuf" });
  response.end(isJson ? "{}" : Buffer.alloc(0));
}

function take(state: OtlpReceiver, path: string, headers: Record<string, unknown>, spans: ReceivedSpan[]): void {
  state.spans.push(...spans);
  state.exports.push({ path, headers, spans: spans.length });
}

function grpcServer(state: OtlpReceiver): Server {
  const server = new Server();
  const path = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  const asIs = (value: Buffer): Buffer => value;
  server.addService(
    {
      export: {
        path,
        requestStream: false,
        responseStream: false,
        requestSerialize: asIs,
        requestDeserialize: asIs,
        responseSerialize: asIs,
        responseDeserialize: asIs,
      },
    },
    {
      export: (
        call: { request: Buffer; metadata: Metadata },
        reply: (failure: { code: number; message: string } | null, body?: Buffer) => void,
      ): void => {
        if (state.answer !== 200) return reply({ code: 13, message: "no" });
        take(state, path, call.metadata.getMap(), spansInProtobuf(call.request));
        reply(null, Buffer.alloc(0));
      },
    },
  );
  return server;
}

async function waitFor(
  { spans }: OtlpReceiver,
  fits: (span: ReceivedSpan) => boolean,
  count: number,
): Promise<ReceivedSpan[]> {
  const until = Date.now() + 10_000;
  for (;;) {
    const found = spans.filter(fits);
    if (found.length >= count) return found;
    if (Date.now() > until)
      throw new Error(`received ${found.length} of ${count} spans: ${spans.map(({ name }) => name).join(", ")}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
