/** A provider that answers each model with exactly the bytes a test wrote for it. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ScriptedAnswer {
  readonly contentType: string;
  readonly body: string;
  /** `cut`: the connection breaks after the body; `hang`: nothing more comes and nothing ends. Default: a good end. */
  readonly ending?: "cut" | "hang";
}

export interface ScriptedUpstream {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param answers  by the `model` that arrives, with `:stream` behind it for streamed requests */
export async function startScriptedUpstream(
  answers: Readonly<Record<string, ScriptedAnswer>>,
): Promise<ScriptedUpstream> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { model, stream } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as {
        model: string;
        stream?: boolean;
      };
      send(response, answers[stream === true ? `${model}:stream` : model]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, answer: ScriptedAnswer | undefined): void {
  if (answer === undefined) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": answer.contentType });
  response.write(answer.body, () => {
    if (answer.ending === undefined) response.end();
    else if (answer.ending === "cut") setTimeout(() => response.destroy(), 20);
  });
}

/** @param events  each a JSON value, or a whole event as text */
export function sse(...events: readonly unknown[]): ScriptedAnswer {
  const body = events
    .map((event) => (typeof event === "string" ? event : `data: ${JSON.stringify(event)}`))
    .join("\n\n");
  return { contentType: "text/event-stream", body: `${body}\n\n` };
}

/** Anthropic's events carry their type as the event's name. */
export function anthropicSse(
  ...events: readonly { readonly type: string; readonly [key: string]: unknown }[]
): ScriptedAnswer {
  return sse(...events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}`));
}

export function json(value: unknown): ScriptedAnswer {
  return { contentType: "application/json", body: JSON.stringify(value) };
}
