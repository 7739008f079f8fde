/** Replays over real sockets: as it was, edited, on other aliases, chained; and what cannot be sent again says why. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Comparison, ReplayAnswer, ReplayChain } from "../contract/replay.ts";
import type { SpendLogDetail } from "../contract/spend-log.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const entry = (alias: string, model: string): string =>
    `  - {model_name: ${alias}, litellm_params: {model: openai/${model}, api_base: "${upstream.url}", api_key: sk-up-00001}}\n`;
  gateway = await runGateway(
    `model_list:\n${entry("m", "m")}${entry("other", "other")}${entry("emb", "emb")}${entry("emb2", "emb2")}` +
      `router_settings: {num_retries: 0}\n` +
      `portico: {log: {body_kb: 4}}\n` +
      `general_settings: {master_key: ${masterKey}}\n`,
  );
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

/** Makes a request and finds its row. */
async function rowOf(send: () => Promise<Response>): Promise<SpendLogDetail> {
  const known = (await gateway.rows(0)).length;
  await (await send()).text();
  const [newest] = await gateway.rows(known + 1);
  return gateway.detail(newest?.id ?? "");
}

const chat = (content: string, more: object = {}): Promise<SpendLogDetail> =>
  rowOf(() => gateway.chat({ model: "m", messages: [{ role: "user", content }], ...more }));

async function replay(id: string, request: object = {}): Promise<SpendLogDetail[]> {
  const known = (await gateway.rows(0)).length;
  const response = await gateway.panel(`/requests/${id}/replay`, request);
  expect(response.status).toBe(200);
  const { replays } = (await response.json()) as ReplayAnswer;
  await gateway.rows(known + replays.length);
  return Promise.all(replays.map((one) => gateway.detail(one.id)));
}

async function chainOf(id: string): Promise<ReplayChain> {
  return (await (await gateway.panel(`/requests/${id}/replays`)).json()) as ReplayChain;
}

async function refusal(id: string, request: object = {}): Promise<{ status: number; code: string; message: string }> {
  const response = await gateway.panel(`/requests/${id}/replay`, request);
  const { error } = (await response.json()) as { error: { portico_code: string; message: string } };
  return { status: response.status, code: error.portico_code, message: error.message };
}

