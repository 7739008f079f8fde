/**
 * The program itself, as a container runs it: what it writes to its error output is one JSON object a line, with the ids
 * that the client was given, and no secret, whatever a provider or a client puts into it.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey } from "./running-gateway.ts";

// The fake provider repeats it in its 401.
const providerKey = "sk-upstream-secret-1";
const prompt = "the prompt of the log's test";
let upstream: FakeUpstream;
let folder = "";
let program: ChildProcess;
let base = "";
let written = "";

beforeAll(async () => {
  upstream = await startFakeUpstream();
  folder = mkdtempSync(join(tmpdir(), "portico-log-"));
  writeFileSync(
    join(folder, "config.yaml"),
    `model_list:
  - {model_name: main, litellm_params: {model: openai/gpt-x, api_base: "${upstream.url}", api_key: ${providerKey}}}
litellm_settings: {json_logs: true, num_retries: 0}
general_settings: {master_key: ${masterKey}}
`,
  );
  const main = join(import.meta.dirname, "..", "main.ts");
  program = spawn(process.execPath, [main, "--config", "config.yaml", "--port", "0", "--data", "data"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  program.stderr?.setEncoding("utf8").on("data", (text: string) => (written += text));
  base = await new Promise((resolve, reject) => {
    let greeting = "";
    program.stdout?.setEncoding("utf8").on("data", (text: string) => {
      greeting += text;
      const [, url] = /Base URL {2}(\S+)\/v1/.exec(greeting) ?? [];
      if (url !== undefined && greeting.includes("Ctrl+C")) resolve(url);
    });
    program.once("exit", (code) => reject(new Error(`the gateway ended: ${String(code)}; ${written}`)));
  });
});
afterAll(async () => {
  program.kill("SIGKILL");
  await upstream.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(content: string, headers: Record<string, string> = {}, key = masterKey): Promise<Response> {
  const answer = await fetch(`${base}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    body: JSON.stringify({ model: "main", messages: [{ role: "user", content }] }),
  });
  await answer.text();
  return answer;
}

/** The lines of a request, once there is one. */
async function lineOf(id: string): Promise<Record<string, unknown>> {
  const until = Date.now() + 10_000;
  for (;;) {
    const lines = written.split("\n").slice(0, -1);
    const found = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line["request_id"] === id);
    if (found.length > 1) throw new Error(`${found.length} lines of one request`);
    if (found[0] !== undefined) return found[0];
    if (Date.now() > until) throw new Error(`no line of ${id}: ${written}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

it("has a line for each request, under the id that the client was answered with", async () => {
  const answer = await ask(prompt, { "x-litellm-call-id": "my-call-1" });
  expect(answer.headers.get("x-litellm-call-id")).toBe("my-call-1");
  const line = await lineOf(answer.headers.get("x-request-id") ?? "");
  expect(line).toMatchObject({
    level: 30,
    msg: "request",
    call_id: "my-call-1",
    operation: "chat",
    alias: "main",
    state: "ok",
    status: 200,
    stream: false,
    provider: "openai",
    attempts: 1,
    prompt_tokens: 11,
    completion_tokens: 3,
    key_name: "master key",
    client: "127.0.0.1",
  });
  expect(new Date(String(line["time"])).getTime()).toBeGreaterThan(Date.now() - 60_000);
});

it("has one of a failure at a higher level, without the key that the provider repeats", async () => {
  const answer = await ask("fault:401");
  expect(answer.status).toBe(401);
  const line = await lineOf(answer.headers.get("x-request-id") ?? "");
  expect(line).toMatchObject({ level: 40, state: "upstream_error", status: 401, error_code: "upstream_auth" });
  expect(line["error"]).toContain("Incorrect API key provided: [redacted]");
});

it("holds no key, no prompt and no line that is not JSON, from its start to its stop", async () => {
  await ask(prompt, {}, "sk-wrong-key-0123456789abcdef");
  const last = await ask(`${prompt}\n{"level":60,"msg":"forged"}`, { "x-litellm-call-id": `x${providerKey}` });
  await lineOf(last.headers.get("x-request-id") ?? "");
  const ended = new Promise((resolve) => program.once("close", resolve));
  program.kill("SIGTERM");
  await ended;
  const lines = written.split("\n").slice(0, -1);
  for (const line of lines)
    expect(JSON.parse(line)).toMatchObject({ time: expect.any(String), msg: expect.any(String) });
  for (const secret of [masterKey, providerKey, "sk-wrong-key", prompt, "forged"])
    expect(written).not.toContain(secret);
  expect(lines.length).toBeGreaterThanOrEqual(3);
});
