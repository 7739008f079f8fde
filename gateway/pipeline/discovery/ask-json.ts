/**
 * One GET or POST for a list of models, with its answer as JSON: bounded in time and size, redirects refused, and no word
 * of the answer in an error, because the address is the user's own choice and may be anything.
 */
import { GatewayError, type ErrorCode } from "../../contract/errors.ts";
import type { UpstreamClient } from "../../upstream/client.ts";
import { fetchWhole, type WholeAnswer } from "../../upstream/whole-answer.ts";

export interface Question {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Of a POST. */
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface AskOptions {
  readonly client: UpstreamClient;
  readonly timeoutMs: number;
  readonly redact: (text: string) => string;
}

const maxBytes = 8 * 1024 * 1024;
/** Discovery failed, not the gateway: no status of these means to the panel that the gateway is away. */
const status = 422;

/** @returns undefined when what answers has no JSON there @throws GatewayError when nothing useful can be asked there */
export async function askJson({ url, headers, body }: Question, options: AskOptions): Promise<unknown> {
  const call = {
    origin: url.origin,
    path: url.pathname + url.search,
    method: body === undefined ? "GET" : "POST",
    headers: {
      accept: "application/json",
      ...headers,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: body === undefined ? null : Buffer.from(JSON.stringify(body)),
  } as const;
  const { timeoutMs, client, redact } = options;
  const outcome = await fetchWhole(client, call, { timeoutMs, maxBytes });
  if ("failure" in outcome) {
    const { code, message, cause } = outcome.failure;
    const hint = hints[code] ?? "What answers there speaks no proper HTTP.";
    throw new GatewayError(code, { message: `${url.host}: ${redact(message)}`, hint, status, cause });
  }
  return jsonIn(outcome.answer, url);
}

const running = "Check the address, and that the server runs and can be reached from this machine.";
const hints: Readonly<Partial<Record<ErrorCode, string>>> = {
  upstream_connection_error: running,
  upstream_timeout: running,
  upstream_disconnected: running,
  dns_error: "Check how the host is written.",
  tls_error: "A server without a certificate is asked by http://.",
};

function jsonIn({ status: answered, body, headers }: WholeAnswer, url: URL): unknown {
  if (answered >= 300 && answered < 400) throw redirected(url, headers["location"]);
  if (answered === 401 || answered === 403) throw refused(url, answered);
  if (answered !== 200) return undefined;
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}

function refused(url: URL, answered: number): GatewayError {
  return new GatewayError("upstream_auth", {
    message: `${url.host} refuses to list its models (status ${answered}).`,
    hint: "Choose the variable that holds its key, or check the key.",
    status,
  });
}

function redirected(url: URL, location: unknown): GatewayError {
  const target =
    typeof location === "string" && URL.canParse(location, url.href) ? new URL(location, url).host : "elsewhere";
  return new GatewayError("redirect_refused", {
    message: `${url.host} redirects to ${target}; a redirect is never followed, because a key must not travel.`,
    hint: "If that is where the models are, enter that address.",
    status,
  });
}

export function noList(host: string): GatewayError {
  return new GatewayError("upstream_invalid_response", {
    message: `${host} answers, but not with a list of models.`,
    hint: "Enter the base URL that clients use, e.g. http://127.0.0.1:8000/v1.",
    status,
  });
}
