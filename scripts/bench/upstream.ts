/**
 * The benchmark's provider: fixed answers from memory, so that what is measured is the way to it. Its own process.
 *
 * The first part of the path chooses: `/chat` one JSON answer, `/burst` 200 events at once, `/paced` an event every
 * 20 ms, `/slow` ten events a second, `/claude` and `/ollama` the burst in Anthropic's and Ollama's dialects.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export const burstEvents = 200;
export const pacedEvents = 40;
export const pacedGapMs = 20;
export const slowEvents = 50;
export const slowGapMs = 100;

const usage = { prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 };
const message = { role: "assistant", content: "x".repeat(400) };
const answer = Buffer.from(
  JSON.stringify({
    id: "c1",
    object: "chat.completion",
    created: 1,
    model: "bench",
    choices: [{ index: 0, message, finish_reason: "stop" }],
    usage,
  }),
);
const event = (content: string, finishReason: string | null): Buffer =>
  Buffer.from(
    `data: ${JSON.stringify({
      id: "c1",
      object: "chat.completion.chunk",
      created: 1,
      model: "bench",
      choices: [{ index: 0, delta: { content }, finish_reason: finishReason }],
    })}\n\n`,
  );
const token = event("token", null);
const end = Buffer.concat([
  event("", "stop"),
  Buffer.from(`data: ${JSON.stringify({ id: "c1", model: "bench", choices: [], usage })}\n\ndata: [DONE]\n\n`),
]);

const named = (name: string, data: unknown): Buffer =>
  Buffer.from(`event: ${name}\ndata: ${JSON.stringify({ type: name, ...(data as object) })}\n\n`); // the objects below
const claude = {
  start: Buffer.concat([
    named("message_start", {
      message: {
        id: "m1",
        type: "message",
        role: "assistant",
        model: "bench",
        content: [],
        usage: { input_tokens: 11, output_tokens: 1 },
      },
    }),
    named("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
  ]),
  token: named("content_block_delta", { index: 0, delta: { type: "text_delta", text: "token" } }),
  end: Buffer.concat([
    named("content_block_stop", { index: 0 }),
    named("message_delta", { delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 200 } }),
    named("message_stop", {}),
  ]),
};
const line = (fields: object): Buffer =>
  Buffer.from(`${JSON.stringify({ model: "bench", created_at: "2026-01-01T00:00:00Z", ...fields })}\n`);
const ollama = {
  start: Buffer.alloc(0),
  token: line({ message: { role: "assistant", content: "token" }, done: false }),
  end: line({
    message: { role: "assistant", content: "" },
    done: true,
    done_reason: "stop",
    prompt_eval_count: 11,
    eval_count: 200,
  }),
};

if (process.argv[1] === import.meta.filename) {
  const server = createServer((request, response) => {
    request.resume();
    request.once("end", () => reply(request, response));
  });
  server.keepAliveTimeout = 120_000;
  server.listen(Number(process.argv[2]), "127.0.0.1", 4096, () => process.stdout.write("ready\n"));
}

function reply(request: IncomingMessage, response: ServerResponse): void {
  const kind = request.url?.split("/", 2)[1];
  if (kind === "burst") return burst(response, "text/event-stream", { start: Buffer.alloc(0), token, end });
  if (kind === "claude") return burst(response, "text/event-stream", claude);
  if (kind === "ollama") return burst(response, "application/x-ndjson", ollama);
  if (kind === "paced") return drip(response, pacedEvents, pacedGapMs);
  if (kind === "slow") return drip(response, slowEvents, slowGapMs);
  response.writeHead(200, { "content-type": "application/json", "content-length": answer.length });
  response.end(answer);
}

interface Script {
  readonly start: Buffer;
  readonly token: Buffer;
  readonly end: Buffer;
}

function burst(response: ServerResponse, contentType: string, script: Script): void {
  response.writeHead(200, { "content-type": contentType });
  if (script.start.length > 0) response.write(script.start);
  for (let index = 0; index < burstEvents; index++) response.write(script.token);
  response.end(script.end);
}

/** Each event at its own due time, so that a late one does not make the next late. */
function drip(response: ServerResponse, count: number, gapMs: number): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const startedAt = performance.now();
  let sent = 0;
  const next = (): void => {
    if (response.destroyed) return;
    response.write(token);
    sent++;
    if (sent === count) response.end(end);
    else setTimeout(next, Math.max(0, startedAt + sent * gapMs - performance.now()));
  };
  next();
}
