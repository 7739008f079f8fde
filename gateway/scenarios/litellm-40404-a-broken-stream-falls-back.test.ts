/**
 * The three fault shapes of BerriAI/litellm#40404, where the fallback got no request: a reset before the first event
 * (F03), a reset in the middle (F04), one malformed event in the middle (F13); and every other fault before a first event.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { HandTime } from "./hand-time.ts";
import { masterKey, readEvents, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
const time = new HandTime();

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const entry = (name: string): string =>
    `  - {model_name: ${name}, litellm_params: {model: openai/${name}, api_base: "${upstream.url}", api_key: x, stream_timeout: 1}}\n`;
  gateway = await runGateway(
    `model_list:\n${entry("main")}${entry("spare")}` +
      `router_settings: {num_retries: 0, fallbacks: [{main: [spare]}]}\n` +
      `general_settings: {master_key: ${masterKey}}\nportico: {stream_idle_timeout: 0.4}\n`,
    {},
    time.seams(),
  );
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});
afterEach(() => upstream.faults.clear());

interface Chunk {
  model?: string;
  choices?: { delta?: { content?: string } }[];
  error?: { portico_code: string };
}

async function stream(
  fault: string,
): Promise<{ status: number; text: string; errors: string[]; isDone: boolean; calls: unknown[]; headers: Headers }> {
  upstream.faults.set("main", `fault:${fault}`);
  const before = upstream.received.length;
  const response = await gateway.chat({ model: "main", stream: true, messages: [{ role: "user", content: "hi" }] });
  const events = await readEvents(response);
  const chunks = events.filter((data) => data !== "[DONE]").map((data) => JSON.parse(data) as Chunk);
  return {
    status: response.status,
    headers: response.headers,
    text: chunks.map((chunk) => chunk.choices?.[0]?.delta?.content ?? "").join(""),
    errors: chunks.flatMap(({ error }) => (error === undefined ? [] : [error.portico_code])),
    isDone: events.at(-1) === "[DONE]",
    calls: upstream.received.slice(before).map(({ body }) => body["model"]),
  };
}

const whole = "Hello 안녕";

describe("shape 1: headers, then a reset before the first event", () => {
  it("falls back: the fallback gets one request, and the client a whole answer", async () => {
    const answer = await stream("headers-then-rst");
    expect(answer).toMatchObject({ status: 200, text: whole, errors: [], isDone: true, calls: ["main", "spare"] });
    expect(answer.headers.get("x-litellm-attempted-fallbacks")).toBe("1");
  });
});

describe("shape 2: a reset after the first content", () => {
  it("is an error event that every client sees, no sign of success, and never a repetition of what came", async () => {
    const answer = await stream("cut1");
    expect(answer).toMatchObject({
      status: 200,
      text: "par",
      errors: ["upstream_disconnected"],
      isDone: false,
      calls: ["main"],
    });
    expect((await gateway.rows(1))[0]).toMatchObject({ state: "partial", errorCode: "upstream_disconnected" });
  });
});

describe("shape 3: one malformed event in the middle", () => {
  it("is dropped and the stream goes on to its end", async () => {
    expect(await stream("garbage1")).toMatchObject({ text: "parafter", errors: [], isDone: true, calls: ["main"] });
  });
});

describe("every fault before the first event", () => {
  it.each([
    "429",
    "500",
    "503",
    "401",
    "400",
    "drop",
    "hang",
    "cut0",
    "err0",
    "html",
    "empty",
    "badjson",
    "redirect",
    "status-204",
    "nonsense",
  ])("%s falls back without a trace in the client's stream", async (fault) => {
    expect(await stream(fault)).toMatchObject({
      status: 200,
      text: whole,
      errors: [],
      isDone: true,
      calls: ["main", "spare"],
    });
  });
});
