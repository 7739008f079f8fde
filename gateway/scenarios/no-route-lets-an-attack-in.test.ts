/**
 * Every route by every attack a web page, a rebinding name or a broken proxy could try, sent as raw bytes.
 *
 * Names: S7 (Ollama CVE-2024-28224), S8 (claude-code-router CVE-2025-57755), S9 (MCP Inspector CVE-2025-49596),
 * S11 (Open WebUI CVE-2026-45339), S2 (LiteLLM CVE-2024-6587).
 */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

const config = `
model_list:
  - model_name: demo
    litellm_params: {model: openai/demo, mock_response: "hello"}
general_settings:
  master_key: ${masterKey}
`;

interface Target {
  readonly method: string;
  readonly path: string;
}

let gateway: RunningGateway;
let targets: Target[] = [];

beforeAll(async () => {
  gateway = await runGateway(config);
  const { routes } = (await (await gateway.call("/routes")).json()) as {
    routes: { path: string; methods: string[] }[];
  };
  const known = routes.flatMap(({ path, methods }) => methods.map((method) => ({ method, path: fillPath(path) })));
  const paths = [...new Set(known.map(({ path }) => path))];
  targets = [
    ...known,
    ...paths.map((path) => ({ method: "OPTIONS", path })),
    ...paths.map((path) => ({ method: "PATCH", path })),
    { method: "GET", path: "/nothing-here" },
    { method: "POST", path: "/config/update" },
    { method: "GET", path: "/ui/../config.yaml" },
  ];
});
afterAll(() => gateway.stop());

function fillPath(path: string): string {
  return path.replace(":id", "x").replace(/\*$/, "demo/chat/completions");
}

function raw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(gateway.gateway.port, "127.0.0.1", () => socket.write(bytes));
    let text = "";
    socket.setTimeout(2000, () => socket.destroy());
    socket.on("data", (data) => (text += data.toString("latin1")));
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
  });
}

const goodBody = JSON.stringify({ model: "demo", messages: [{ role: "user", content: "hi" }] });
const keyLine = `Authorization: Bearer ${masterKey}`;

function request({ method, path }: Target, lines: readonly string[], body = ""): string {
  const hasBody = method !== "GET" && method !== "HEAD";
  const length = hasBody ? [`Content-Length: ${Buffer.byteLength(body)}`] : [];
  return [`${method} ${path} HTTP/1.1`, ...lines, ...length, "Connection: close", "", hasBody ? body : ""].join("\r\n");
}

const host = (): string => `Host: 127.0.0.1:${gateway.gateway.port}`;
const json = "Content-Type: application/json";

/** Each attack carries the right key, so that only the door can stop it. */
const attacks: readonly [name: string, make: (target: Target) => string][] = [
  [
    "a page of another origin",
    (target) => request(target, [host(), keyLine, json, "Origin: https://evil.example"], goodBody),
  ],
  ["the opaque origin `null`", (target) => request(target, [host(), keyLine, json, "Origin: null"], goodBody)],
  [
    "a cross-site fetch without Origin",
    (target) => request(target, [host(), keyLine, json, "Sec-Fetch-Site: cross-site"], goodBody),
  ],
  ["a rebinding name as Host", (target) => request(target, ["Host: evil.example", keyLine, json], goodBody)],
  ["0.0.0.0 as Host", (target) => request(target, ["Host: 0.0.0.0:4000", keyLine, json], goodBody)],
  [
    "a Host that only begins like ours",
    (target) => request(target, ["Host: 127.0.0.1.evil.example", keyLine, json], goodBody),
  ],
  ["two Host headers", (target) => request(target, [host(), "Host: evil.example", keyLine, json], goodBody)],
  ["no Host header", (target) => request(target, [keyLine, json], goodBody)],
  ["an empty Host header", (target) => request(target, ["Host:", keyLine, json], goodBody)],
  [
    "an absolute-form target",
    ({ method, path }) => request({ method, path: `http://evil.example${path}` }, [host(), keyLine, json], goodBody),
  ],
  ["a compressed body", (target) => request(target, [host(), keyLine, json, "Content-Encoding: gzip"], goodBody)],
];

/** A refusal is a 4xx; nothing else is an answer to an attack. */
function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

