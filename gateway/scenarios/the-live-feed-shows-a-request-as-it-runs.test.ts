/** The panel's feed: started, first token and finished, each within a tenth of a second. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { liveEventSchema, type LiveEvent } from "../contract/events.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
beforeAll(async () => {
  upstream = await startFakeUpstream();
  gateway = await runGateway(`model_list:
  - {model_name: m, litellm_params: {model: openai/x, api_base: "${upstream.url}", api_key: k}}
  - {model_name: mock, litellm_params: {model: openai/x, mock_response: hello}}
general_settings: {master_key: ${masterKey}}
`);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

interface Seen {
  readonly event: LiveEvent;
  readonly at: number;
}

/** How far streams were said to be, told apart from the events that every request has. */
interface Listening {
  readonly seen: Seen[];
  readonly progress: number[];
  readonly stop: () => void;
}

async function listen(): Promise<Listening> {
  const controller = new AbortController();
  const response = await fetch(`${gateway.url}/ui/api/live`, {
    headers: { "x-portico-panel-token": "desktop-token" },
    signal: controller.signal,
  });
  const seen: Seen[] = [];
  const progress: number[] = [];
  const read = async (): Promise<void> => {
    let text = "";
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        if (!event.startsWith("data:")) continue;
        const parsed = liveEventSchema.parse(JSON.parse(event.slice(5)));
        if (parsed.type === "progress") progress.push(parsed.tokens);
        else seen.push({ event: parsed, at: performance.now() });
      }
    }
  };
  read().catch(() => null); // ended by stop
  return { seen, progress, stop: () => controller.abort() };
}

it("tells of the start, the first token and the end, each within 100 ms", async () => {
  const { seen, stop } = await listen();
  const delays: number[] = [];
  for (let round = 0; round < 7; round++) {
    seen.length = 0;
    const askedAt = performance.now();
    const response = await gateway.chat({
      model: "m",
      stream: true,
      messages: [{ role: "user", content: "fault:paced:10:30" }],
    });
    const reader = response.body?.getReader();
    await reader?.read();
    const firstAt = performance.now();
    while (!((await reader?.read())?.done ?? true));
    const endedAt = performance.now();
    await expect.poll(() => seen.length).toBe(3);
    const [started, first, finished] = seen;
    expect(seen.map(({ event }) => event.type)).toEqual(["started", "first_token", "finished"]);
    delays.push(
      (started?.at ?? Infinity) - askedAt,
      (first?.at ?? Infinity) - firstAt,
      (finished?.at ?? Infinity) - endedAt,
    );
  }
  stop();
  expect(delays.toSorted((left, right) => left - right)[Math.floor(delays.length / 2)]).toBeLessThan(100);
});

it("says of a stream how far it is while it runs", async () => {
  const { progress, stop } = await listen();
  await (
    await gateway.chat({ model: "m", stream: true, messages: [{ role: "user", content: "fault:paced:20:60" }] })
  ).text();
  expect(progress.length).toBeGreaterThan(1);
  expect(progress).toEqual(progress.toSorted((left, right) => left - right));
  stop();
});

it("tells at the end the row that the log gives", async () => {
  const { seen, stop } = await listen();
  await (await gateway.chat({ model: "m", messages: [{ role: "user", content: "hello" }] })).text();
  await expect.poll(() => seen.at(-1)?.event.type).toBe("finished");
  const last = seen.at(-1)?.event;
  if (last?.type !== "finished") throw new Error("no row was told");
  stop();
  const headers = { "x-portico-panel-token": "desktop-token" };
  const kept = async (): Promise<unknown> => {
    const response = await fetch(`${gateway.url}/ui/api/requests?limit=1`, { headers });
    return ((await response.json()) as { rows: unknown[] }).rows[0]; // the panel's own answer
  };
  await expect.poll(kept).toMatchObject(last.row);
});

it("tells of a refused request too, once", async () => {
  const { seen, stop } = await listen();
  await (await gateway.chat({ model: "nope", messages: [] })).text();
  await expect.poll(() => seen.map(({ event }) => event.type)).toEqual(["finished"]);
  expect(seen[0]?.event).toMatchObject({ row: { state: "rejected", alias: "nope" } });
  stop();
});

it("tells nothing to who has no session", async () => {
  const response = await fetch(`${gateway.url}/ui/api/live`, { headers: { authorization: `Bearer ${masterKey}` } });
  expect(response.status).toBe(401);
});
