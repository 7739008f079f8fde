/**
 * One loopback upstream that speaks every provider's dialect, says what the test scripts, and knows when it was left.
 *
 * Acts are played in order, one a call; without one it answers by rule. An act can also fail with a status, break the
 * connection in the middle of a stream, or begin and never end.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ReceivedCall } from "../received-call.ts";
import { isRecord } from "../../base/json-shape.ts";
import { ruleAnswer } from "./rule-model.ts";
import type { Said, Speaker, SpokenStream } from "./said.ts";
import { anthropicSpeaker } from "./speak-anthropic.ts";
import { bedrockSpeaker } from "./speak-bedrock.ts";
import { cohereSpeaker } from "./speak-cohere.ts";
import { geminiSpeaker } from "./speak-gemini.ts";
import { answerOther } from "./speak-others.ts";
import { ollamaChatSpeaker, ollamaGenerateSpeaker } from "./speak-ollama.ts";
import { openaiChatSpeaker } from "./speak-openai-chat.ts";
import { openaiCompletionSpeaker } from "./speak-openai-completion.ts";
import { openaiResponsesSpeaker } from "./speak-openai-responses.ts";

export type Act =
  | { readonly kind: "says"; readonly said: Said }
  | { readonly kind: "fails"; readonly status: number; readonly message: string }
  /** The stream's beginning, then the connection breaks. */
  | { readonly kind: "breaks"; readonly said: Said }
  /** The stream's beginning (a whole answer: nothing), then silence. */
  | { readonly kind: "hangs"; readonly said: Said };

export interface SpokenUpstream {
  readonly origin: string;
  /** Every generation that was asked for, in order. */
  readonly received: readonly ReceivedCall[];
  /** @returns the newest call */
  last(): ReceivedCall;
  plays(...acts: readonly Act[]): void;
  stop(): Promise<void>;
}

const speakers: readonly (readonly [RegExp, Speaker])[] = [
  [/\/v2\/chat$/, cohereSpeaker],
  [/\/chat\/completions$/, openaiChatSpeaker],
  [/\/completions$/, openaiCompletionSpeaker],
  [/\/responses$/, openaiResponsesSpeaker],
  [/\/messages$/, anthropicSpeaker],
  [/\/api\/chat$/, ollamaChatSpeaker],
  [/\/api\/generate$/, ollamaGenerateSpeaker],
  [/:(streamGenerateContent|generateContent)$/, geminiSpeaker],
  [/\/converse(-stream)?$/, bedrockSpeaker],
];

export async function startSpokenUpstream(): Promise<SpokenUpstream> {
  const received: ReceivedCall[] = [];
  const acts: Act[] = [];
  const server = createServer((request, response) => {
    void hear(request, response).then((call) => {
      if (answerOther(call, response)) return;
      received.push(call);
      speak(call, acts.shift() ?? null, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    last: () => {
      const call = received.at(-1);
      if (call === undefined) throw new Error("the upstream was not asked");
      return call;
    },
    plays: (...more) => {
      acts.length = 0;
      acts.push(...more);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function hear(request: IncomingMessage, response: ServerResponse): Promise<ReceivedCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // a request without encoding yields buffers
  const rawBody = Buffer.concat(chunks).toString("utf8");
  const call: ReceivedCall = {
    method: request.method ?? "",
    path: request.url ?? "",
    headers: request.headers,
    rawBody,
    body: parse(rawBody),
    abortedAt: null,
  };
  response.on("close", () => {
    if (!response.writableFinished) call.abortedAt = performance.now();
  });
  return call;
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function speak(call: ReceivedCall, act: Act | null, response: ServerResponse): void {
  const path = call.path.split("?", 1)[0] ?? "";
  const speaker = speakers.find(([pattern]) => pattern.test(path))?.[1];
  if (speaker === undefined) return void response.writeHead(404).end(`{"error":{"message":"no ${path} here"}}`);
  if (act?.kind === "fails") return sendJson(response, act.status, speaker.failure(act.status, act.message));
  const heard = speaker.hear(call.body, path);
  const said = act?.said ?? ruleAnswer(heard, call.rawBody);
  if (heard.isStream) return speakInPieces(speaker.stream(said, call.body), act, response);
  if (act?.kind === "breaks") response.destroy();
  else if (act?.kind !== "hangs") sendJson(response, 200, speaker.whole(said, call.body));
}

function speakInPieces({ type, opening, rest }: SpokenStream, act: Act | null, response: ServerResponse): void {
  response.writeHead(200, { "content-type": type });
  for (const piece of opening) response.write(piece);
  if (act?.kind === "hangs") return;
  if (act?.kind === "breaks") return void setTimeout(() => response.socket?.resetAndDestroy(), 20);
  for (const piece of rest) response.write(piece);
  response.end();
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}
