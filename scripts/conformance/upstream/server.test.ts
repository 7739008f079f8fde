/** The upstream both gateways are compared by: it records what came and fails as it is told, in each dialect's words. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startUpstream, type Upstream } from "./server.ts";

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.stop());

function ask(path: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json", "x-api-key": "k" };
  return fetch(`${upstream.origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

const say = (content: string): object => ({ model: "m", messages: [{ role: "user", content }] });

describe("the upstream", () => {
  it("keeps each call until it is taken", async () => {
    await ask("/v1/messages", say("hi"));
    expect(upstream.take()).toMatchObject([
      { method: "POST", path: "/v1/messages", auth: "x-api-key: k", body: say("hi") },
    ]);
    expect(upstream.take()).toEqual([]);
  });

  it.each([
    ["/v1/chat/completions", 429, { error: { message: "Rate limit reached for model" } }],
    ["/v1/messages", 429, { type: "error", error: { type: "rate_limit_error" } }],
    ["/api/chat", 429, { error: "Rate limit reached for model" }],
    ["/gem/models/x:generateContent", 429, { error: { code: 429, status: "RESOURCE_EXHAUSTED" } }],
    ["/v2/chat", 429, { message: "Rate limit reached for model" }],
  ])("%s fails in its own dialect", async (path, status, body) => {
    const response = await ask(path, say("fault:429"));
    expect(response.status).toBe(status);
    expect(response.headers.get("retry-after")).toBe("7");
    expect(await response.json()).toMatchObject(body);
  });

  it.each([
    ["/v1/chat/completions", "data: [DONE]"],
    ["/v1/messages", "event: message_stop"],
    ["/v1/responses", "event: response.completed"],
    ["/api/chat", '"done":true'],
  ])("%s streams to its end, and without it when told to break", async (path, end) => {
    const whole = await (await ask(path, { ...say("hi"), input: "hi", stream: true })).text();
    expect(whole).toContain(end);
    const cut = await ask(path, { ...say("fault:cut1"), input: "fault:cut1", stream: true });
    await expect(cut.text()).rejects.toThrow();
  });
});
