/** Real handshakes against a whole gateway: who gets in, as whom, and what the log keeps of it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startHeldUpstream, type HeldUpstream } from "./held-upstream.ts";
import { masterKey, readEvents, runGateway, type RunningGateway } from "./running-gateway.ts";
import { clientTls, fetchAs, pemFile, pemText, rawRequest } from "./secure-client.ts";

const appKey = "sk-app-a-0123456789abcdef";
let upstream: HeldUpstream;
let gateway: RunningGateway;
const asApp = fetchAs("test-client-app");
const asSomebody = fetchAs("test-client-unbound");

beforeAll(async () => {
  upstream = await startHeldUpstream();
  gateway = await runGateway(
    `
model_list:
  - model_name: demo
    litellm_params: {model: openai/demo, api_key: k, mock_response: "hello over mTLS"}
  - model_name: dear
    litellm_params: {model: openai/dear, api_key: k, mock_response: "no"}
  - model_name: held
    litellm_params: {model: openai/held, api_key: k, api_base: "${upstream.url}", input_cost_per_token: 0.001, output_cost_per_token: 0.01}
general_settings: {master_key: ${masterKey}}
portico:
  tls: {cert: server.pem, key: server-key.pem, client_ca: ${pemFile("test-ca")}}
  client_certificates:
    - {name: "DNS:app-a.internal", key: app-a}
`,
    {},
    {},
    (directory) => serveWith(directory, "test-server"),
    asSomebody,
  );
  const made = await gateway.call("/key/generate", {
    method: "POST",
    body: JSON.stringify({ key: appKey, key_alias: "app-a", models: ["demo", "held"], max_budget: 100 }),
  });
  expect(made.status).toBe(200);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

function serveWith(directory: string, name: string): void {
  writeFileSync(join(directory, "server-key.pem"), pemText(`${name}-key`));
  writeFileSync(join(directory, "server.pem"), pemText(name));
}

function chat(by: typeof fetch, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return by(`${gateway.url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ model: "demo", messages: [{ role: "user", content: "hi" }], ...body }),
  });
}

const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { error: { portico_code: string } }).error.portico_code;

describe("mutual TLS", () => {
  it.each(["TLSv1.2", "TLSv1.3"] as const)("over %s admits a client with a certificate of the CA", async (version) => {
    const end = await rawRequest(gateway.gateway.port, {
      ...clientTls("test-client-app"),
      maxVersion: version,
      minVersion: version,
    });
    expect(end).toMatchObject({ error: null, text: expect.stringContaining("HTTP/1.1 200 OK") });
  });

  it.each([
    ["no certificate", null],
    ["one of another CA", "test-client-other-ca"],
    ["one that ended", "test-client-expired"],
    ["one that is made for servers", "test-server-next"],
  ])("refuses a client with %s, whichever TLS it speaks, before a byte of HTTP is answered", async (_what, name) => {
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      const end = await rawRequest(gateway.gateway.port, {
        ...clientTls(name),
        maxVersion: version,
        minVersion: version,
      });
      expect(end.text).toBe("");
    }
  });

  it("refuses TLS 1.1 and plain HTTP", async () => {
    const old = {
      ...clientTls("test-client-app"),
      minVersion: "TLSv1.1",
      maxVersion: "TLSv1.1",
      ciphers: "ALL:@SECLEVEL=0",
    } as const;
    expect((await rawRequest(gateway.gateway.port, old)).error).not.toBeNull();
    await expect(fetch(`http://127.0.0.1:${gateway.gateway.port}/health/liveliness`)).rejects.toThrow();
  });

  it("resumes no session: a ticket does not stand for a certificate", async () => {
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      const tls = { ...clientTls("test-client-app"), maxVersion: version, minVersion: version };
      const { session } = await rawRequest(gateway.gateway.port, tls);
      const again = await rawRequest(gateway.gateway.port, { ...tls, ...(session === null ? {} : { session }) });
      expect(again).toMatchObject({ isResumed: false, error: null });
      const without = { ca: pemText("test-ca"), maxVersion: version, ...(session === null ? {} : { session }) };
      expect((await rawRequest(gateway.gateway.port, without)).text).toBe("");
    }
  });

  it("tells the operator whom it refused and why, once for many", async () => {
    await vi.waitFor(() =>
      expect(gateway.logText()).toMatch(/TLS handshake was refused: (none was shown|another CA|it has ended)/),
    );
    expect(gateway.logText().match(/handshake was refused/g)?.length).toBeLessThan(4);
  });
});

describe("a name bound to a key", () => {
  it("asks, is billed and is limited as that key, and the row says which name it was", async () => {
    const answered = await chat(asApp, { model: "held" });
    expect(await answered.json()).toMatchObject({ choices: [{ message: { content: "whole" } }] });
    const row = await gateway.detail(answered.headers.get("x-litellm-call-id") ?? "");
    expect(row).toMatchObject({ keyName: "app-a", clientCertificate: "DNS:app-a.internal", state: "ok" });
    const info = (await (await gateway.call(`/key/info?key=${appKey}`)).json()) as { info: { spend: number } };
    expect(info.info.spend).toBe(0.03);
    expect(await codeOf(await chat(asApp, { model: "dear" }))).toBe("key_model_access_denied");
  });

  it("opens no route of the admin", async () => {
    for (const path of ["/key/list", "/spend/logs", "/key/info?key=app-a"])
      expect((await asApp(`${gateway.url}${path}`)).status, path).not.toBe(200);
    expect((await asApp(`${gateway.url}/ui/api/status`)).status).toBe(401);
  });

  it("goes with its own key or none: another key, the master key too, is refused", async () => {
    expect((await chat(asApp, {}, { authorization: `Bearer ${appKey}` })).status).toBe(200);
    for (const key of [masterKey, "sk-other"]) {
      const refused = await chat(asApp, {}, { authorization: `Bearer ${key}` });
      expect([refused.status, await codeOf(refused)]).toEqual([403, "client_certificate_key_mismatch"]);
    }
  });

  it("is what the official SDK needs instead of a key", async () => {
    const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: "certificate", fetch: asApp, maxRetries: 0 });
    const stream = await client.chat.completions.create({
      model: "demo",
      stream: true,
      messages: [{ role: "user", content: "hi" }],
    });
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toBe("hello over mTLS");
  });

  it("does no more when its key is blocked", async () => {
    const set = (path: string): Promise<Response> =>
      gateway.call(path, { method: "POST", body: JSON.stringify({ key: appKey }) });
    await set("/key/block");
    expect(await codeOf(await chat(asApp, {}))).toBe("key_blocked");
    await set("/key/unblock");
    expect((await chat(asApp, {})).status).toBe(200);
  });
});

describe("a certificate without an entry", () => {
  it("lets the connection in, and a key still decides; the row keeps the name", async () => {
    expect(await codeOf(await chat(asSomebody, {}))).toBe("no_api_key");
    const answered = await chat(asSomebody, {}, { authorization: `Bearer ${appKey}` });
    const row = await gateway.detail(answered.headers.get("x-litellm-call-id") ?? "");
    expect(row).toMatchObject({ keyName: "app-a", clientCertificate: "CN:somebody" });
  });
});

describe("the panel over https", () => {
  it("opens by its https link with a cookie that never goes over plain http, for its own https page only", async () => {
    const { panelUrl } = gateway.gateway;
    expect(panelUrl).toMatch(/^https:\/\/127\.0\.0\.1:/);
    const opened = await asSomebody(panelUrl, { redirect: "manual" });
    const cookie = opened.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; .*; Secure$/);
    const ask = (origin: string): Promise<Response> =>
      asSomebody(`${gateway.url}/ui/api/status`, { headers: { cookie: cookie.split(";", 1)[0] ?? "", origin } });
    const status = await ask(gateway.url);
    expect(await status.json()).toMatchObject({ baseUrl: `${gateway.url}/v1` });
    expect((await ask(gateway.url.replace("https:", "http:"))).status).toBe(403);
    expect((await ask("https://evil.example")).status).toBe(403);
  });
});

describe("a changed certificate", () => {
  it("is shown to the next connection while an open stream goes on to its end; a bad one changes nothing", async () => {
    const before = await rawRequest(gateway.gateway.port, clientTls("test-client-app"));
    const open = await chat(asApp, { model: "held", stream: true });
    serveWith(gateway.directory, "test-server-next");
    const shown = async (): Promise<string | null> =>
      (await rawRequest(gateway.gateway.port, clientTls("test-client-app"))).serial;
    await vi.waitFor(async () => expect(await shown()).not.toBe(before.serial), { timeout: 5000 });
    const [after, logged] = [await shown(), gateway.logText().length];
    writeFileSync(join(gateway.directory, "server.pem"), "half a fi");
    await vi.waitFor(() => expect(gateway.logText().slice(logged)).toMatch(/not taken over: .*holds no certificate/), {
      timeout: 5000,
    });
    expect(await shown()).toBe(after);
    upstream.release("two");
    const events = await readEvents(open);
    expect(events.join("")).toContain("two");
    expect(events.at(-1)).toBe("[DONE]");
  });
});
