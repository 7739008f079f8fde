/** The receiver of traces is down, silent, slow or broken: requests go on as ever, the queue is bounded, losses are counted. */
import { writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { TelemetryStatus, TelemetryTest } from "../contract/telemetry.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { startOtlpReceiver, type OtlpReceiver } from "./otlp-receiver/otlp-receiver.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let receiver: OtlpReceiver;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  receiver = await startOtlpReceiver();
});
afterAll(async () => {
  await receiver.stop();
  await upstream.stop();
});
afterEach(() => (receiver.answer = 200));

function config(callback = "callbacks: [otel]"): string {
  return (
    `model_list:\n  - {model_name: main, litellm_params: {model: openai/m, api_base: "${upstream.url}", api_key: sk-provider-key-0001}}\n` +
    `litellm_settings: {${callback}}\ngeneral_settings: {master_key: ${masterKey}}\n`
  );
}

async function withGateway(
  env: Record<string, string>,
  use: (gateway: RunningGateway) => Promise<void>,
  yaml = config(),
): Promise<void> {
  const gateway = await runGateway(yaml, { OTEL_BSP_SCHEDULE_DELAY: "10", ...env });
  try {
    await use(gateway);
  } finally {
    await gateway.stop();
  }
}

async function status(gateway: RunningGateway): Promise<TelemetryStatus> {
  return (await (await gateway.panel("/telemetry")).json()) as TelemetryStatus;
}

async function test(gateway: RunningGateway): Promise<TelemetryTest> {
  return (await (await gateway.panel("/telemetry/test", {})).json()) as TelemetryTest;
}

/** All at once. @returns the slowest one's milliseconds */
async function burst(gateway: RunningGateway, count: number): Promise<number> {
  const one = async (): Promise<number> => {
    const startedAt = performance.now();
    const response = await gateway.chat({ model: "main", messages: [{ role: "user", content: "hi" }] });
    await response.text();
    expect(response.status).toBe(200);
    return performance.now() - startedAt;
  };
  return Math.max(...(await Promise.all(Array.from({ length: count }, one))));
}

