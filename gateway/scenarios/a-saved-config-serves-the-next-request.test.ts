/** Hot reload: the next request sees the saved file, a running one ends on its own, a broken file changes nothing. */
import { renameSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, readEvents, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
const config = (...aliases: string[]): string =>
  `model_list:\n${aliases
    .map(
      (alias) =>
        `  - {model_name: ${alias}, litellm_params: {model: openai/for-${alias}, api_base: "${upstream.url}", api_key: k}}\n`,
    )
    .join("")}general_settings: {master_key: ${masterKey}}\n`;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  gateway = await runGateway(config("first"));
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const aliases = async (): Promise<string[]> => {
  const { data } = (await (await gateway.call("/v1/models")).json()) as { data: { id: string }[] };
  return data.map(({ id }) => id);
};
const ask = (model: string, content = "hello", stream = false): Promise<Response> =>
  gateway.chat({ model, stream, messages: [{ role: "user", content }] });
const readiness = async (): Promise<Record<string, unknown>> =>
  ((await (await gateway.call("/health/readiness", { key: null })).json()) as { config: Record<string, unknown> })
    .config;

describe("a saved config", () => {
  it("serves the next request, written in place or renamed over the old one", async () => {
    writeFileSync(gateway.configFile, config("first", "second"));
    await expect.poll(aliases, { timeout: 10_000 }).toEqual(["first", "second"]);
    expect((await ask("second")).status).toBe(200);
    writeFileSync(`${gateway.configFile}.new`, config("third"));
    renameSync(`${gateway.configFile}.new`, gateway.configFile);
    await expect.poll(aliases, { timeout: 10_000 }).toEqual(["third"]);
    expect((await ask("first")).status).toBe(400);
  });

  it("lets a running stream end on the config that it began with", async () => {
    writeFileSync(gateway.configFile, config("going"));
    await expect.poll(aliases, { timeout: 10_000 }).toEqual(["going"]);
    const running = await ask("going", "fault:paced:20:50", true);
    writeFileSync(gateway.configFile, config("coming"));
    await expect.poll(aliases, { timeout: 10_000 }).toEqual(["coming"]);
    const events = await readEvents(running);
    expect(events.at(-1)).toBe("[DONE]");
    const chunks = events.slice(0, -1).map((text) => JSON.parse(text) as { model: string });
    expect(new Set(chunks.map(({ model }) => model))).toEqual(new Set(["going"]));
    expect((await gateway.rows(1))[0]).toMatchObject({ alias: "going", state: "ok", upstreamModel: "for-going" });
  });
});

describe("a broken file", () => {
  it("changes nothing that runs, and is named with its line by readiness, the panel and the log", async () => {
    const before = await aliases();
    writeFileSync(gateway.configFile, "model_list:\n  - model_name: [\n");
    await expect.poll(async () => (await readiness())["state"], { timeout: 10_000 }).toBe("broken");
    expect(await readiness()).toMatchObject({ code: "syntax", line: 3, column: 1 });
    expect(await aliases()).toEqual(before);
    expect((await ask(before[0] ?? "")).status).toBe(200);
    const status = (await (await gateway.panel("/status")).json()) as {
      configState: string;
      findings: { line: number }[];
    };
    expect(status).toMatchObject({ configState: "broken", findings: [{ line: 3 }] });
    expect(gateway.logText()).toMatch(/"line":3/);
    writeFileSync(gateway.configFile, config("mended"));
    await expect.poll(async () => (await readiness())["state"], { timeout: 10_000 }).toBe("ok");
    expect(await aliases()).toEqual(["mended"]);
  });

  it("that drops the master key does not open the door", async () => {
    writeFileSync(gateway.configFile, config("mended").replace(masterKey, "os.environ/NOT_SET_ANYWHERE"));
    await expect.poll(async () => (await readiness())["state"], { timeout: 10_000 }).toBe("broken");
    expect((await gateway.call("/v1/models", { key: null })).status).toBe(401);
    expect((await gateway.call("/v1/models")).status).toBe(200);
  });
});

describe("ten thousand aliases", () => {
  it("are swapped in while requests go on, and looked up as quickly as one", async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `alias-${index}`);
    const waits: number[] = [];
    let isOver = false;
    const load = (async () => {
      while (!isOver) {
        const startedAt = performance.now();
        await (await gateway.call("/health/liveliness", { key: null })).text();
        waits.push(performance.now() - startedAt);
      }
    })();
    writeFileSync(gateway.configFile, config(...names));
    await expect.poll(async () => (await aliases()).length, { timeout: 30_000, interval: 200 }).toBe(10_000);
    isOver = true;
    await load;
    process.stdout.write(
      `10,000 aliases: longest wait of a request during the swap ${Math.max(...waits).toFixed(0)} ms\n`,
    );
    expect(Math.max(...waits)).toBeLessThan(2000);
    expect((await ask("alias-9999")).status).toBe(200);
  });
});
