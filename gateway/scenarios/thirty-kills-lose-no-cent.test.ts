/**
 * The gateway as its own process, killed again and again under load: each call that a provider received is charged, once,
 * and every sum and meter is the sum of the charges.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey } from "./running-gateway.ts";

const kills = 30;
const clients = 6;
let upstream: FakeUpstream;
let folder = "";
let port = 0;
let key = "";

beforeAll(async () => {
  upstream = await startFakeUpstream();
  folder = mkdtempSync(join(tmpdir(), "portico-ledger-kills-"));
  port = await freePort();
  writeFileSync(
    join(folder, "config.yaml"),
    `model_list:
  - model_name: m
    litellm_params: {model: openai/up-model, api_base: "${upstream.url}", api_key: sk-upstream-secret-1, input_cost_per_token: 0.000001, output_cost_per_token: 0.000002}
litellm_settings: {max_budget: 1000, budget_duration: 1mo}
general_settings: {master_key: ${masterKey}}
`,
  );
});
afterAll(async () => {
  await upstream.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("every call is charged once, and spend equals the ledger, through thirty kills", async () => {
  let isOver = false;
  let number = 0;
  let child = await launch();
  key = await generate();
  const load = Array.from({ length: clients }, async () => {
    while (!isOver) await call(`call-${number++}`);
  });
  for (let round = 0; round < kills; round++) {
    await new Promise((resolve) => setTimeout(resolve, 30 + ((round * 61) % 170)));
    await ended(child, "SIGKILL");
    child = await launch();
  }
  isOver = true;
  await Promise.all(load);
  const shown = await spendOfKey();
  await ended(child, "SIGTERM");

  const ledger = new Database(join(folder, "data", "ledger.db"), { readonly: true });
  ledger.defaultSafeIntegers(true);
  const one = (sql: string): unknown => ledger.prepare(sql).pluck().get();
  const received = upstream.received.map(({ body }) => String(body["user"]));
  const charged = new Map(
    (
      ledger.prepare("SELECT end_user AS user, count(*) AS times FROM charge GROUP BY end_user").all() as {
        user: string;
        times: bigint;
      }[]
    ).map(({ user, times }) => [user, times]),
  );
  expect(received.length).toBeGreaterThan(kills);
  expect(received.filter((user) => !charged.has(user))).toEqual([]);
  expect([...charged].filter(([, times]) => times !== 1n)).toEqual([]);
  const total = one("SELECT sum(nanos) FROM charge");
  for (const scope of ["all", "key", "alias"]) {
    expect(one(`SELECT sum(nanos) FROM spend WHERE scope = '${scope}'`), scope).toBe(total);
    if (scope !== "alias") expect(one(`SELECT spent FROM meter WHERE scope = '${scope}'`), scope).toBe(total);
  }
  expect(one("SELECT sum(nanos) FROM spend WHERE scope = 'provider'")).toBe(
    one("SELECT sum(nanos) FROM charge WHERE provider IS NOT NULL"),
  );
  expect(readdirSync(join(folder, "data")).filter((name) => name.startsWith("ledger.db.began"))).toEqual([]);
  expect(Number(one("SELECT count(*) FROM charge WHERE state = 'interrupted'"))).toBeGreaterThan(0);
  expect(Math.round(shown * 1e9)).toBe(Number(total));
  expect(one("PRAGMA integrity_check")).toBe("ok");
  ledger.close();
  process.stdout.write(
    `${received.length} calls reached the provider, ${charged.size} charges, ${String(total)} nanos\n`,
  );
}, 240_000);

async function generate(): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/key/generate`, {
    method: "POST",
    headers: { authorization: `Bearer ${masterKey}`, "content-type": "application/json" },
    body: JSON.stringify({ max_budget: 100, budget_duration: "1mo" }),
  });
  return ((await answer.json()) as { key: string }).key;
}

async function spendOfKey(): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/key/info`, { headers: { authorization: `Bearer ${key}` } });
  return ((await answer.json()) as { info: { spend: number } }).info.spend;
}

/** One call, some of them streamed slowly; a gateway that is down or dies is part of the test. */
async function call(user: string): Promise<void> {
  const isSlow = user.endsWith("7") || user.endsWith("3");
  const content = isSlow ? "fault:paced:10:200" : "hello";
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "m", user, stream: isSlow, messages: [{ role: "user", content }] }),
    });
    await answer.text();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
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

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
