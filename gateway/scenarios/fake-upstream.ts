/**
 * A provider that behaves like OpenRouter, and misbehaves on request: the ground truth of every fault test.
 *
 * The last user message chooses the fault (`fault:NAME` or `fault:NAME:ARG`). Everything it received is kept, and when a
 * call was aborted.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { ReceivedCall } from "./received-call.ts";
import { answerMedia } from "./fake-upstream-media.ts";
import { playFault } from "./fake-upstream-faults.ts";
import { chatAnswer, chatEvents, completionAnswer, embeddingAnswer, eventText } from "./fake-upstream-answers.ts";

export interface FakeUpstream {
  readonly url: string;
  readonly port: number;
  readonly received: ReceivedCall[];
  /** Open connections now. */
  readonly sockets: ReadonlySet<Socket>;
  /** Calls whose answer neither ended nor was cut yet. */
  readonly open: ReadonlySet<ReceivedCall>;
  /** Upstream model -> the fault it plays, whatever the message says; may change at any time. */
  readonly faults: Map<string, string>;
  waitFor(count: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startFakeUpstream(port = 0): Promise<FakeUpstream> {
  const received: ReceivedCall[] = [];
  const open = new Set<ReceivedCall>();
  const sockets = new Set<Socket>();
  const faults = new Map<string, string>();
  const server = createServer((request, response) => void answer(request, response, { received, open, faults }));
  server.keepAliveTimeout = 30_000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: bound } = server.address() as AddressInfo; // a TCP server has one
  return {
    url: `http://127.0.0.1:${bound}/v1`,
    port: bound,
    received,
    sockets,
    open,
    faults,
    waitFor: async (count) => {
      const until = Date.now() + 15_000;
      while (received.length < count) {
        if (Date.now() > until) throw new Error(`the upstream received ${received.length} calls, not ${count}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Calls {
  readonly received: ReceivedCall[];
  readonly open: Set<ReceivedCall>;
  readonly faults: ReadonlyMap<string, string>;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { received, open, faults }: Calls,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // a request without encoding yields buffers
  const rawBody = Buffer.concat(chunks).toString("utf8");
  const call: ReceivedCall = {
    method: request.method ?? "",
    path: request.url ?? "",
    headers: request.headers,
    rawBody,
    body: parse(rawBody),
    abortedAt: null,
  };
  received.push(call);
  open.add(call);
  response.on("close", () => {
    open.delete(call);
    if (!response.writableFinished) call.abortedAt = performance.now();
  });
  const fault = /^fault:([\w-]+)(?::(.*))?$/s.exec(faults.get(String(call.body["model"])) ?? lastUserText(call.body));
  if (fault !== null && playFault({ name: fault[1] ?? "", argument: fault[2] ?? "", call, response })) return;
  answerWell(call, response);
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>; // the tests send objects
  } catch {
    return {};
  }
}

export function lastUserText(body: Readonly<Record<string, unknown>>): string {
  const messages = Array.isArray(body["messages"]) ? (body["messages"] as { role?: string; content?: unknown }[]) : [];
  const content = messages.findLast(({ role }) => role === "user")?.content ?? body["prompt"] ?? "";
  return typeof content === "string" ? content : JSON.stringify(content);
}

function answerWell(call: ReceivedCall, response: ServerResponse): void {
  if (/\/models(\?|$)/.test(call.path))
    return sendJson(response, { object: "list", data: [{ id: "m", object: "model" }] });
  if (answerMedia(call, response)) return;
  if (call.path.endsWith("/embeddings")) return sendJson(response, embeddingAnswer(call.body));
  const isChat = call.path.endsWith("/chat/completions");
  if (call.body["stream"] !== true)
    return sendJson(response, isChat ? chatAnswer(call.body) : completionAnswer(call.body));
  startStream(response);
  response.write(": OPENROUTER PROCESSING\n\n");
  for (const event of chatEvents(call.body, isChat)) response.write(eventText(event));
  response.end("data: [DONE]\n\n");
}

export function startStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "x-up": "1" });
}

export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    "content-type": "application/json",
    "x-ratelimit-remaining-requests": "99",
    ...headers,
  });
  response.end(body);
}
