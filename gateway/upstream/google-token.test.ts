/** Tokens from a real token server on loopback, with a service account whose key is made for the test. */
import { createVerify, generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Clock } from "../base/clock.ts";
import { GatewayError } from "../contract/errors.ts";
import { UpstreamClient } from "./client.ts";
import { GoogleTokens } from "./google-token.ts";

interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly form: URLSearchParams;
}

let server: Server;
let client: UpstreamClient;
let asked: Asked[] = [];
let answer: (reply: ServerResponse, count: number) => void = granted;
let nowMs = Date.parse("2026-11-24T10:00:00Z");
let keys: { readonly publicKey: string; readonly privateKey: string };
const clock: Clock = { wallMs: () => nowMs, monotonicMs: () => nowMs };

function granted(reply: ServerResponse, count: number): void {
  reply.setHeader("content-type", "application/json");
  reply.end(JSON.stringify({ access_token: `ya29.token-${count}`, expires_in: 3600, token_type: "Bearer" }));
}

beforeAll(() => {
  keys = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
});

beforeEach(async () => {
  asked = [];
  answer = granted;
  client = new UpstreamClient({ connectTimeoutMs: 2000 });
  server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      asked.push({ path: request.url ?? "", headers: request.headers, form });
      answer(reply, asked.length);
    });
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await client.dispose();
  server.closeAllConnections();
  await new Promise((closed) => void server.close(closed));
});

function tokenUri(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`; // listening on a port
}

function account(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    type: "service_account",
    project_id: "p1",
    private_key_id: "k1",
    private_key: keys.privateKey,
    client_email: "robot@p1.iam.gserviceaccount.com",
    token_uri: tokenUri(),
    ...more,
  };
}

function tokens(timeoutMs = 2000): GoogleTokens {
  return new GoogleTokens({ client, clock, timeoutMs, redact: (text) => text.replaceAll("refresh-me", "[redacted]") });
}

async function failureOf(asking: Promise<string>): Promise<GatewayError> {
  const failure: unknown = await asking.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(failure instanceof GatewayError)) throw new Error(`no gateway error: ${String(failure)}`);
  return failure;
}

function claimOf(assertion: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>; // a test
}

describe("GoogleTokens", () => {
  it("asks the key file's own server with a claim that the account's key signed", async () => {
    expect(await tokens().bearer(account())).toBe("ya29.token-1");
    const assertion = asked[0]?.form.get("assertion") ?? "";
    const [header, payload, signature] = assertion.split(".");
    const verify = createVerify("RSA-SHA256").update(`${header}.${payload}`);
    expect(verify.verify(keys.publicKey, signature ?? "", "base64url")).toBe(true);
    expect(claimOf(assertion)).toMatchObject({
      iss: "robot@p1.iam.gserviceaccount.com",
      aud: tokenUri(),
      scope: "https://www.googleapis.com/auth/cloud-platform",
    });
    expect(asked[0]?.form.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
    expect(asked[0]?.path).toBe("/token");
  });

  it("keeps a token until shortly before its end, and across a reload of the same credentials", async () => {
    const held = tokens();
    expect(await held.bearer(account())).toBe("ya29.token-1");
    nowMs += 3_400_000;
    expect(await held.bearer(account())).toBe("ya29.token-1");
    nowMs += 60_000;
    expect(await held.bearer(account())).toBe("ya29.token-2");
    expect(asked).toHaveLength(2);
  });

  it("asks once for fifty callers at the same time, and apart for another account", async () => {
    const held = tokens();
    const same = account();
    const given = await Promise.all(Array.from({ length: 50 }, () => held.bearer(same)));
    expect(new Set(given)).toEqual(new Set(["ya29.token-1"]));
    await held.bearer(account({ client_email: "other@p1.iam.gserviceaccount.com" }));
    expect(asked).toHaveLength(2);
  });

  it("mints from a user's refresh token too", async () => {
    const user = { type: "authorized_user", client_id: "c", client_secret: "s", refresh_token: "r" };
    expect(await tokens().bearer({ ...user, token_uri: tokenUri() })).toBe("ya29.token-1");
    expect(Object.fromEntries(asked[0]?.form ?? [])).toEqual({
      grant_type: "refresh_token",
      client_id: "c",
      client_secret: "s",
      refresh_token: "r",
    });
  });

  it("says that Google refused, once and without a credential, and asks again next time", async () => {
    answer = (reply) => {
      reply.writeHead(400, { "content-type": "application/json" });
      reply.end(
        JSON.stringify({ error: "invalid_grant", error_description: "Bad refresh-me eyJhbGciOiJSUzI1NiJ9.aaaa" }),
      );
    };
    const held = tokens();
    const refused = await failureOf(held.bearer(account()));
    expect(refused).toMatchObject({ code: "upstream_auth", status: 401 });
    expect(refused.message).toContain("invalid_grant");
    expect(refused.message).not.toMatch(/refresh-me|eyJ|PRIVATE/);
    expect(JSON.stringify(refused)).not.toContain("PRIVATE");
    expect(refused.cause).toBeUndefined();
    expect(asked).toHaveLength(1);
    answer = granted;
    expect(await held.bearer(account())).toBe("ya29.token-2");
  });

  it.each([
    [429, "upstream_rate_limit"],
    [503, "upstream_unavailable"],
    [302, "upstream_invalid_response"],
  ])("tells a %s of the token server as %s, without a second try or a redirect", async (status, code) => {
    answer = (reply) => {
      reply.writeHead(status, { location: tokenUri() });
      reply.end("{}");
    };
    expect(await failureOf(tokens().bearer(account()))).toMatchObject({ code });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ["no JSON", "<html>"],
    ["no token", "{}"],
    ["a token that would make a second header", JSON.stringify({ access_token: "a\r\nx: y", expires_in: 9 })],
    ["more than a token needs", `{"access_token":"${"x".repeat(70_000)}"}`],
  ])("does not take %s for a token", async (_what, body) => {
    answer = (reply) => void reply.end(body);
    expect(await failureOf(tokens().bearer(account()))).toMatchObject({ code: "upstream_invalid_response" });
  });

  it("gives up when the token server is silent, and when nobody is there", async () => {
    answer = () => undefined;
    expect(await failureOf(tokens(50).bearer(account()))).toMatchObject({ code: "upstream_timeout", status: 408 });
    const gone = account({ token_uri: "http://127.0.0.1:1/token" });
    expect(await failureOf(tokens().bearer(gone))).toMatchObject({ code: "upstream_connection_error" });
  });

  it("goes to the token server itself when the environment names a proxy", async () => {
    vi.stubEnv("HTTPS_PROXY", "http://127.0.0.1:1");
    vi.stubEnv("HTTP_PROXY", "http://127.0.0.1:1");
    expect(await tokens().bearer(account())).toBe("ya29.token-1");
  });

  it("sends no signed claim in the clear, and none with a key that cannot sign", async () => {
    const open = await failureOf(tokens().bearer(account({ token_uri: "http://tokens.example/t" })));
    expect(open).toMatchObject({ code: "upstream_auth" });
    const broken = await failureOf(tokens().bearer(account({ private_key: "not a key" })));
    expect(broken).toMatchObject({ code: "upstream_auth" });
    expect(asked).toHaveLength(0);
  });
});
