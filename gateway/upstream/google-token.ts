/**
 * Bearer tokens for Google Cloud, minted from a service account's key or a user's refresh token.
 *
 * Google's library makes and signs what is sent; the request itself goes through our own client, so that no proxy
 * variable, redirect or retry of the library's has a say. A token serves until shortly before its end, and callers who
 * need one at the same time wait for one request. The library is loaded when the first token is needed.
 * Law: no message repeats a credential (see google-token.test.ts).
 */
import { hash } from "node:crypto";
import type { AuthClient, OAuth2ClientOptions } from "google-auth-library";
import type { Clock } from "../base/clock.ts";
import { isRecord, textOf } from "../base/json-shape.ts";
import { GatewayError } from "../contract/errors.ts";
import type { UpstreamClient } from "./client.ts";
import type { UpstreamFailure } from "./failure.ts";
import { fetchWhole, type WholeAnswer } from "./whole-answer.ts";

export interface GoogleTokensOptions {
  readonly client: UpstreamClient;
  readonly clock: Clock;
  readonly redact: (text: string) => string;
  readonly timeoutMs?: number;
}

type Credentials = Readonly<Record<string, unknown>>;

interface Minted {
  readonly token: string;
  /** Wall clock: a token also ages while the machine sleeps. */
  readonly renewAtMs: number;
}

const scope = "https://www.googleapis.com/auth/cloud-platform";
const usualTokenServer = "https://oauth2.googleapis.com/token";
const marginMs = 180_000;
const maxAnswerBytes = 65_536;
/** Reloads bring new credentials; the oldest tokens go. */
const maxHeld = 64;

export class GoogleTokens {
  readonly #options: GoogleTokensOptions;
  readonly #keys = new WeakMap<Credentials, string>();
  readonly #minted = new Map<string, Minted>();
  readonly #pending = new Map<string, Promise<Minted>>();

  constructor(options: GoogleTokensOptions) {
    this.#options = options;
  }

  /**
   * @param credentials  a service account's (`client_email`, `private_key`) or a user's (`refresh_token`), as parsed
   * @throws GatewayError `upstream_auth` when Google refuses them, else what went wrong on the way
   */
  async bearer(credentials: Credentials): Promise<string> {
    const key = this.#keyOf(credentials);
    const held = this.#minted.get(key);
    if (held !== undefined && this.#options.clock.wallMs() < held.renewAtMs) return held.token;
    let pending = this.#pending.get(key);
    if (pending === undefined) {
      pending = this.#mint(key, credentials).finally(() => this.#pending.delete(key));
      this.#pending.set(key, pending);
    }
    return (await pending).token;
  }

  async #mint(key: string, credentials: Credentials): Promise<Minted> {
    const askedAtMs = this.#options.clock.wallMs();
    const { token, lifetimeMs } = await new TokenRequest(this.#options, credentials).send();
    const minted = { token, renewAtMs: askedAtMs + lifetimeMs - Math.min(marginMs, lifetimeMs / 2) };
    this.#minted.delete(key);
    this.#minted.set(key, minted);
    const oldest = this.#minted.keys().next().value;
    if (this.#minted.size > maxHeld && oldest !== undefined) this.#minted.delete(oldest);
    return minted;
  }

  /** By content: a reload makes new objects of the same credentials. */
  #keyOf(credentials: Credentials): string {
    let key = this.#keys.get(credentials);
    if (key === undefined) {
      key = hash("sha256", JSON.stringify(credentials));
      this.#keys.set(credentials, key);
    }
    return key;
  }
}

class TokenRequest {
  readonly #options: GoogleTokensOptions;
  readonly #credentials: Credentials;
  readonly #server: URL;
  #failure: UpstreamFailure | null = null;
  #answer: WholeAnswer | null = null;

  constructor(options: GoogleTokensOptions, credentials: Credentials) {
    this.#options = options;
    this.#credentials = credentials;
    this.#server = tokenServer(credentials);
  }

  async send(): Promise<{ readonly token: string; readonly lifetimeMs: number }> {
    const client = await this.#authClient();
    let token: string | null | undefined;
    try {
      ({ token } = await client.getAccessToken());
    } catch {
      throw this.#error(); // the library's own error holds what was sent: it goes no further
    }
    if (typeof token !== "string" || token === "" || /[^\x21-\x7e]/.test(token)) {
      throw failed("upstream_invalid_response", "The token server's answer holds no token.");
    }
    const expiresAtMs = client.credentials.expiry_date ?? Date.now();
    return { token, lifetimeMs: Math.max(0, expiresAtMs - Date.now()) };
  }

