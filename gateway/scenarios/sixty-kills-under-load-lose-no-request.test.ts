/** The gateway as its own process, killed again and again under load: what reached a provider is in the log. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { SpendLogRow } from "../contract/spend-log.ts";
import { openRequestStore } from "../store/request-store.ts";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey } from "./running-gateway.ts";

const kills = 60;
const clients = 6;
let upstream: FakeUpstream;
let folder = "";
let port = 0;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  folder = mkdtempSync(join(tmpdir(), "portico-kills-"));
  port = await freePort();
  writeFileSync(
    join(folder, "config.yaml"),
    `model_list:
  - model_name: m
    litellm_params: {model: openai/up-model, api_base: "${upstream.url}", api_key: sk-upstream-secret-1}
general_settings: {master_key: ${masterKey}}
`,
  );
});
afterAll(async () => {
  await upstream.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("every call that a provider received has its row, through sixty kills", async () => {
  let isOver = false;
  let number = 0;
  const load = Array.from({ length: clients }, async () => {
    while (!isOver) await call(`call-${number++}`);
  });
  for (let round = 0; round < kills; round++) {
    const child = await launch();
    await new Promise((resolve) => setTimeout(resolve, 30 + ((round * 61) % 170)));
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }
  isOver = true;
  await Promise.all(load);

  const received = upstream.received.map(({ body }) => String(body["user"]));
  const rows = await loggedRows();
  const users = new Map(rows.map((row) => [row.user, row]));
  expect(received.length).toBeGreaterThan(kills);
  expect(received.filter((user) => !users.has(user))).toEqual([]);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(rows.filter(({ state }) => state === "in_flight")).toEqual([]);
  expect(rows.some(({ state }) => state === "interrupted")).toBe(true);
  process.stdout.write(`${received.length} calls reached the provider, ${rows.length} rows, none missing\n`);
}, 240_000);

/** One call, half of them streamed slowly; a gateway that is down or dies is part of the test. */
async function call(user: string): Promise<void> {
  const isSlow = user.endsWith("7") || user.endsWith("3");
  const content = isSlow ? "fault:paced:10:200" : "hello";
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${masterKey}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "m", user, stream: isSlow, messages: [{ role: "user", content }] }),
    });
    await answer.text();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

function launch(): Promise<ChildProcess> {
  const main = join(import.meta.dirname, "..", "main.ts");
  const child = spawn(process.execPath, [main, "--config", "config.yaml", "--port", String(port), "--data", "data"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (chunk.includes("Portico is running")) resolve(child);
    });
    child.once("exit", (code, signal) => reject(new Error(`the gateway ended: ${String(code ?? signal)}`)));
  });
}

async function loggedRows(): Promise<(SpendLogRow & { user: string })[]> {
  const store = await openRequestStore({
    file: join(folder, "data", "requests.db"),
    bodies: { enabled: true, maxBytes: 1024 },
    retention: { days: 30, maxBytes: 1 << 30 },
    secrets: [],
  });
  const rows: (SpendLogRow & { user: string })[] = [];
  for (let hasMore = true; hasMore;) {
    const before = rows.at(-1)?.id;
    const page = await store.page({ limit: 500, ...(before === undefined ? {} : { before }) });
    for (const row of page.rows) rows.push({ ...row, user: (await store.detail(row.id))?.endUser ?? "" });
    ({ hasMore } = page);
  }
  await store.dispose();
  return rows;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
