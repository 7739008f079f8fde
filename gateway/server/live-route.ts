/**
 * The live feed as SSE for the panel. A reader that falls behind by a megabyte is dropped, never waited for: it
 * reconnects and asks the log for what it missed.
 */
import type { FastifyInstance } from "fastify";
import { livePath, panelApiBase } from "../contract/admin.ts";
import type { LiveFeed } from "../telemetry/live-feed.ts";
import { LiveBatch } from "./live-batch.ts";
import { securityHeaders } from "./security-headers.ts";

const maxBehindBytes = 1024 * 1024;
const heartbeatMs = 15_000;
/** Sooner than the eye tells from at once; a busy gateway writes twenty times a second instead of thousands. */
const batchMs = 50;
/** Requests in each: five hundred a second are more than anyone reads, and the log has them all. */
const batchSize = 25;
/** While there are more than that: two hundred a second, so that the list moves between what it reads of the log. */
const crowdedBatchSize = 10;

export function registerLiveRoute(app: FastifyInstance, feed: LiveFeed): void {
  app.get(`${panelApiBase}${livePath}`, { config: { access: "panel" } }, (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      ...securityHeaders,
    });
    raw.write("retry: 1000\n\n");
    const write = (text: string): void => {
      if (raw.writableLength > maxBehindBytes) raw.destroy();
      else if (!raw.destroyed) raw.write(text);
    };
    const batch = new LiveBatch(batchSize, crowdedBatchSize);
    const subscription = feed.subscribe((news) => {
      if (batch.isEmpty) setTimeout(() => write(batch.take()), batchMs);
      batch.add(news);
    });
    const heartbeat = setInterval(() => write(": alive\n\n"), heartbeatMs);
    request.raw.socket.once("close", () => {
      clearInterval(heartbeat);
      void subscription.dispose();
    });
  });
}