describe("the door", () => {
  it("knows a good number of routes to walk", () => {
    expect(targets.length).toBeGreaterThan(60);
  });

  it.each(attacks)("refuses %s on every route", async (_name, make) => {
    const answers = await Promise.all(targets.map(async (target) => ({ target, answer: await raw(make(target)) })));
    const passed = answers.filter(({ answer }) => statusOf(answer) < 400 || statusOf(answer) >= 500);
    expect(passed.map(({ target, answer }) => `${target.method} ${target.path}: ${answer.slice(0, 60)}`)).toEqual([]);
    expect(answers.filter(({ answer }) => /access-control-allow/i.test(answer))).toEqual([]);
  });

  it.each([
    ["text/plain, which a page may send without a preflight", "text/plain"],
    ["a form", "application/x-www-form-urlencoded"],
    ["a multipart form", "multipart/form-data; boundary=x"],
    ["no type at all", null],
  ])("refuses a body as %s on every POST route", async (_name, type) => {
    const lines = type === null ? [host(), keyLine] : [host(), keyLine, `Content-Type: ${type}`];
    const posts = targets.filter(({ method }) => method === "POST");
    const answers = await Promise.all(
      posts.map(async (target) => ({ target, answer: await raw(request(target, lines, goodBody)) })),
    );
    expect(answers.filter(({ answer }) => statusOf(answer) < 400).map(({ target }) => target.path)).toEqual([]);
  });

  it("answers only what holds no data to a caller without key or session", async () => {
    const answers = await Promise.all(
      targets.map(async (target) => ({
        target,
        status: statusOf(await raw(request(target, [host(), json], goodBody))),
      })),
    );
    const open = answers.filter(({ status }) => status < 400).map(({ target }) => `${target.method} ${target.path}`);
    const probes = ["GET", "HEAD", "OPTIONS"].flatMap((method) =>
      ["liveliness", "liveness", "readiness"].map((name) => `${method} /health/${name}`),
    );
    expect(new Set(open)).toEqual(new Set(["GET /", "GET /ui", "GET /test", ...probes]));
  });

  it("gives the same verdict for every carrier of a key, and none for two that disagree", async () => {
    const carriers = [
      "Authorization: Bearer",
      "x-api-key:",
      "api-key:",
      "x-litellm-api-key:",
      "x-goog-api-key:",
      "Ocp-Apim-Subscription-Key:",
    ];
    const target = { method: "GET", path: "/v1/models" };
    const statuses = async (key: string): Promise<number[]> =>
      Promise.all(carriers.map(async (carrier) => statusOf(await raw(request(target, [host(), `${carrier} ${key}`])))));
    expect(new Set(await statuses(masterKey))).toEqual(new Set([200]));
    expect(new Set(await statuses("sk-wrong"))).toEqual(new Set([401]));
    expect(statusOf(await raw(request(target, [host(), keyLine, "x-api-key: sk-other"])))).toBe(400);
  });

  it("does not take the master key for the panel's session, nor a session for a key", async () => {
    expect(statusOf(await raw(request({ method: "GET", path: "/ui/api/status" }, [host(), keyLine])))).toBe(401);
    const asKey = request({ method: "GET", path: "/v1/models" }, [host(), "x-portico-panel-token: desktop-token"]);
    expect(statusOf(await raw(asKey))).toBe(401);
  });

  it.each([
    "api_base",
    "base_url",
    "api_key",
    "api_version",
    "organization",
    "extra_headers",
    "custom_llm_provider",
    "user_config",
  ])("refuses the field %s, which could send a provider's key elsewhere", async (field) => {
    for (const body of [{ [field]: "http://evil.example" }, { extra_body: { [field]: "http://evil.example" } }]) {
      const response = await gateway.chat({ model: "demo", messages: [{ role: "user", content: "hi" }], ...body });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { portico_code: "field_not_allowed", param: field } });
    }
  });

  it.each([
    ["a body with both lengths", "Content-Length: 5\r\nTransfer-Encoding: chunked"],
    ["two Content-Lengths", "Content-Length: 5\r\nContent-Length: 6"],
    ["a space before the colon", "X-Bad : 1\r\nContent-Length: 0"],
    ["a folded header", "X-Fold: a\r\n b\r\nContent-Length: 0"],
    ["a NUL in a header", "X-Nul: a\0b\r\nContent-Length: 0"],
  ])("refuses %s, as smuggled requests have them", async (_name, lines) => {
    const answer = await raw(`POST /v1/chat/completions HTTP/1.1\r\n${host()}\r\n${keyLine}\r\n${lines}\r\n\r\n`);
    expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
    expect(answer).toContain('"error"');
  });

  it("slows a guesser down after ten wrong keys in a second", async () => {
    const target = { method: "GET", path: "/v1/models" };
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => raw(request(target, [host(), "x-api-key: sk-guess"]))),
    );
    expect(new Set(answers.map(statusOf))).toEqual(new Set([401, 429]));
  });
});
