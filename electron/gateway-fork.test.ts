/**
 * The real gateway's entry under the shell's supervisor: child_process.fork instead of utilityProcess, same messages.
 */
import { fork, type ChildProcess } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ToGateway } from "../gateway/contract/desktop.ts";
import { replyTo } from "./app-protocol.ts";
import { probeLiveliness } from "./gateway-health.ts";
import { GatewayProcess, type GatewayEndpoint } from "./gateway-process.ts";
import type { GatewayChild } from "./gateway-session.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { systemTimers } from "./timers.ts";
import { wordsFor } from "./words.ts";

const folder = temporaryFolder();
const entry = join(import.meta.dirname, "..", "gateway", "main.ts");
const masterKey = "sk-portico-test-0123456789abcdef0123456789abcdef";
const config = `model_list:
  - model_name: demo
    litellm_params:
      model: openai/demo
      api_key: os.environ/DEMO_KEY
      mock_response: hello from the demo
general_settings:
  master_key: os.environ/PORTICO_TEST_MASTER_KEY
`;

const children: ChildProcess[] = [];
const gateways: GatewayProcess[] = [];
afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
});

function forkGateway(cwd: string): GatewayChild {
  const child = fork(entry, [], { cwd, stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: ["--no-warnings"] });
  children.push(child);
  function on(event: "message", listener: (message: unknown) => void): void;
  function on(event: "exit", listener: (code: number) => void): void;
  function on(event: "message" | "exit", listener: (value: number) => void): void {
    // utilityProcess reports a number; a process ended by a signal has none here.
    if (event === "exit") child.on("exit", (code) => listener(code ?? 137));
    else child.on("message", listener);
  }
  const postMessage = (message: ToGateway): void => void (child.connected && child.send(message));
  return { pid: child.pid, kill: () => child.kill(), postMessage, on };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

async function gatewayOn(port: number, more = "", prepare: (home: string) => void = () => {}): Promise<GatewayProcess> {
  const home = mkdtempSync(join(folder, "home-"));
  const file = join(home, "config.yaml");
  writeFileSync(file, config + more);
  prepare(home);
  const gateway = new GatewayProcess({
    fork: () => forkGateway(home),
    argv: (kept) => ["--config", file, "--data", join(home, "data"), "--port", String(kept ?? port)],
    secrets: async () => ({ PORTICO_TEST_MASTER_KEY: masterKey, DEMO_KEY: "sk-demo" }),
    probe: probeLiveliness,
    killHard: (pid) => void process.kill(pid, "SIGKILL"),
    timers: systemTimers,
    words: wordsFor("en"),
  });
  gateways.push(gateway);
  return gateway;
}

async function untilState(gateway: GatewayProcess, state: string): Promise<void> {
  await vi.waitFor(() => expect(gateway.state()).toMatchObject({ state }), { timeout: 15_000, interval: 25 });
}

function pemFile(name: string): string {
  return join(entry, "..", "server", "__fixtures__", "tls", `${name}.pem`);
}

function raise(message: string): never {
  throw new Error(message);
}

describe("the real gateway's process", () => {
  test("it starts by message, takes its keys from the message, and answers the window and clients", async () => {
    const port = await freePort();
    const gateway = await gatewayOn(port);
    gateway.start();
    await untilState(gateway, "running");
    expect(gateway.endpoint()).toMatchObject({ port, masterKey });
    const options = { panelRoot: folder, gateway: () => gateway.endpoint() };
    const status = await replyTo(options, new Request("app://panel/ui/api/status"));
    expect(status.status).toBe(200);
    const chat = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${masterKey}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "demo", messages: [{ role: "user", content: "hi" }] }),
    });
    expect(await chat.json()).toMatchObject({ choices: [{ message: { content: "hello from the demo" } }] });
  }, 30_000);

  test("the panel's API is closed to whoever has not the token of this start", async () => {
    const gateway = await gatewayOn(await freePort());
    gateway.start();
    await untilState(gateway, "running");
    const origin = gateway.endpoint()?.origin ?? "";
    const forged = { panelRoot: folder, gateway: () => ({ origin, certificate: null, panelToken: "forged" }) };
    expect((await replyTo(forged, new Request("app://panel/ui/api/status"))).status).toBe(401);
  }, 30_000);

  test("over https the shell trusts the gateway's own certificate and no other, and follows it when it changes", async () => {
    let folderOf = "";
    const serve = (name: string): void => {
      for (const part of ["-key", ""]) copyFileSync(pemFile(`${name}${part}`), join(folderOf, `server${part}.pem`));
    };
    const gateway = await gatewayOn(
      await freePort(),
      "portico: {tls: {cert: server.pem, key: server-key.pem}}\n",
      (home) => {
        folderOf = home;
        serve("test-server");
      },
    );
    gateway.start();
    await untilState(gateway, "running");
    const address = (): GatewayEndpoint => gateway.endpoint() ?? raise("the gateway does not run");
    const options = { panelRoot: folder, gateway: address };
    const ask = async (): Promise<number> => (await replyTo(options, new Request("app://panel/ui/api/status"))).status;
    expect(address().origin).toMatch(/^https:/);
    expect(await ask()).toBe(200);
    const other = readFileSync(pemFile("test-server-next"), "utf8");
    const misled = { ...options, gateway: () => ({ ...address(), certificate: other }) };
    expect((await replyTo(misled, new Request("app://panel/ui/api/status"))).status).toBe(502);
    const before = address().certificate;
    serve("test-server-next");
    await vi.waitFor(() => expect(address().certificate).not.toBe(before), { timeout: 5000 });
    expect(await ask()).toBe(200);
    expect(await probeLiveliness(address(), 1000)).toBe(true);
  }, 30_000);

  test("a config that requires client certificates is refused in words: the shell has none", async () => {
    const tls = `{cert: ${pemFile("test-server")}, key: ${pemFile("test-server-key")}, client_ca: ${pemFile("test-ca")}}`;
    const gateway = await gatewayOn(await freePort(), `portico: {tls: ${tls}}\n`);
    gateway.start();
    await untilState(gateway, "failed");
    expect(gateway.state().message).toMatch(/no client certificate.*client_certificate: optional/s);
  }, 30_000);

  test("killed from outside, it is back on the same port", async () => {
    const port = await freePort();
    const gateway = await gatewayOn(port);
    gateway.start();
    await untilState(gateway, "running");
    children[0]?.kill("SIGKILL");
    await untilState(gateway, "restarting");
    await untilState(gateway, "running");
    expect(children).toHaveLength(2);
    expect(gateway.endpoint()?.port).toBe(port);
  }, 30_000);

  test("closing stops it: exit code 0, port free", async () => {
    const port = await freePort();
    const gateway = await gatewayOn(port);
    gateway.start();
    await untilState(gateway, "running");
    await gateway.close();
    expect(children.at(-1)?.exitCode).toBe(0);
    expect(await probeLiveliness({ origin: `http://127.0.0.1:${port}`, certificate: null }, 500)).toBe(false);
  }, 30_000);

  test("a taken port is said in words and not moved", async () => {
    const port = await freePort();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, "127.0.0.1", resolve));
    const gateway = await gatewayOn(port);
    gateway.start();
    await untilState(gateway, "failed");
    expect(gateway.state().message).toContain(String(port));
    expect(children).toHaveLength(1);
    squatter.close();
  }, 30_000);

  test("when the shell is gone the gateway ends by itself within five seconds", async () => {
    const port = await freePort();
    const gateway = await gatewayOn(port);
    gateway.start();
    await untilState(gateway, "running");
    const child = children.at(-1);
    const gone = new Promise((resolve) => child?.once("exit", resolve));
    child?.disconnect();
    const tooLate = new Promise((_resolve, reject) => setTimeout(() => reject(new Error("still there")), 5_000));
    await Promise.race([gone, tooLate]);
  }, 30_000);
});
