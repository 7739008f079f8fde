/** How the fake provider misbehaves: one small act per fault, most of them raw bytes on the socket. */
import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { contentEvent, eventText } from "./fake-upstream-answers.ts";
import type { ReceivedCall } from "./received-call.ts";

export interface FaultInput {
  readonly name: string;
  readonly argument: string;
  readonly call: ReceivedCall;
  readonly response: ServerResponse;
}

type Act = (input: FaultInput) => void;

const failure =
  (status: number, message: string, headers: Record<string, string> = {}): Act =>
  ({ response }) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ error: { message, type: "x", code: null } }));
  };

const stream =
  (text: string, end: (response: ServerResponse) => void = (response) => response.end()): Act =>
  ({ response }) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(text, () => setTimeout(() => end(response), 20));
  };

const whole =
  (body: string | Buffer, headers: Record<string, string>): Act =>
  ({ response }) => {
    response.writeHead(200, headers);
    response.end(body);
  };

/** Bytes outside HTTP's rules, straight onto the socket. */
const raw =
  (text: string, thenReset = false): Act =>
  ({ response }) => {
    response.socket?.write(text, () => {
      if (thenReset) setTimeout(() => response.socket?.resetAndDestroy(), 20);
      else response.socket?.end();
    });
  };

const reset = (response: ServerResponse): void => void response.socket?.resetAndDestroy();
const role = contentEvent("");
const part = contentEvent("par");
const finish = contentEvent("", "stop");
const done = "data: [DONE]\n\n";
const good = role + contentEvent("Hel") + contentEvent("lo 안녕 🙂") + finish + done;
const errorEvent = eventText({ error: { code: 502, message: "boom inside" } });
const json = { "content-type": "application/json" };
const answer = JSON.stringify({
  id: "x",
  choices: [{ message: { role: "assistant", content: "hi" }, finish_reason: "stop" }],
});

