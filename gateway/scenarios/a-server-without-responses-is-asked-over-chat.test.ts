/** A Responses client on a server that speaks OpenAI's chat only: answered all the same, and asked in vain but once. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chatAnswer, chatEvents, eventText } from "./fake-upstream-answers.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const paths: string[] = [];
/** What `/v1/responses` is refused with. */
let refusal: { readonly status: number; readonly body: string } = { status: 404, body: "" };
let server: Server;
let gateway: RunningGateway;
let yaml: string;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // a request without encoding yields buffers
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>; // the tests send objects
  paths.push(request.url ?? "");
  if (request.url === "/v1/responses") {
    response.writeHead(refusal.status, { "content-type": "application/json" });
    return void response.end(refusal.body);
  }
  if (body["stream"] !== true) {
    response.writeHead(200, { "content-type": "application/json" });
    return void response.end(JSON.stringify(chatAnswer(body)));
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of chatEvents(body, true)) response.write(eventText(event));
  response.end("data: [DONE]\n\n");
}

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  yaml =
    `model_list:\n  - {model_name: own, litellm_params: {model: openai/m, api_base: "http://127.0.0.1:${port}/v1", api_key: sk-up-1}}\n` +
    `general_settings: {master_key: ${masterKey}}\n`;
});
beforeEach(async () => {
  paths.length = 0;
  await gateway?.stop();
  gateway = await runGateway(yaml);
});
afterAll(async () => {
  await gateway.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ask = (own: Record<string, unknown> = {}): Promise<Response> =>
  gateway.call("/v1/responses", { method: "POST", body: JSON.stringify({ model: "own", input: "hi", ...own }) });

const unknownPaths: readonly (readonly [string, number, string])[] = [
  ["FastAPI", 404, '{"detail":"Not Found"}'],
  ["llama.cpp", 404, '{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}'],
  ["Go", 404, "404 page not found"],
  ["Express", 404, "<pre>Cannot POST /v1/responses</pre>"],
  ["a server that knows the path for GET only", 405, '{"detail":"Method Not Allowed"}'],
  ["nobody's words", 404, ""],
];

describe("a server without /responses", () => {
  it.each(unknownPaths)("is asked over chat after the refusal of %s", async (_name, status, body) => {
    refusal = { status, body };
    const reply = await ask();
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({ object: "response", status: "completed", model: "own" });
    expect(paths).toEqual(["/v1/responses", "/v1/chat/completions"]);
  });

  it("is not asked in vain a second time, until the config changes", async () => {
    refusal = { status: 404, body: '{"detail":"Not Found"}' };
    await (await ask()).text();
    const streamed = await (await ask({ stream: true })).text();
    expect(streamed).toContain("event: response.completed");
    expect(paths).toEqual(["/v1/responses", "/v1/chat/completions", "/v1/chat/completions"]);

    writeFileSync(gateway.configFile, `${yaml}# changed\n`);
    await expect
      .poll(async () => {
        await (await ask()).text();
        return paths.filter((path) => path === "/v1/responses").length;
      })
      .toBe(2);
  });

  it("leaves one row with one attempt", async () => {
    refusal = { status: 405, body: "" };
    await (await ask()).text();
    expect((await gateway.rows(1))[0]).toMatchObject({ attempts: 1 });
  });

  it.each([
    ["an unknown model", '{"error":{"message":"The model `m` does not exist","code":"model_not_found"}}'],
    ["a response nobody kept", '{"error":{"message":"Previous response with id \'resp_0\' not found."}}'],
  ])("is told apart from %s, which stays a 404", async (_name, body) => {
    refusal = { status: 404, body };
    expect((await ask()).status).toBe(404);
    expect(paths).toEqual(["/v1/responses"]);
  });
});
