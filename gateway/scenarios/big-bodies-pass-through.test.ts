/** Fifty megabytes in and out arrive byte for byte; what is beyond the limit is refused in OpenAI's envelope. */
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const size = 50 * 1024 * 1024;
let upstream: Server;
let gateway: RunningGateway;
let receivedHash = "";

beforeAll(async () => {
  upstream = createServer((request, response) => {
    const digest = createHash("sha256");
    let text = "";
    request.on("data", (chunk: Buffer) => {
      text += text.length < 200 ? chunk.toString("latin1", 0, 200) : "";
      digest.update(chunk);
    });
    request.on("end", () => {
      receivedHash = digest.digest("hex");
      const long = text.includes("answer-long") ? "b".repeat(size) : "short";
      const message = { role: "assistant", content: long };
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({
          id: "1",
          object: "chat.completion",
          model: "x",
          choices: [{ index: 0, message, finish_reason: "stop" }],
        }),
      );
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const { port } = upstream.address() as AddressInfo; // a TCP server has one
  gateway = await runGateway(`model_list:
  - {model_name: x, litellm_params: {model: openai/x, api_base: "http://127.0.0.1:${port}/v1", api_key: k}}
general_settings: {master_key: ${masterKey}}
`);
});
afterAll(async () => {
  await gateway.stop();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
});

it("a long request arrives as it was sent", async () => {
  // The alias and the model have one name, so not a byte of the body needs to change.
  const body = { model: "x", messages: [{ role: "user", content: "a".repeat(size) }] };
  const response = await gateway.chat(body);
  expect(response.status).toBe(200);
  await response.text();
  expect(receivedHash).toBe(createHash("sha256").update(JSON.stringify(body)).digest("hex"));
  const [row] = await gateway.rows(1);
  expect((await gateway.detail(row?.id ?? "")).requestCut).toBe(true);
}, 60_000);

it("a long answer arrives whole", async () => {
  const response = await gateway.chat({ model: "x", messages: [{ role: "user", content: "answer-long" }] });
  const answer = (await response.json()) as { choices: { message: { content: string } }[] };
  expect(answer.choices[0]?.message.content).toBe("b".repeat(size));
}, 60_000);

it("a request beyond the limit is refused with 413 and OpenAI's envelope", async () => {
  const response = await gateway.chat({
    model: "x",
    messages: [{ role: "user", content: "a".repeat(120 * 1024 * 1024) }],
  });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ error: { portico_code: "request_too_large", code: "413" } });
}, 60_000);