  async #authClient(): Promise<AuthClient> {
    const { JWT, UserRefreshClient } = await import("google-auth-library");
    const text = (name: string): string => textOf(this.#credentials[name]) ?? "";
    const shared: OAuth2ClientOptions = {
      // Its interceptors log requests when a variable says so.
      useAuthRequestParameters: false,
      transporterOptions: {
        adapter: async (request) => this.#dial(request),
        noProxy: [/^/],
        retryConfig: { retry: 0, noResponseRetries: 0 },
      },
    };
    if (this.#credentials["type"] === "authorized_user") {
      return new UserRefreshClient({
        ...shared,
        clientId: text("client_id"),
        clientSecret: text("client_secret"),
        refreshToken: text("refresh_token"),
      });
    }
    return new JWT({
      ...shared,
      email: text("client_email"),
      key: text("private_key"),
      keyId: text("private_key_id"),
      scopes: [scope],
      // The library addresses its claim to Google's own server whatever the key file says.
      additionalClaims: { aud: this.#server.href },
    });
  }

  /** Stands in for the library's own way to the network. */
  async #dial<T extends { readonly data?: unknown; readonly body?: unknown }>(
    request: T,
  ): Promise<Response & { config: T; data: never }> {
    const outcome = await fetchWhole(
      this.#options.client,
      {
        origin: this.#server.origin,
        path: this.#server.pathname + this.#server.search,
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          accept: "application/json",
          "accept-encoding": "identity",
          "user-agent": "Portico",
        },
        body: Buffer.from(String(request.data ?? request.body)),
      },
      { timeoutMs: this.#options.timeoutMs ?? 10_000, maxBytes: maxAnswerBytes },
    );
    if ("failure" in outcome) {
      this.#failure = outcome.failure;
      throw new Error(outcome.failure.message);
    }
    this.#answer = outcome.answer;
    const { status, body } = outcome.answer;
    const response = new Response(null, { status: status >= 200 && status <= 599 ? status : 502 });
    const data = jsonOf(body) as never; // the library reads it with care of its own, and so do we
    return Object.assign(response, { config: request, data });
  }

  #error(): GatewayError {
    if (this.#failure !== null) return failed(this.#failure.code, this.#failure.message, this.#failure.cause);
    if (this.#answer === null) {
      // Nothing was sent: the key itself cannot sign.
      return failed("upstream_auth", "The private key of the Google credentials cannot be used.");
    }
    const { status, body } = this.#answer;
    const words = this.#options.redact(wordsOf(jsonOf(body))).replaceAll(/eyJ[\w.-]{16,}/g, "[redacted]");
    if (status >= 400 && status < 500 && status !== 429) {
      return failed("upstream_auth", `Google refused the credentials (${status}): ${words}`);
    }
    if (status === 429) return failed("upstream_rate_limit", `The token server limits these credentials: ${words}`);
    if (status >= 500) return failed("upstream_unavailable", `The token server failed (${status}): ${words}`);
    return failed("upstream_invalid_response", `The token server answered ${status} without a token.`);
  }
}

/** The key file's own server; a claim signed with a private key travels encrypted, or stays on this machine. */
function tokenServer(credentials: Credentials): URL {
  const written = textOf(credentials["token_uri"]) ?? usualTokenServer;
  const url = URL.canParse(written) ? new URL(written) : null;
  const isLocal = url !== null && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(url.hostname);
  if (url !== null && (url.protocol === "https:" || (url.protocol === "http:" && isLocal))) return url;
  throw failed("upstream_auth", "The `token_uri` of the Google credentials is not an https address.");
}

function failed(code: UpstreamFailure["code"] | AuthCode, message: string, cause?: unknown): GatewayError {
  return new GatewayError(code, {
    message: `litellm.${classNames[code] ?? "APIConnectionError"}: Vertex_aiException - ${message}`,
    hint: "Check `vertex_credentials` of the alias, the machine's clock, and the way to the token server.",
    ...(cause === undefined || cause === null ? {} : { cause }),
  });
}

type AuthCode = "upstream_auth" | "upstream_rate_limit" | "upstream_unavailable";

const classNames: Readonly<Partial<Record<UpstreamFailure["code"] | AuthCode, string>>> = {
  upstream_auth: "AuthenticationError",
  upstream_rate_limit: "RateLimitError",
  upstream_unavailable: "ServiceUnavailableError",
  upstream_timeout: "Timeout",
};

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

/** `{error, error_description}`, cut. @source https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
function wordsOf(answer: unknown): string {
  if (!isRecord(answer)) return "no reason given";
  const words = [textOf(answer["error"]), textOf(answer["error_description"])].filter((word) => word !== null);
  return words.length === 0 ? "no reason given" : words.join(": ").slice(0, 300);
}