const acts: Readonly<Record<string, Act>> = {
  "429": ({ argument, response, name, call }) =>
    failure(429, "Rate limit reached for model", { "retry-after": argument === "" ? "7" : argument })({
      argument,
      response,
      name,
      call,
    }),
  "500": failure(500, "The server had an error"),
  "503": failure(503, "Overloaded"),
  "401": failure(401, "Incorrect API key provided: sk-upstream-secret-1"),
  "403": failure(403, "Not allowed"),
  "404": failure(404, "The model `x` does not exist"),
  "402": failure(402, "Insufficient credits"),
  "400": failure(400, "Invalid value for 'temperature'"),
  ctx: failure(400, "This model's maximum context length is 4097 tokens."),
  policy: failure(400, "Your request was rejected as a result of our safety system."),
  badjson: whole('{"id": "x", "choices": [', json),
  empty: whole("", json),
  html: whole("<html>captive portal</html>", { "content-type": "text/html" }),
  error200: whole(JSON.stringify({ error: { code: 429, message: "slow down" } }), json),
  drop: ({ response }) => reset(response),
  "headers-then-rst": raw(
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n",
    true,
  ),
  hang: () => {},
  cut0: stream(": OPENROUTER PROCESSING\n\n", reset),
  cut1: stream(role + part, reset),
  fin: stream(role + part),
  nodone: stream(role + part + finish),
  nofinish: stream(role + part + done),
  err0: stream(errorEvent),
  err1: stream(role + part, (response) => response.end(errorEvent)),
  "tool-cut": stream(
    role +
      part +
      eventText({
        id: "gen-1",
        model: "m",
        choices: [
          {
            index: 0,
            delta: {
              tool_calls: [{ index: 0, id: "c1", type: "function", function: { name: "f", arguments: '{"a' } }],
            },
          },
        ],
      }),
    reset,
  ),
  "err1-at-once": stream(role + part + errorEvent),
  stall: stream(role + part, () => {}),
  /** `pauses:0,40,200`: a piece of the answer after each of them. */
  pauses: ({ argument, response }) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const pauses = argument.split(",").map(Number);
    const next = (at: number): void => {
      const pause = pauses[at];
      if (pause === undefined) return void response.end(finish + done);
      setTimeout(() => response.write(contentEvent(`piece ${at} 한글 `), () => next(at + 1)), pause);
    };
    next(0);
  },
  garbage1: stream(`${role + part}data: {"broken\n\n${contentEvent("after") + finish + done}`),
  garbage4: stream(role + part, (response) =>
    response.end('data: {"broken\n\n'.repeat(4) + contentEvent("after") + finish + done),
  ),
  crlf: stream(good.replaceAll("\n", "\r\n")),
  cr: stream(good.replaceAll("\n", "\r")),
  bom: stream(`\uFEFF${good}`),
  comments: stream(good.replaceAll("\n\n", "\n\n: a comment\n\n")),
  /** A model that thinks aloud, and writes a character that ends a line in JavaScript but not in an event stream. */
  reason: (input) => {
    const thought = { message: { role: "assistant", reasoning_content: "hmm", content: "Hel\u2028lo" } };
    const parts = [{ reasoning_content: "h" }, { reasoning_content: "mm" }, { content: "Hel\u2028lo" }];
    const events = parts.map((delta) => eventText({ id: "gen-1", model: "m", choices: [{ index: 0, delta }] }));
    if (input.call.body["stream"] === true) stream(role + events.join("") + finish + done)(input);
    else whole(JSON.stringify({ id: "x", choices: [{ index: 0, ...thought, finish_reason: "stop" }] }), json)(input);
  },
  gzip: whole(gzipSync(answer), { ...json, "content-encoding": "gzip" }),
  bomb: whole(gzipSync(Buffer.alloc(50_000_000)), { ...json, "content-encoding": "gzip" }),
  redirect: ({ response }) => {
    response.writeHead(302, { location: "http://127.0.0.1:1/steal" });
    response.end();
  },
  "status-204": ({ response }) => {
    response.writeHead(204);
    response.end();
  },
  http10: raw(`HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n${answer}`),
  short: raw(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${answer.length + 50}\r\n\r\n${answer}`,
  ),
  "huge-header": raw(`HTTP/1.1 200 OK\r\nx-huge: ${"h".repeat(20_000)}\r\ncontent-length: 0\r\n\r\n`),
  nonsense: raw("this is not http\r\n\r\n"),
  cookie: whole(answer, { ...json, "set-cookie": "track=1", "x-evil": "a" }),
  split: ({ response }) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.socket?.setNoDelay(true);
    const bytes = Buffer.from(good);
    const next = (at: number): void => {
      if (at >= bytes.length) response.end();
      else response.write(bytes.subarray(at, at + 1), () => setImmediate(() => next(at + 1)));
    };
    next(0);
  },
  many: ({ argument, response }) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(role);
    const total = Number(argument);
    const next = (from: number): void => {
      let text = "";
      for (let index = from; index < Math.min(from + 500, total); index++) text += contentEvent(`${index} `);
      if (from + 500 >= total) return void response.end(text + finish + done);
      if (response.write(text)) setImmediate(() => next(from + 500));
      else response.once("drain", () => next(from + 500));
    };
    next(0);
  },
  big: ({ argument, response }) => {
    const filler = "x".repeat(Number(argument));
    whole(answer.replace('"hi"', `"${filler}"`), json)({ name: "", argument, response, call: emptyCall });
  },
  slow: ({ argument, response }) => {
    setTimeout(() => whole(answer, json)({ name: "", argument, response, call: emptyCall }), Number(argument));
  },
  paced: ({ argument, response }) => {
    const [gap = 10, count = 10] = argument.split(":").map(Number);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(role);
    let sent = 0;
    const timer = setInterval(() => {
      if (response.destroyed) return clearInterval(timer);
      if (sent++ < count) return void response.write(contentEvent(`${sent} `));
      clearInterval(timer);
      response.end(finish + done);
    }, gap);
    response.on("close", () => clearInterval(timer));
  },
};

const emptyCall: ReceivedCall = { method: "", path: "", headers: {}, rawBody: "", body: {}, abortedAt: null };

/** @returns false when there is no such fault */
export function playFault(input: FaultInput): boolean {
  const act = acts[input.name];
  act?.(input);
  return act !== undefined;
}
