/** `portico.continue_streams`: a stream that breaks after its first content goes on at a fallback with the text so far. */
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { HandTime } from "./hand-time.ts";
import { masterKey, readEvents, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const entry = (name: string): string =>
    `  - {model_name: ${name}, litellm_params: {model: openai/${name}, api_base: "${upstream.url}", api_key: x}}\n`;
  gateway = await runGateway(
    `model_list:\n${["main", "spare", "last", "plain"].map(entry).join("")}` +
      `router_settings: {num_retries: 0, fallbacks: [{main: [spare, last]}, {plain: [spare]}]}\n` +
      `general_settings: {master_key: ${masterKey}}\nportico: {stream_idle_timeout: 0.4, continue_streams: [main]}\n`,
    {},
    new HandTime().seams(),
  );
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});
afterEach(() => upstream.faults.clear());

interface Chunk {
  choices?: { delta?: { content?: string; role?: string }; finish_reason?: string | null }[];
  error?: { portico_code: string };
}

async function stream(model = "main"): Promise<{
  text: string;
  errors: string[];
  isDone: boolean;
  finishes: number;
  calls: Readonly<Record<string, unknown>>[];
}> {
  const before = upstream.received.length;
  const messages = [{ role: "user", content: "hi" }];
  const response = await gateway.chat({ model, stream: true, messages });
  const events = await readEvents(response);
  const chunks = events.filter((data) => data !== "[DONE]").map((data) => JSON.parse(data) as Chunk);
  return {
    text: chunks.map((chunk) => chunk.choices?.[0]?.delta?.content ?? "").join(""),
    errors: chunks.flatMap(({ error }) => (error === undefined ? [] : [error.portico_code])),
    finishes: chunks.filter(({ choices }) => typeof choices?.[0]?.finish_reason === "string").length,
    isDone: events.at(-1) === "[DONE]",
    calls: upstream.received.slice(before).map(({ body }) => body),
  };
}

const whole = "Hello 안녕";

describe("a stream of an alias in continue_streams", () => {
  it.each(["cut1", "fin", "err1", "stall", "garbage4"])(
    "goes on at the fallback after %s, as one stream",
    async (fault) => {
      upstream.faults.set("main", `fault:${fault}`);
      const { text, errors, finishes, isDone, calls } = await stream();
      expect({ text, errors, finishes, isDone }).toEqual({
        text: `par${whole}`,
        errors: [],
        finishes: 1,
        isDone: true,
      });
      expect(calls.map(({ model }) => model)).toEqual(["main", "spare"]);
      expect(calls[1]?.["messages"]).toEqual([
        { role: "user", content: "hi" },
        { role: "assistant", content: "par" },
        { role: "user", content: expect.stringContaining("Continue it from exactly that point") },
      ]);
      const [row] = await gateway.rows(1);
      expect(row).toMatchObject({ state: "ok", attempts: 2, upstreamModel: "spare" });
      const { attemptList, route } = await gateway.detail(row?.id ?? "");
      expect(attemptList.map(({ errorCode }) => errorCode)).toEqual([expect.stringMatching(/^upstream_/), null]);
      expect(route?.steps).toContainEqual(expect.objectContaining({ type: "continued", afterCharacters: 3 }));
    },
  );

  it("goes on a second time when the fallback breaks as well", async () => {
    upstream.faults.set("main", "fault:cut1").set("spare", "fault:cut1");
    const { text, isDone, calls, finishes } = await stream();
    expect({ text, isDone, finishes }).toEqual({ text: `parpar${whole}`, isDone: true, finishes: 1 });
    expect(calls.map(({ model }) => model)).toEqual(["main", "spare", "last"]);
    expect(calls[2]?.["messages"]).toContainEqual({ role: "assistant", content: "parpar" });
    upstream.faults.set("spare", "fault:500");
    expect(await stream()).toMatchObject({ text: `par${whole}`, isDone: true });
  });

  it("ends in the first failure's error event when nobody goes on", async () => {
    upstream.faults.set("main", "fault:cut1").set("spare", "fault:503").set("last", "fault:401");
    const { text, errors, isDone } = await stream();
    expect({ text, errors, isDone }).toEqual({ text: "par", errors: ["upstream_disconnected"], isDone: false });
    const [row] = await gateway.rows(1);
    expect(row).toMatchObject({ state: "partial", errorCode: "upstream_disconnected", attempts: 3 });
    const { attemptList } = await gateway.detail(row?.id ?? "");
    expect(attemptList.map(({ errorCode }) => errorCode)).toEqual([
      "upstream_disconnected",
      "upstream_unavailable",
      "upstream_auth",
    ]);
  });

  it("never goes on after a tool call has begun", async () => {
    upstream.faults.set("main", "fault:tool-cut");
    const { errors, isDone, calls } = await stream();
    expect({ errors, isDone, count: calls.length }).toEqual({
      errors: ["upstream_disconnected"],
      isDone: false,
      count: 1,
    });
  });

  it("is untouched where nothing breaks", async () => {
    expect(await stream()).toMatchObject({ text: whole, errors: [], isDone: true, finishes: 1 });
  });

  it("reads as one answer through the official SDK, and in Anthropic's dialect", async () => {
    upstream.faults.set("main", "fault:cut1");
    const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: masterKey, maxRetries: 0 });
    const answer = await client.chat.completions.create({
      model: "main",
      stream: true,
      messages: [{ role: "user", content: "hi" }],
    });
    let text = "";
    for await (const chunk of answer) text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toBe(`par${whole}`);
    const body = JSON.stringify({
      model: "main",
      max_tokens: 99,
      stream: true,
      messages: [{ role: "user", content: "hi" }],
    });
    const raw = await (await gateway.call("/v1/messages", { method: "POST", body })).text();
    expect(
      [...raw.matchAll(/event: (\w+)/g)]
        .map((match) => match[1])
        .filter((name) => name !== "content_block_delta" && name !== "ping"),
    ).toEqual(["message_start", "content_block_start", "content_block_stop", "message_delta", "message_stop"]);
  });

  it("stops asking others when its client leaves", async () => {
    upstream.faults.set("main", "fault:cut1").set("spare", "fault:hang");
    const controller = new AbortController();
    const before = upstream.received.length;
    const response = await gateway.chat(
      { model: "main", stream: true, messages: [{ role: "user", content: "hi" }] },
      { signal: controller.signal },
    );
    await response.body?.getReader().read();
    await upstream.waitFor(before + 2);
    controller.abort();
    await expect.poll(() => upstream.open.size).toBe(0);
    expect((await gateway.rows(1))[0]).toMatchObject({ state: "client_abort" });
  });
});

describe("any other alias", () => {
  it("ends in an error event, as the default is", async () => {
    upstream.faults.set("plain", "fault:cut1");
    expect(await stream("plain")).toMatchObject({ text: "par", errors: ["upstream_disconnected"], isDone: false });
  });
});
