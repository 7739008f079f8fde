/** The feed's route on a real socket: events as SSE, and a reader that sleeps is let go. */
import fastify from "fastify";
import { request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { notYetKnown, type SpendLogRow } from "../contract/spend-log.ts";
import { LiveFeed } from "../telemetry/live-feed.ts";
import { registerLiveRoute } from "./live-route.ts";

let feed: LiveFeed;
let app: ReturnType<typeof fastify>;
beforeEach(async () => {
  feed = new LiveFeed();
  app = fastify({ forceCloseConnections: true });
  registerLiveRoute(app, feed);
  await app.listen({ port: 0, host: "127.0.0.1" });
});
afterEach(() => app.close());

function connect(): Promise<IncomingMessage> {
  const { port } = app.server.address() as AddressInfo; // a TCP server has one
  return new Promise((resolve, reject) => {
    const asking = request({ port, path: "/ui/api/live" }, resolve);
    asking.on("error", reject);
    asking.end();
  });
}

const row = (id: number, alias: string): SpendLogRow => ({
  ...notYetKnown,
  id: String(id),
  startedAt: 0,
  operation: "chat",
  alias,
  stream: false,
  keyDigest: null,
  keyName: null,
  userAgent: null,
  clientAddress: null,
});

it("lets a reader go that does not read, and goes on telling the others", async () => {
  const sleeper = await connect();
  sleeper.pause();
  let isGone = false;
  sleeper.socket.on("close", () => (isGone = true));
  sleeper.on("error", () => (isGone = true));
  const awake = await connect();
  let heard = 0;
  awake.on("data", (chunk: Buffer) => (heard += chunk.length));
  const long = "x".repeat(512 * 1024);
  const atOnce = 20;
  for (let round = 1; round <= 4; round++) {
    for (let index = 0; index < atOnce; index++) {
      const whole = row(round * 100 + index, long);
      feed.publish({ type: "started", id: whole.id, row: () => whole });
    }
    await expect.poll(() => heard, { timeout: 10_000 }).toBeGreaterThan(round * atOnce * long.length);
  }
  sleeper.resume();
  await expect.poll(() => isGone, { timeout: 10_000 }).toBe(true);
  expect(feed.hasReaders).toBe(true);
  awake.destroy();
  await expect.poll(() => feed.hasReaders, { timeout: 10_000 }).toBe(false);
});
