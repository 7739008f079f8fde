/** Fallbacks: other groups after one has failed, in order, with their own retries, and the first failure at the end. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { HandTime } from "./hand-time.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
const time = new HandTime();

const entry = (name: string, base: string): string =>
  `  - {model_name: "${name}", litellm_params: {model: "openai/${name}", api_base: "${base}", api_key: sk-provider-key-0001}}\n`;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const names = ["main", "second", "third", "large", "tolerant", "last", "other", "c1", "c2", "c3", "c4"];
  gateway = await runGateway(
    `model_list:\n${names.map((name) => entry(name, upstream.url)).join("")}` +
      `  - {model_name: broken, litellm_params: {model: openai/x, api_base: os.environ/NOT_SET, api_key: x}}\n` +
      `  - {model_name: "wild/*", litellm_params: {model: "openai/*", api_base: "${upstream.url}", api_key: x}}\n` +
      `router_settings:\n  num_retries: 1\n  max_fallbacks: 2\n` +
      `  fallbacks: [{main: [second, third]}, {c1: [c2]}, {c2: [c3]}, {c3: [c4]}, {second: [main]}, {broken: [last]}]\n` +
      `  context_window_fallbacks: [{main: [large]}]\n  content_policy_fallbacks: [{main: [tolerant]}]\n` +
      `litellm_settings:\n  fallbacks: [{main: [other]}]\n  default_fallbacks: [last]\n` +
      `general_settings: {master_key: ${masterKey}}\n`,
    {},
    time.seams(() => 0),
  );
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});
afterEach(() => upstream.faults.clear());

async function ask(
  model: string,
  more: Record<string, unknown> = {},
): Promise<{
  status: number;
  headers: Headers;
  calls: unknown[];
  body: { model?: string; error?: { message: string; portico_code: string } };
}> {
  const before = upstream.received.length;
  const response = await gateway.chat({ model, messages: [{ role: "user", content: "hi" }], ...more });
  const body = (await response.json()) as { model?: string };
  const calls = upstream.received.slice(before).map((call) => call.body["model"]);
  return { status: response.status, headers: response.headers, calls, body };
}

const fail = (...models: string[]): void => models.forEach((model) => void upstream.faults.set(model, "fault:500"));

describe("general fallbacks", () => {
  it("are asked in order, each with its own retries, and answer under the name the client knows", async () => {
    fail("main", "second");
    const { status, headers, calls, body } = await ask("main");
    expect(status).toBe(200);
    expect(calls).toEqual(["main", "main", "second", "second", "third"]);
    expect(body.model).toBe("main");
    expect(headers.get("x-litellm-attempted-fallbacks")).toBe("2");
    expect(headers.get("x-litellm-attempted-retries")).toBe("0");
    expect(headers.get("x-litellm-model-group")).toBe("third");
  });

  it("stand in for every failure of a provider, a bad request and a refused key included", async () => {
    for (const fault of ["400", "401", "403", "404", "drop", "html"]) {
      upstream.faults.set("main", `fault:${fault}`);
      expect((await ask("main")).status).toBe(200);
    }
  });

  it("end in the first failure when all fail, and the row holds every attempt with its error", async () => {
    upstream.faults.set("main", "fault:503");
    fail("second", "third", "last");
    const { status, body, headers } = await ask("main");
    expect(status).toBe(503);
    expect(body.error?.message).toBe("litellm.ServiceUnavailableError: OpenAIException - Overloaded");
    expect(headers.get("x-litellm-attempted-fallbacks")).toBe("3");
    const [row] = await gateway.rows(1);
    const { attemptList, route } = await gateway.detail(row?.id ?? "");
    const tried = attemptList.map(({ upstreamModel }) => upstreamModel);
    expect(tried).toEqual(["main", "second", "third", "last"].flatMap((name) => [name, name]));
    expect(route?.steps.filter(({ type }) => type === "fallback")).toMatchObject([
      { from: "main", to: "second", kind: "fallbacks", skipped: null },
      { from: "second", to: "main", skipped: "it was tried already" },
      { from: "main", to: "third", skipped: null },
      { from: "third", to: "last", skipped: null },
    ]);
  });

  it("go no deeper than max_fallbacks", async () => {
    fail("c1", "c2", "c3", "c4");
    const { calls, status } = await ask("c1");
    expect(status).toBe(500);
    expect([...new Set(calls)]).toEqual(["c1", "c2", "c3"]);
  });

  it("are the defaults where a group has none of its own, a wildcard's match included", async () => {
    fail("third", "xyz");
    expect((await ask("third")).calls).toEqual(["third", "third", "last"]);
    expect((await ask("wild/xyz")).calls).toEqual(["xyz", "xyz", "last"]);
  });

  it("stand in for an alias that cannot work", async () => {
    const { status, calls } = await ask("broken");
    expect([status, calls]).toEqual([200, ["last"]]);
    expect((await ask("broken", { disable_fallbacks: true })).body.error?.portico_code).toBe("unknown_model");
  });
});

describe("special fallbacks", () => {
  it("alone answer a context that is too long, and a refused content", async () => {
    upstream.faults.set("main", "fault:ctx");
    expect((await ask("main")).calls).toEqual(["main", "large"]);
    upstream.faults.set("main", "fault:policy");
    expect((await ask("main")).calls).toEqual(["main", "tolerant"]);
    upstream.faults.set("third", "fault:ctx");
    expect(await ask("third")).toMatchObject({ status: 400, calls: ["third"] });
  });
});

describe("a request", () => {
  it("may name its own fallbacks, by alias", async () => {
    fail("main");
    expect((await ask("main", { fallbacks: ["other"] })).calls).toEqual(["main", "main", "other"]);
    expect((await ask("main", { fallbacks: [{ model: "other" }] })).calls.at(-1)).toBe("other");
    expect((await ask("main", { fallbacks: [{ main: ["other"] }] })).calls.at(-1)).toBe("other");
    expect((await ask("main", { fallbacks: ["no-such-alias", "other"] })).calls.at(-1)).toBe("other");
  });

  it("may want none", async () => {
    fail("main");
    expect(await ask("main", { disable_fallbacks: true })).toMatchObject({ status: 500, calls: ["main", "main"] });
  });

  it("may not bring an address or a key along, and then reaches nobody", async () => {
    for (const fallback of [{ model: "other", api_base: "http://evil.example" }, { model: "other", api_key: "x" }, 7]) {
      const { status, body, calls } = await ask("main", { fallbacks: [fallback] });
      expect([status, body.error?.portico_code, calls]).toEqual([400, "field_not_allowed", []]);
    }
    expect((await ask("main", { fallbacks: "other" })).body.error?.portico_code).toBe("invalid_request");
  });
});
