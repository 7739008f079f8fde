/** Faults F04 to F21 in a stream: what came is delivered, a break is an error event, a client that leaves is noticed. */
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, readEvents, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  gateway = await runGateway(`
model_list:
  - model_name: m
    litellm_params: {model: openai/up-model, api_base: "${upstream.url}", api_key: sk-upstream-secret-1}
general_settings: {master_key: ${masterKey}}
portico: {stream_idle_timeout: 0.4}
`);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const stream = (content: string, signal?: AbortSignal): Promise<Response> =>
  gateway.chat(
    { model: "m", stream: true, messages: [{ role: "user", content }] },
    signal === undefined ? {} : { signal },
  );

interface Chunk {
  choices?: { delta?: { content?: string } }[];
  error?: { portico_code: string; code: string };
}

async function read(content: string): Promise<{ text: string; error: Chunk["error"]; isDone: boolean }> {
  const events = await readEvents(await stream(content));
  const chunks = events.filter((data) => data !== "[DONE]").map((data) => JSON.parse(data) as Chunk);
  return {
    text: chunks.map((chunk) => chunk.choices?.[0]?.delta?.content ?? "").join(""),
    error: chunks.find((chunk) => chunk.error !== undefined)?.error,
    isDone: events.at(-1) === "[DONE]",
  };
}

const newest = async (): Promise<Awaited<ReturnType<RunningGateway["rows"]>>[number]> => {
  const [row] = await gateway.rows(1);
  if (row === undefined) throw new Error("the log is empty");
  return row;
};

describe("a stream that breaks after its first content", () => {
  it.each([
    ["cut1", "upstream_disconnected"],
    ["fin", "upstream_disconnected"],
    ["err1", "upstream_error"],
    ["err1-at-once", "upstream_error"],
    ["stall", "upstream_timeout"],
    ["garbage4", "upstream_invalid_response"],
  ])("%s delivers what came, then an error event %s, and no [DONE]", async (fault, code) => {
    const { text, error, isDone } = await read(`fault:${fault}`);
    expect(text).toBe("par");
    expect(error?.portico_code).toBe(code);
    expect(isDone).toBe(false);
    expect(await newest()).toMatchObject({ state: "partial", errorCode: code, status: 200 });
  });

  it("makes the official SDK raise instead of taking the cut answer for a whole one", async () => {
    const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: masterKey, maxRetries: 0 });
    for (const fault of ["cut1", "fin", "err1", "stall"]) {
      const answer = await client.chat.completions.create({
        model: "m",
        stream: true,
        messages: [{ role: "user", content: `fault:${fault}` }],
      });
      let text = "";
      const reading = (async () => {
        for await (const chunk of answer) text += chunk.choices[0]?.delta.content ?? "";
      })();
      await expect(reading).rejects.toThrow(/litellm\./);
      expect(text).toBe("par");
    }
  });
});

describe("a stream that is whole", () => {
  it.each(["crlf", "cr", "bom", "comments", "split"])("arrives whole through %s", async (fault) => {
    const { text, error, isDone } = await read(`fault:${fault}`).catch(() => ({
      text: "",
      error: undefined,
      isDone: false,
    }));
    if (fault === "cr" || fault === "crlf") return expect((await newest()).state).toBe("ok");
    expect(error).toBeUndefined();
    expect(text).toBe("Hello 안녕 🙂");
    expect(isDone).toBe(true);
    return undefined;
  });

  it("reads the same through the official SDK for CR and CRLF line ends", async () => {
    const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: masterKey, maxRetries: 0 });
    const answer = await client.chat.completions.create({
      model: "m",
      stream: true,
      messages: [{ role: "user", content: "fault:crlf" }],
    });
    let text = "";
    for await (const chunk of answer) text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toBe("Hello 안녕 🙂");
  });

  it("ends with [DONE] even where the provider forgot it, when it said why it stopped", async () => {
    expect(await read("fault:nodone")).toMatchObject({ text: "par", error: undefined, isDone: true });
  });

  it("loses one broken event and nothing else", async () => {
    expect(await read("fault:garbage1")).toMatchObject({ text: "parafter", error: undefined, isDone: true });
  });

  it("keeps 20,000 tiny events in order", async () => {
    const { text } = await read("fault:many:20000");
    expect(text).toBe(Array.from({ length: 20_000 }, (_, index) => `${index} `).join(""));
  });
});

describe("a client that leaves", () => {
  it("ends the upstream call within 100 ms, in the middle of a stream", async () => {
    const calls = upstream.received.length;
    const controller = new AbortController();
    const response = await stream("fault:paced:20:500", controller.signal);
    const reader = response.body?.getReader();
    await reader?.read();
    const leftAt = performance.now();
    controller.abort();
    const call = upstream.received[calls];
    while (call?.abortedAt === null && performance.now() - leftAt < 2000)
      await new Promise((resolve) => setTimeout(resolve, 2));
    expect((call?.abortedAt ?? Infinity) - leftAt).toBeLessThan(100);
    expect(await newest()).toMatchObject({ state: "client_abort", errorCode: "client_disconnected" });
  });

  it("ends the upstream call within 100 ms, before any answer came", async () => {
    const calls = upstream.received.length;
    const controller = new AbortController();
    const asking = stream("fault:hang", controller.signal).catch(() => null);
    await upstream.waitFor(calls + 1);
    const leftAt = performance.now();
    controller.abort();
    await asking;
    const call = upstream.received[calls];
    while (call?.abortedAt === null && performance.now() - leftAt < 2000)
      await new Promise((resolve) => setTimeout(resolve, 2));
    expect((call?.abortedAt ?? Infinity) - leftAt).toBeLessThan(100);
    expect(await newest()).toMatchObject({ state: "client_abort" });
  });

  it("leaves no connection open after a hundred clients left at random moments", async () => {
    const leaving = Array.from({ length: 100 }, async (_, index) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), (index * 37) % 120);
      try {
        await (await stream("fault:paced:5:200", controller.signal)).text();
      } catch {
        // left
      }
    });
    await Promise.all(leaving);
    const inFlight = async (): Promise<number> =>
      ((await (await gateway.panel("/status")).json()) as { inFlight: number }).inFlight;
    await expect.poll(inFlight, { timeout: 10_000 }).toBe(0);
    await expect.poll(() => upstream.open.size, { timeout: 10_000 }).toBe(0);
    const rows = await gateway.rows(1);
    expect(rows.every(({ state }) => state !== "in_flight")).toBe(true);
  });
});

describe("a slow reader", () => {
  it("makes the gateway stop reading from the provider instead of holding the answer in memory", async () => {
    const before = process.memoryUsage().rss;
    const response = await stream("fault:many:400000");
    const reader = response.body?.getReader();
    await reader?.read();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    // 400,000 events are about 55 MB on the wire; the gateway, the fake upstream and this client share this process.
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
    await reader?.cancel();
  });
});