async function until(
  gateway: RunningGateway,
  fits: (traces: TelemetryStatus["traces"]) => boolean,
): Promise<TelemetryStatus["traces"]> {
  const end = Date.now() + 10_000;
  for (;;) {
    const { traces } = await status(gateway);
    if (fits(traces)) return traces;
    if (Date.now() > end) throw new Error(JSON.stringify({ ...traces, sampleSpan: null }));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("a receiver that", () => {
  it("answers 500 loses what it was sent, counted, and is well again with its next answer", async () => {
    await withGateway({ OTEL_ENDPOINT: receiver.httpUrl }, async (gateway) => {
      receiver.answer = 500;
      await burst(gateway, 5);
      const broken = await until(gateway, ({ dropped }) => dropped === 10);
      expect(broken).toMatchObject({ exported: 0, lastExportAt: null, queueLength: 0 });
      expect(broken.lastError?.message).toBe("500 Internal Server Error: no");
      expect(gateway.logText().match(/traces are lost/g)).toHaveLength(1); // said once, not for every batch
      receiver.answer = 200;
      await burst(gateway, 5);
      const well = await until(gateway, ({ exported }) => exported === 10);
      expect(well.lastExportAt).toBeGreaterThan(0);
      expect(well.dropped).toBe(10);
    });
  });

  it("never answers fills a queue that ends, and every request is answered as ever", async () => {
    receiver.answer = 0;
    const env = { OTEL_ENDPOINT: receiver.httpUrl, OTEL_BSP_MAX_QUEUE_SIZE: "20", OTEL_EXPORTER_OTLP_TIMEOUT: "60000" };
    await withGateway(env, async (gateway) => {
      const slowest = Math.max(await burst(gateway, 10), await burst(gateway, 60));
      // Of 140 spans 20 wait, and 20 at most are on their way and will never arrive.
      const traces = await until(gateway, ({ dropped }) => dropped >= 100);
      expect(traces).toMatchObject({ queueLength: 20, queueLimit: 20, exported: 0 });
      expect(traces.lastError?.message).toContain("queue is full");
      expect(slowest).toBeLessThan(3000);
      const startedAt = performance.now();
      await gateway.gateway.stop(1000);
      expect(performance.now() - startedAt).toBeLessThan(4500); // it does not wait for what will not come
    });
  });

  it.each(["http/protobuf", "grpc"])("is not there is tried over %s, and said", async (protocol) => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const env = { OTEL_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: protocol, OTEL_EXPORTER_OTLP_TIMEOUT: "300" };
    await withGateway(env, async (gateway) => {
      await burst(gateway, 3);
      const traces = await until(gateway, ({ dropped }) => dropped === 6);
      expect(traces.lastError?.message).toMatch(/ECONNREFUSED|UNAVAILABLE/);
      expect(await test(gateway)).toMatchObject({
        ok: false,
        error: expect.stringMatching(/ECONNREFUSED|UNAVAILABLE/),
      });
    });
  });
});

it("a gateway that stops sends what waits, in however many batches", async () => {
  const before = receiver.spans.length;
  const env = {
    OTEL_ENDPOINT: receiver.httpUrl,
    OTEL_BSP_SCHEDULE_DELAY: "60000",
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "1",
  };
  await withGateway(env, async (gateway) => void (await burst(gateway, 50)));
  expect(receiver.spans.length - before).toBe(100);
});

describe("the panel's route", () => {
  it("shows where traces go without what may be secret, the last span, and sends one to try", async () => {
    const secret = "topsecretvalue";
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl.replace("//", `//user:${secret}@`),
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${secret}`,
    };
    await withGateway(env, async (gateway) => {
      const tried = await test(gateway);
      expect(tried).toMatchObject({ ok: true, error: null, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
      expect(receiver.spans.at(-1)).toMatchObject({ name: "portico.test", traceId: tried.traceId });
      await burst(gateway, 1);
      const traces = await until(gateway, ({ exported }) => exported === 3);
      expect(traces).toMatchObject({
        state: "on",
        exporter: "otlp",
        protocol: "http/protobuf",
        endpoint: `${receiver.httpUrl}/v1/traces`,
        endpointFrom: "OTEL_EXPORTER_OTLP_ENDPOINT",
        headerNames: ["authorization"],
        sampler: "parentbased_always_on",
        names: "both",
      });
      expect(traces.sampleSpan).toMatchObject({ name: "litellm_request", kind: "server", status: "ok" });
      expect(traces.sampleSpan?.attributes["gen_ai.usage.input_tokens"]).toBe(11);
      expect(JSON.stringify(await status(gateway)) + gateway.logText()).not.toContain(secret);
    });
  });

  it("says that no endpoint is set, as the log does once, and a test fails with that", async () => {
    await withGateway({}, async (gateway) => {
      await burst(gateway, 2);
      expect((await status(gateway)).traces).toMatchObject({
        state: "off",
        offReason: "no_endpoint",
        exported: 0,
        dropped: 0,
      });
      expect(gateway.logText().match(/no endpoint is set/g)).toHaveLength(1);
      expect(await test(gateway)).toMatchObject({
        ok: false,
        traceId: null,
        error: expect.stringContaining("OTEL_ENDPOINT"),
      });
    });
  });

  it("says that nobody asked, and traces begin with the save that asks", async () => {
    const file = config("callbacks: []");
    const env = { OTEL_ENDPOINT: receiver.httpUrl };
    await withGateway(
      env,
      async (gateway) => {
        expect((await status(gateway)).traces).toMatchObject({ state: "off", offReason: "not_asked" });
        expect(gateway.logText()).not.toContain("otel:");
        writeFileSync(gateway.configFile, config("success_callback: [otel]"));
        await until(gateway, ({ state }) => state === "on");
        await burst(gateway, 1);
        await until(gateway, ({ exported }) => exported === 2);
      },
      file,
    );
  });

  it("needs the panel's session", async () => {
    await withGateway({}, async (gateway) => {
      for (const [path, method] of [
        ["", "GET"],
        ["/test", "POST"],
      ] as const) {
        const answer = await gateway.call(`/ui/api/telemetry${path}`, {
          method,
          ...(method === "POST" ? { body: "{}" } : {}),
        });
        expect(answer.status, path).toBe(401);
      }
    });
  });
});
