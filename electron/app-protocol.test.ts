/**
 * app://panel/ against real files and a real HTTP server on a free port.
 */
import fc from "fast-check";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { declareAppScheme, replyTo, serveAppScheme } from "./app-protocol.ts";
import { fakeElectron } from "./fake-electron.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const panelRoot = join(folder, "panel");
const secret = "TOP SECRET OUTSIDE";
mkdirSync(join(panelRoot, "assets"), { recursive: true });
mkdirSync(join(folder, "panel-twin"));
writeFileSync(join(panelRoot, "index.html"), "<!doctype html><title>panel</title>");
writeFileSync(join(panelRoot, "assets", "main-abc.js"), "export {};");
writeFileSync(join(panelRoot, "assets", "main.css"), "body{}");
writeFileSync(join(panelRoot, "favicon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
writeFileSync(join(folder, "secret.txt"), secret);
writeFileSync(join(folder, "panel-twin", "twin.txt"), secret);
symlinkSync(join(folder, "secret.txt"), join(panelRoot, "assets", "leak.txt"));
symlinkSync(join(folder, "panel-twin", "twin.txt"), join(panelRoot, "assets", "twin.txt"));

const stopped = { panelRoot, gateway: () => null };

/** Chromium and undici normalise a URL before we see it; a raw one proves the code itself. */
function rawRequest(url: string, method = "GET"): Request {
  const request = new Request("app://panel/", { method });
  Object.defineProperty(request, "url", { value: url });
  return request;
}

const get = (path: string): Promise<Response> => replyTo(stopped, rawRequest(`app://panel${path}`));

describe("files", () => {
  test.each([
    ["/", "text/html; charset=utf-8"],
    ["/index.html", "text/html; charset=utf-8"],
    ["/assets/main-abc.js", "text/javascript; charset=utf-8"],
    ["/ui/assets/main-abc.js", "text/javascript; charset=utf-8"],
    ["/assets/main.css", "text/css; charset=utf-8"],
    ["/favicon.svg", "image/svg+xml"],
  ])("%s is served as %s", async (path, type) => {
    const reply = await get(path);
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe(type);
  });

  test.each(["/requests", "/ui/", "/ui/requests/01J", "/catalog?x=1"])(
    "the panel's page %s gets index.html",
    async (path) => {
      const reply = await get(path);
      expect(await reply.text()).toContain("<title>panel</title>");
    },
  );

  test("a missing file is 404, not the index page a script would choke on", async () => {
    expect((await get("/assets/none.js")).status).toBe(404);
  });

  test("every reply carries the CSP without unsafe-eval and without any host, errors too", async () => {
    for (const path of ["/", "/assets/none.js", "/%00", "/assets/main-abc.js"]) {
      const policy = (await get(path)).headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-eval|https?:|\*/u);
      expect(policy.match(/unsafe-inline/gu)).toHaveLength(1);
    }
  });

  test("files named by their content are kept, the page itself never", async () => {
    expect((await get("/assets/main-abc.js")).headers.get("cache-control")).toContain("immutable");
    expect((await get("/")).headers.get("cache-control")).toBe("no-cache");
  });

  test.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%2fsecret.txt",
    "/%252e%252e/secret.txt",
    "/..\\secret.txt",
    "/..%5csecret.txt",
    "/assets/leak.txt",
    "/assets/twin.txt",
    "/../panel-twin/twin.txt",
    "/secret.txt%00.html",
    "//etc/passwd",
    "/%2fetc%2fpasswd",
    "/C:/Windows/win.ini",
    "/%c0%ae%c0%ae/secret.txt",
    "/%",
    "/ui/../../secret.txt",
    "/ui/%2e%2e/secret.txt",
    "/assets/%0d%0aset-cookie:%20a=b",
  ])("%s reaches nothing outside the panel's folder", async (path) => {
    const reply = await get(path);
    expect(await reply.text()).not.toMatch(/SECRET|root:/u);
    // An address without a file ending may be a page of the panel; nothing else may be 200.
    if (reply.status === 200) expect(reply.headers.get("content-type")).toContain("text/html");
  });

  test.each(["/..\\secret.txt", "/a%5cb", "/a%00", "/%252e%252e/x", "/C:/x", "/a%0d%0ab", "/%", "/%c0%ae"])(
    "%s is refused outright, not looked up: another system could read it otherwise",
    async (path) => expect((await get(path)).status).toBe(400),
  );

  test("no random path makes the reply fail or leave the folder", async () => {
    const piece = fc.constantFrom(
      "..",
      ".",
      "%2e%2e",
      "%2f",
      "\\",
      "%00",
      "secret.txt",
      "assets",
      "ui",
      "",
      "%",
      "leak.txt",
      "panel-twin",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.string({ maxLength: 12 })), { maxLength: 8 }), async (pieces) => {
        const reply = await get(`/${pieces.join("/")}`);
        expect([200, 400, 403, 404, 503]).toContain(reply.status);
        expect(await reply.text()).not.toContain(secret);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(["app://other/index.html", "app://panel.evil/", "app://user:pw@panel/", "nonsense"])(
    "another host (%s) gets nothing",
    async (url) => expect((await replyTo(stopped, rawRequest(url))).status).toBe(404),
  );

  test("only GET and HEAD reach files", async () => {
    expect((await replyTo(stopped, rawRequest("app://panel/", "POST"))).status).toBe(405);
    expect(await (await replyTo(stopped, rawRequest("app://panel/", "HEAD"))).text()).toBe("");
  });

  test("a page of another origin gets neither files nor API", async () => {
    for (const path of ["/index.html", "/ui/api/status"]) {
      const request = rawRequest(`app://panel${path}`);
      Object.defineProperty(request, "initiatorOrigin", { value: "https://evil.example" });
      expect((await replyTo(stopped, request)).status).toBe(403);
    }
  });

  test("the scheme is standard and secure, and allows neither service workers nor CSP bypass nor CORS", () => {
    const electron = fakeElectron(folder);
    declareAppScheme(electron.protocol);
    expect(electron.schemes).toHaveLength(1);
    expect(electron.schemes[0]).toMatchObject({
      scheme: "app",
      privileges: { standard: true, secure: true, stream: true },
    });
    for (const open of ["bypassCSP", "allowServiceWorkers", "corsEnabled", "allowExtensions"]) {
      expect(electron.schemes[0]?.privileges).not.toHaveProperty(open);
    }
  });
});

describe("the panel's API", () => {
  let server: Server;
  let origin = "";
  const seen: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[] = [];
  const left: Promise<void>[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    origin = `http://127.0.0.1:${address.port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === "/ui/api/live") return live(request, response);
    if (request.url === "/ui/api/dies") return void request.socket.destroy();
    let body = "";
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
    response.setHeader("set-cookie", "portico_session=leak");
    if (request.url === "/ui/api/empty") return void response.writeHead(204).end();
    response.writeHead(201, { "content-type": "application/json", etag: '"7"' }).end('{"ok":true}');
  }

  function live(request: IncomingMessage, response: ServerResponse): void {
    left.push(new Promise((resolve) => request.socket.once("close", () => resolve())));
    response.writeHead(200, { "content-type": "text/event-stream" });
    let count = 0;
    const timer = setInterval(() => response.write(`data: ${(count += 1)}\n\n`), 20);
    response.once("close", () => clearInterval(timer));
  }

  const options = () => ({ panelRoot, gateway: () => ({ origin, certificate: null, panelToken: "shell-token" }) });

  test("a call is forwarded with the shell's token, its body and query, and without Origin, cookies or foreign headers", async () => {
    const reply = await replyTo(
      options(),
      new Request("app://panel/ui/api/aliases/a%2Fb?limit=5&q=%EB%A1%9C%EA%B7%B8", {
        method: "PUT",
        body: "가나다",
        headers: {
          "content-type": "application/json",
          "x-portico-panel-token": "forged",
          "x-evil": "1",
          "if-match": '"6"',
        },
      }),
    );
    expect(reply.status).toBe(201);
    expect(await reply.json()).toEqual({ ok: true });
    expect(reply.headers.get("etag")).toBe('"7"');
    expect(reply.headers.get("set-cookie")).toBeNull();
    const call = seen.at(-1);
    expect(call).toMatchObject({
      method: "PUT",
      url: "/ui/api/aliases/a%2Fb?limit=5&q=%EB%A1%9C%EA%B7%B8",
      body: "가나다",
    });
    expect(call?.headers).toMatchObject({
      "x-portico-panel-token": "shell-token",
      "if-match": '"6"',
      host: origin.slice(7),
    });
    for (const name of ["origin", "cookie", "referer", "x-evil", "sec-fetch-site"])
      expect(call?.headers).not.toHaveProperty(name);
  });

  test("the window's own Origin is accepted and not passed on", async () => {
    const request = rawRequest("app://panel/ui/api/status");
    const headers = new Headers();
    Object.defineProperty(request, "headers", { value: headers });
    Object.defineProperty(request, "initiatorOrigin", { value: "app://panel" });
    expect((await replyTo(options(), request)).status).toBe(201);
    expect(seen.at(-1)?.headers).not.toHaveProperty("origin");
  });

  test("a reply without a body stays without one", async () => {
    const reply = await replyTo(options(), new Request("app://panel/ui/api/empty"));
    expect(reply.status).toBe(204);
    expect(await reply.text()).toBe("");
  });

  test("live events arrive one by one while the stream stays open, and closing it reaches the gateway", async () => {
    const reply = await replyTo(options(), new Request("app://panel/ui/api/live"));
    expect(reply.headers.get("content-type")).toBe("text/event-stream");
    const reader = (reply.body ?? new ReadableStream<Uint8Array>()).getReader();
    const texts: string[] = [];
    while (texts.join("").split("\n\n").length < 4) {
      const { value, done } = await reader.read();
      expect(done).toBe(false);
      texts.push(new TextDecoder().decode(value));
    }
    expect(texts.length).toBeGreaterThan(1);
    await reader.cancel();
    await left.at(-1);
  });

  test("an aborted request reaches the gateway as well", async () => {
    const abort = new AbortController();
    const reply = await replyTo(options(), new Request("app://panel/ui/api/live", { signal: abort.signal }));
    const reader = (reply.body ?? new ReadableStream<Uint8Array>()).getReader();
    await reader.read();
    abort.abort();
    await left.at(-1);
    await expect(drain(reader)).rejects.toThrow();
  });

  test("a gateway that hangs up is 502 in the panel's own error form", async () => {
    const reply = await replyTo(options(), new Request("app://panel/ui/api/dies"));
    expect(reply.status).toBe(502);
    expect(await reply.json()).toMatchObject({ error: { portico_code: "gateway_unreachable" } });
  });

  test("without a running gateway the token goes nowhere and the answer is 503", async () => {
    const before = seen.length;
    const reply = await replyTo(stopped, new Request("app://panel/ui/api/status"));
    expect(reply.status).toBe(503);
    expect(seen).toHaveLength(before);
  });

  test.each([
    "/ui/api/../../v1/models",
    "/ui/api/%2e%2e/%2e%2e/v1/models",
    "/ui/apix",
    "/v1/chat/completions",
    "/ui/api",
  ])("%s never reaches the gateway: only what is below /ui/api/ does", async (path) => {
    const before = seen.length;
    await replyTo(options(), rawRequest(`app://panel${path}`));
    expect(seen).toHaveLength(before);
  });

  test.each(["/ui/api/a%0d%0ax-evil:1", "/ui/api/a%00", "/ui/api/a\\..\\b"])(
    "%s is refused before the gateway",
    async (path) => {
      const before = seen.length;
      expect((await replyTo(options(), rawRequest(`app://panel${path}`))).status).toBe(400);
      expect(seen).toHaveLength(before);
    },
  );

  test("Electron gets exactly this handler for the scheme", async () => {
    const electron = fakeElectron(folder);
    serveAppScheme(electron.protocol, options());
    const reply = await electron.served.get("app")?.(new Request("app://panel/ui/api/status"));
    expect(reply?.status).toBe(201);
  });
});

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (;;) if ((await reader.read()).done) return;
}
