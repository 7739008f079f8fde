/**
 * How the fake upstream misbehaves: `fault:NAME` in what the client says, or a model whose name stands for a fault.
 *
 * A fault of status, of body and of stream each exist in every dialect, in that dialect's own words.
 */
import type { ServerResponse } from "node:http";
import type { Speaker, StreamParts } from "./reply.ts";

interface StatusFault {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const statusFaults: Readonly<Record<string, StatusFault>> = {
  "429": { status: 429, message: "Rate limit reached for model", headers: { "retry-after": "7" } },
  "500": { status: 500, message: "The server had an error" },
  "503": { status: 503, message: "Overloaded" },
  "529": { status: 529, message: "Overloaded" },
  "401": { status: 401, message: "Incorrect API key provided" },
  "403": { status: 403, message: "Not allowed" },
  "404": { status: 404, message: "The model `x` does not exist" },
  "402": { status: 402, message: "Insufficient credits" },
  "400": { status: 400, message: "Invalid value for 'temperature'" },
  "422": { status: 422, message: "Unprocessable" },
  "408": { status: 408, message: "Request timed out" },
  ctx: {
    status: 400,
    message: "This model's maximum context length is 4097 tokens. However, you requested 5000 tokens.",
  },
  policy: { status: 400, message: "Your request was rejected as a result of our safety system." },
};

const modelFaults: Readonly<Record<string, string>> = { bad: "500", limited: "429", small: "ctx", strict: "policy" };

export function faultOf(raw: string, model: string): string {
  const named = [...raw.matchAll(/fault:([a-z0-9]+)/g)].at(-1)?.[1];
  return named ?? modelFaults[model] ?? "";
}

/** @returns false when this fault leaves a whole answer alone */
export function playWhole(fault: string, speaker: Speaker, response: ServerResponse): boolean {
  const failure = statusFaults[fault];
  if (failure !== undefined) {
    response.writeHead(failure.status, { "content-type": "application/json", ...failure.headers });
    response.end(JSON.stringify(speaker.failure(failure.status, failure.message)));
    return true;
  }
  if (fault === "badjson") response.writeHead(200, { "content-type": "application/json" }).end('{"id": "unterm');
  else if (fault === "empty") response.writeHead(200, { "content-type": "application/json" }).end("");
  else if (fault === "html") response.writeHead(502, { "content-type": "text/html" }).end("<html>Bad gateway</html>");
  else if (fault === "drop") response.socket?.destroy();
  else return false;
  return true;
}

/** The bytes of a stream with the fault in it, and whether the connection breaks at its end. */
export function playStream(fault: string, parts: StreamParts): { text: string; isCut: boolean } {
  const { start, content, finish, usage, done, error } = parts;
  const first = [...start, ...content.slice(0, 1)];
  const whole = [...start, ...content];
  const texts: Record<string, readonly string[]> = {
    cut0: [": waiting\n\n"],
    cut1: first,
    err0: [error],
    err1: [...first, error],
    nodone: [...whole, ...finish, ...usage],
    nofinish: [...whole, ...usage, ...done],
    nousage: [...whole, ...finish, ...done],
  };
  const isCut = fault === "cut0" || fault === "cut1";
  const text = (texts[fault] ?? [...whole, ...finish, ...usage, ...done]).join("");
  return { text: fault === "cut0" && parts.type !== "text/event-stream" ? "" : text, isCut };
}
