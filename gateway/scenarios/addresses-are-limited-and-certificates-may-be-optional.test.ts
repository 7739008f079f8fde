/** Limits by client address, trusted proxies and `client_certificate: optional` at a whole gateway. */
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { startHeldUpstream } from "./held-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";
import { fetchAs, pemFile } from "./secure-client.ts";

const models = `
model_list:
  - model_name: demo
    litellm_params: {model: openai/demo, api_key: k, mock_response: hello}
`;
const heldAt = (url: string): string => `
  - model_name: held
    litellm_params: {model: openai/held, api_key: k, api_base: "${url}"}`;
let gateway: RunningGateway | null = null;
afterEach(async () => {
  await gateway?.stop();
  gateway = null;
});

async function run(
  portico: string,
  general = "",
  by: typeof fetch = fetch,
  upstream = "http://127.0.0.1:1/v1",
): Promise<RunningGateway> {
  gateway = await runGateway(
    `${models}${heldAt(upstream)}\ngeneral_settings: {master_key: ${masterKey}${general}}\nportico:\n${portico}`,
    {},
    {},
    () => {},
    by,
  );
  return gateway;
}

const chat = { model: "demo", messages: [{ role: "user", content: "hi" }] };
const from = (address: string): { headers: Record<string, string> } => ({ headers: { "x-forwarded-for": address } });

async function refusal(response: Response): Promise<unknown> {
  const { error } = (await response.json()) as { error: { portico_code: string } };
  return [response.status, error.portico_code];
}

describe("limits by address", () => {
  it("let through exactly the minute's number of 200 requests at once, and say when to come back", async () => {
    const running = await run("  address_limits: {rpm: 37}");
    const answers = await Promise.all(Array.from({ length: 200 }, () => running.chat(chat)));
    const letIn = answers.filter(({ status }) => status === 200);
    expect(letIn).toHaveLength(37);
    expect(letIn.map(({ headers }) => headers.get("x-ratelimit-address-remaining-requests"))).toContain("0");
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(163);
    const [first] = refused;
    expect(Number(first?.headers.get("retry-after"))).toBeGreaterThan(50);
    expect(first?.headers.get("x-ratelimit-limit-requests")).toBe("37");
    expect(first?.headers.get("x-ratelimit-remaining-requests")).toBe("0");
    expect(first && (await refusal(first))).toEqual([429, "address_limit_exceeded"]);
  });

  it("count wrong keys too, but neither probes nor the panel", async () => {
    const running = await run("  address_limits: {rpm: 2}");
    for (let time = 0; time < 3; time++) {
      expect((await running.call("/health/liveliness", { key: null })).status).toBe(200);
      expect((await running.panel("/status")).status).toBe(200);
    }
    expect((await running.call("/v1/models", { key: "sk-wrong" })).status).toBe(401);
    expect((await running.call("/no/such/route")).status).toBe(404);
    expect((await running.chat(chat)).status).toBe(429);
  });

  it("refuse before the body is read", async () => {
    const running = await run("  address_limits: {rpm: 1}");
    await running.chat(chat);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(running.gateway.port, "127.0.0.1", () =>
        socket.write(
          `POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${masterKey}\r\n` +
            "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n",
        ),
      );
      socket.once("data", (chunk) => {
        resolve(chunk.toString());
        socket.destroy();
      });
      socket.once("error", reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 429 /);
  });

  it("hold for requests at once, and a request that ended makes room", async () => {
    const upstream = await startHeldUpstream();
    const running = await run("  address_limits: {max_parallel_requests: 5}", "", fetch, upstream.url);
    const asked = { ...chat, model: "held", stream: true };
    const answers = await Promise.all(Array.from({ length: 60 }, () => running.chat(asked)));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(55);
    expect(upstream.held.size).toBe(5);
    upstream.release("done");
    await Promise.all(answers.map((answer) => answer.text()));
    expect((await running.chat(chat)).status).toBe(200);
    await upstream.stop();
  });
});

describe("a proxy", () => {
  it("that is trusted names the client, an IPv6 one by its /64; the log has the client's address", async () => {
    const running = await run("  trusted_proxies: [127.0.0.1]\n  address_limits: {rpm: 1, exempt: [192.0.2.0/24]}");
    expect((await running.chat(chat, from("203.0.113.1"))).status).toBe(200);
    expect((await running.chat(chat, from("203.0.113.2"))).status).toBe(200);
    expect((await running.chat(chat, from("spoofed, 203.0.113.1"))).status).toBe(429);
    expect((await running.chat(chat, from("2001:db8::1"))).status).toBe(200);
    expect((await running.chat(chat, from("2001:db8:0:0:9::9"))).status).toBe(429);
    for (let time = 0; time < 3; time++) expect((await running.chat(chat, from("192.0.2.7"))).status).toBe(200);
    expect((await running.rows(6)).map(({ clientAddress }) => clientAddress)).toContain("203.0.113.2");
  });

  it("that is not trusted names nobody: a client cannot choose its address", async () => {
    const running = await run("  address_limits: {rpm: 1}");
    expect((await running.chat(chat, from("203.0.113.1"))).status).toBe(200);
    expect((await running.chat(chat, from("203.0.113.2"))).status).toBe(429);
    expect((await running.rows(1))[0]?.clientAddress).toBe("127.0.0.1");
  });
});

describe("allowed_ips", () => {
  it("refuse every other address, whatever key it has", async () => {
    const running = await run("  trusted_proxies: [127.0.0.1]", ', allowed_ips: ["10.0.0.0/8", 203.0.113.1]');
    expect((await running.chat(chat, from("10.1.2.3"))).status).toBe(200);
    expect((await running.chat(chat, from("203.0.113.1"))).status).toBe(200);
    expect(await refusal(await running.chat(chat, from("203.0.113.2")))).toEqual([403, "address_not_allowed"]);
    expect((await running.call("/health/liveliness", { key: null })).status).toBe(200);
  });
});

describe("client_certificate: optional", () => {
  it("takes a key alone, a certificate alone, and never one that is not valid", async () => {
    const tls = `  tls: {cert: ${pemFile("test-server")}, key: ${pemFile("test-server-key")}, client_ca: ${pemFile("test-ca")}, client_certificate: optional}
  client_certificates: [{name: app-a, key: ${masterKey}}]`;
    const running = await run(tls, "", fetchAs(null));
    expect((await running.chat(chat)).status).toBe(200);
    const ask = (name: string, headers = {}): Promise<Response> =>
      fetchAs(name)(`${running.url}/v1/models`, { headers });
    expect((await ask("test-client-app")).status).toBe(200);
    expect((await fetchAs("test-client-app")(`${running.url}/key/list`)).status).toBe(200);
    for (const [name, reason] of [
      ["test-client-expired", /it has ended/],
      ["test-client-other-ca", /another CA signed it/],
    ] as const) {
      const refused = await ask(name, { authorization: `Bearer ${masterKey}` });
      expect(refused.status).toBe(403);
      expect(await refused.text()).toMatch(reason);
    }
  });
});