describe("a replay", () => {
  it("sends the same bytes to the same alias as the panel, and its row says which one it replays", async () => {
    const original = await chat("as it was 안녕", { temperature: 1.0, seed: 12345678 });
    const [again] = await replay(original.id);
    expect(again).toMatchObject({
      alias: "m",
      state: "ok",
      path: original.path,
      requestBody: original.requestBody,
      responseBody: original.responseBody,
      keyName: "panel",
      userAgent: "portico-replay",
    });
    const { hindrance, entries } = await chainOf(original.id);
    expect(hindrance).toBeNull();
    expect(entries.map(({ id, link }) => [id, link?.replayOf ?? null])).toEqual([
      [original.id, null],
      [again?.id, original.id],
    ]);
  });

  it("takes the tags along, which choose routes, and streams as it did", async () => {
    const original = await rowOf(() =>
      gateway.chat(
        { model: "m", stream: true, messages: [{ role: "user", content: "hi" }] },
        { headers: { "x-litellm-tags": "team-a", "x-litellm-session-id": "s-1" } },
      ),
    );
    const [again] = await replay(original.id);
    expect(again).toMatchObject({ stream: true, tags: ["team-a"], sessionId: "s-1" });
    expect(again?.responseBody).toContain("data: [DONE]");
  });

  it("goes to several other aliases at once, with nothing but the alias changed", async () => {
    const original = await chat("elsewhere", { seed: 1 });
    const sent = await replay(original.id, { aliases: ["m", "other"] });
    expect(sent.map(({ alias }) => alias)).toEqual(["m", "other"]);
    expect(sent[1]?.requestBody).toBe(original.requestBody?.replace('"model":"m"', '"model":"other"'));
    expect(upstream.received.at(-1)?.body["seed"]).toBe(1);
  });

  it("sends what was typed, to the alias that the text names", async () => {
    const original = await chat("first words");
    const body = JSON.stringify({ model: "other", messages: [{ role: "user", content: "other words" }] });
    const [edited] = await replay(original.id, { body });
    expect(edited).toMatchObject({ alias: "other", requestBody: body });
    expect((await chainOf(original.id)).entries[1]?.link?.isEdited).toBe(true);
  });

  it("of a replay stays in the chain that the first request began, seen from each of its rows", async () => {
    const original = await chat("chained");
    const [second] = await replay(original.id);
    const [third] = await replay(second?.id ?? "", { aliases: ["other"] });
    const whole = [original.id, second?.id, third?.id];
    for (const id of whole) {
      // oxlint-disable-next-line no-await-in-loop -- three rows
      const { entries } = await chainOf(id ?? "");
      expect(entries.map((entry) => entry.id)).toEqual(whole);
      expect(entries[2]?.link).toMatchObject({ replayOf: second?.id, root: original.id });
    }
  });

  it("shows in the chain while it runs", async () => {
    const original = await chat("slow");
    upstream.faults.set("other", "fault:hang");
    const response = await gateway.panel(`/requests/${original.id}/replay`, { aliases: ["other"] });
    const { replays } = (await response.json()) as ReplayAnswer;
    const { entries } = await chainOf(replays[0]?.id ?? "");
    expect(entries.map(({ id, row }) => [id, row?.state])).toEqual([
      [original.id, "ok"],
      [replays[0]?.id, "in_flight"],
    ]);
    upstream.faults.delete("other");
    for (const socket of upstream.sockets) socket.destroy();
    await gateway.rows(0);
  });

  it("works for embeddings, and compares their vectors", async () => {
    const original = await rowOf(() =>
      gateway.call("/v1/embeddings", { method: "POST", body: JSON.stringify({ model: "emb", input: "안녕" }) }),
    );
    const [again] = await replay(original.id, { aliases: ["emb2"] });
    expect(again).toMatchObject({ alias: "emb2", operation: "embedding", state: "ok", promptTokens: 5 });
    const pair = await gateway.panel(`/replays/compare?a=${original.id}&b=${again?.id ?? ""}`);
    const { before, after } = (await pair.json()) as Comparison;
    expect(before.text).toMatch(/^0: \[1, 2\] × 2 \([0-9a-f]{12}\)$/);
    expect(after.text).toBe(before.text);
  });

  it("of a failed request is compared with the error's words", async () => {
    upstream.faults.set("m", "fault:500");
    const failed = await chat("실패했던 질문");
    upstream.faults.delete("m");
    const [again] = await replay(failed.id, { aliases: ["other"] });
    const pair = await gateway.panel(`/replays/compare?a=${failed.id}&b=${again?.id ?? ""}`);
    const { before, after } = (await pair.json()) as Comparison;
    expect(before.facts).toMatchObject({ alias: "m", state: "upstream_error", status: 500, isUnpriced: false });
    expect(before.text).toContain("The server had an error");
    expect(after).toMatchObject({ text: "Hello 안녕", isCut: false, facts: { alias: "other", state: "ok" } });
  });
});

describe("what cannot be sent again as it was", () => {
  it("is a body that the log cut: it says so, and what was typed in its place goes", async () => {
    const long = await chat("가".repeat(3000));
    expect((await chainOf(long.id)).hindrance).toBe("cut");
    const calls = upstream.received.length;
    expect(await refusal(long.id, { aliases: ["other"] })).toEqual({
      status: 422,
      code: "replay_refused",
      message:
        "This request cannot be sent again as it was: its body is longer than the log keeps (`portico.log.body_kb`), so its end is missing.",
    });
    expect(upstream.received).toHaveLength(calls);
    const body = '{"model":"m","messages":[{"role":"user","content":"short"}]}';
    expect((await replay(long.id, { body }))[0]).toMatchObject({ state: "ok", requestBody: body });
  });

  it("is a body with a secret in it, which nothing gives back", async () => {
    const secret = await chat(`my key is ${masterKey}`);
    expect(await refusal(secret.id)).toMatchObject({ status: 422, code: "replay_refused" });
    expect((await chainOf(secret.id)).hindrance).toBe("redacted");
    expect((await refusal(secret.id)).message).not.toContain(masterKey);
  });

  it("is a request that is not there, an alias that is not there, and a text that is no JSON", async () => {
    expect(await refusal("nobody")).toMatchObject({ status: 404, code: "route_not_found" });
    const row = await chat("hi");
    expect(await refusal(row.id, { aliases: ["nowhere"] })).toMatchObject({ status: 400, code: "unknown_model" });
    expect(await refusal(row.id, { body: "{nope" })).toMatchObject({ status: 400, code: "invalid_request" });
  });

  it("nobody sends without the panel's session", async () => {
    const row = await chat("hi");
    const response = await gateway.call(`/ui/api/requests/${row.id}/replay`, { method: "POST", body: "{}" });
    expect(response.status).toBe(401);
  });
});
