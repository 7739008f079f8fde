/**
 * The live feed as SSE for the panel. A reader that falls behind by a megabyte is dropped, never waited for: it
 * reconnects and asks the log for what it missed.
 */
import type { FastifyInstance } from "fastify";
import { livePath, panelApiBase } from "../contract/admin.ts";
import type { LiveFeed } from "../telemetry/live-feed.ts";
import { securityHeaders } from "./security-headers.ts";

const maxBehindBytes = 1024 * 1024;
const heartbeatMs = 15_000;

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
      else raw.write(text);
    };
    const subscription = feed.subscribe((event) => write(`data: ${JSON.stringify(event)}\n\n`));
    const heartbeat = setInterval(() => write(": alive\n\n"), heartbeatMs);
    request.raw.socket.once("close", () => {
      clearInterval(heartbeat);
      void subscription.dispose();
    });
  });
}
