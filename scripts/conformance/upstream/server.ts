/**
 * The recording loopback upstream: one port that speaks every provider's dialect and keeps each call it got.
 *
 * Each gateway has an upstream of its own, so that what arrived there is that gateway's doing.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Server } from "node:net";
import { at, isObject, parseJson, text } from "../json.ts";
import { anthropic } from "./anthropic.ts";
import { cohere } from "./cohere.ts";
import { faultOf, playStream, playWhole } from "./faults.ts";
import { gemini } from "./gemini.ts";
import { ollamaChat, ollamaGenerate, ollamaOthers } from "./ollama.ts";
import { openaiChat, openaiCompletions } from "./openai-chat.ts";
import {
  openaiEmbeddings,
  openaiImages,
  openaiModels,
  openaiModerations,
  openaiSpeech,
  openaiTranscription,
  rerank,
} from "./openai-others.ts";
import { openaiResponses } from "./openai-responses.ts";
import { recordCall, type UpstreamCall } from "./record.ts";
import type { Asked, Reply, Speaker } from "./reply.ts";

export interface Upstream {
  readonly origin: string;
  /** The calls since the last time it was asked. */
  take(): UpstreamCall[];
  stop(): Promise<void>;
}

const speakers: readonly (readonly [RegExp, Speaker])[] = [
  [/\/v2\/(chat|embed)$/, cohere],
  [/\/chat\/completions$/, openaiChat],
  [/\/completions$/, openaiCompletions],
  [/\/embeddings$/, openaiEmbeddings],
  [/\/responses(\/input_tokens)?$/, openaiResponses],
  [/\/messages(\/count_tokens)?$/, anthropic],
  [/\/api\/chat$/, ollamaChat],
  [/\/api\/generate$/, ollamaGenerate],
  [/\/api\/(embed|tags|show|version|ps)$/, ollamaOthers],
  [/models\/[^/]+:\w+$/, gemini],
  [/\/images\/(generations|edits)$/, openaiImages],
  [/\/audio\/speech$/, openaiSpeech],
  [/\/audio\/(transcriptions|translations)$/, openaiTranscription],
  [/\/moderations$/, openaiModerations],
  [/\/rerank$/, rerank],
  [/\/models$/, openaiModels],
];

export async function startUpstream(): Promise<Upstream> {
  let calls: UpstreamCall[] = [];
  const server = createServer((request, response) => {
    void hear(request).then((raw) => {
      calls.push(recordCall(request.method ?? "", request.url ?? "", request.headers, raw.toString("latin1")));
      respond(request, raw.toString("utf8"), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${portOf(server)}`,
    take: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the upstream has no port");
  return address.port;
}

async function hear(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // a request without an encoding gives buffers
  return Buffer.concat(chunks);
}

function respond(request: IncomingMessage, raw: string, response: ServerResponse): void {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  const speaker = speakers.find(([pattern]) => pattern.test(path))?.[1];
  if (speaker === undefined) return void response.writeHead(404).end(`{"error":{"message":"no ${path} here"}}`);
  const parsed = parseJson(raw);
  const body = isObject(parsed) ? parsed : {};
  const asked: Asked = { path, body, raw, fault: faultOf(raw, text(at(body, "model"))) };
  if (playWhole(asked.fault, speaker, response)) return;
  const parts = wantsStream(asked) ? speaker.stream(asked) : null;
  if (parts === null) return sayWhole(speaker.answer(asked), response);
  const { text: words, isCut } = playStream(asked.fault, parts);
  response.writeHead(200, { "content-type": parts.type });
  if (isCut) response.write(words, () => setTimeout(() => response.socket?.destroy(), 30));
  else response.end(words);
}

/** OpenAI's and Anthropic's body says it, Gemini's path says it, Ollama streams unless the body forbids it. */
function wantsStream(asked: Asked): boolean {
  return (
    at(asked.body, "stream") === true || asked.path.includes(":stream") || /\/api\/(chat|generate)$/.test(asked.path)
  );
}

function sayWhole(reply: Reply, response: ServerResponse): void {
  response.writeHead(reply.status ?? 200, { "content-type": reply.type ?? "application/json", ...reply.headers });
  response.end(reply.body);
}
