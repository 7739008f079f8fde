/**
 * The benchmark's provider: fixed answers from memory, so that what is measured is the way to it. Its own process.
 *
 * The first part of the path chooses: `/chat` one JSON answer, `/burst` 200 events at once, `/paced` an event every
 * 20 ms, `/slow` ten events a second.
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
  if (kind === "burst") return burst(response);
  if (kind === "paced") return drip(response, pacedEvents, pacedGapMs);
  if (kind === "slow") return drip(response, slowEvents, slowGapMs);
  response.writeHead(200, { "content-type": "application/json", "content-length": answer.length });
  response.end(answer);
}

function burst(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (let index = 0; index < burstEvents; index++) response.write(token);
  response.end(end);
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
