/** A provider that begins its streams and ends them when a test says so; what is no stream is answered whole, with usage. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface HeldUpstream {
  readonly url: string;
  /** Streams that began and did not end yet. */
  readonly held: ReadonlySet<ServerResponse>;
  /** Ends every open stream with `text`. */
  release(text: string): void;
  stop(): Promise<void>;
}

export async function startHeldUpstream(): Promise<HeldUpstream> {
  const held = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { stream } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { stream?: boolean };
      if (stream !== true) return void response.setHeader("content-type", "application/json").end(whole);
      response.writeHead(200, { "content-type": "text/event-stream" }).write(chunkOf("begun "));
      held.add(response);
      response.once("close", () => held.delete(response));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  return {
    url: `http://127.0.0.1:${port}/v1`,
    held,
    release: (text) => {
      for (const response of held) response.end(`${chunkOf(text)}data: [DONE]\n\n`);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const whole = JSON.stringify({
  id: "w",
  object: "chat.completion",
  choices: [{ index: 0, message: { role: "assistant", content: "whole" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
});

function chunkOf(content: string): string {
  const choices = [{ index: 0, delta: { content } }];
  return `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", choices })}\n\n`;
}
