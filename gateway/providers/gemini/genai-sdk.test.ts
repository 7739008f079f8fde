/**
 * The recorded answers against Google's own SDK: what it reads out of them over a real socket is what we read, so the
 * fixtures are true to the wire.
 */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { ApiError, GoogleGenAI, type GenerateContentResponse } from "@google/genai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnswerEvent } from "../../contract/answer.ts";
import { unknownUsage, type TokenUsage } from "../../contract/usage.ts";
import { readStream } from "./__fixtures__/read-stream.ts";
import { gemini } from "./gemini.ts";
import { openDecoder } from "./decode-stream.ts";
import { readAnswer } from "./from-response.ts";

const bytesOf = (name: string): Buffer => readFileSync(join(import.meta.dirname, "__fixtures__", name));
let server: Server;
let sdk: GoogleGenAI;
let playing = "";
let status = 200;

beforeAll(async () => {
  server = createServer((request, reply) => {
    request.resume();
    const isStream = playing.endsWith(".sse");
    reply.writeHead(status, { "content-type": isStream ? "text/event-stream" : "application/json; charset=UTF-8" });
    reply.end(bytesOf(playing));
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on a port
  sdk = new GoogleGenAI({ apiKey: "k", httpOptions: { baseUrl, retryOptions: { attempts: 1 } } });
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => void server.close(closed));
});

const model = "gemini-2.5-flash";

async function whole(name: string): Promise<GenerateContentResponse> {
  playing = name;
  status = 200;
  return sdk.models.generateContent({ model, contents: "hi" });
}

async function streamed(name: string): Promise<GenerateContentResponse[]> {
  playing = name;
  status = 200;
  const all: GenerateContentResponse[] = [];
  for await (const chunk of await sdk.models.generateContentStream({ model, contents: "hi" })) all.push(chunk);
  return all;
}

function textIn(events: readonly AnswerEvent[], type: "text" | "reasoning"): string {
  return events.map((event) => (event.type === type ? event.text : "")).join("");
}

function totalOf({ promptTokens, completionTokens }: TokenUsage): number {
  return (promptTokens ?? 0) + (completionTokens ?? 0);
}

describe("Google's SDK reads the recorded answers as we do", () => {
  it.each(["thinking-stream.sse", "calls-stream.sse", "stop-in-every-event.sse"])("%s", async (name) => {
    const chunks = await streamed(name);
    const events = readStream(bytesOf(name), openDecoder());
    const parts = chunks.flatMap((chunk) => chunk.candidates?.[0]?.content?.parts ?? []);
    expect(textIn(events, "text")).toBe(parts.map((part) => (part.thought === true ? "" : (part.text ?? ""))).join(""));
    expect(textIn(events, "reasoning")).toBe(parts.map((part) => (part.thought === true ? part.text : "")).join(""));
    const calls = events.flatMap((event) => (event.type === "tool_call" ? [event] : []));
    const sdkCalls = chunks.flatMap((chunk) => chunk.functionCalls ?? []);
    const last = chunks.at(-1);
    expect(calls.map((call) => call.name)).toEqual(sdkCalls.map((call) => call.name));
    const texts = events.flatMap((event) =>
      event.type === "tool_arguments" ? [JSON.parse(event.text) as unknown] : [],
    );
    expect(texts).toEqual(sdkCalls.map((call) => call.args));
    expect(calls.map((call) => call.signature).filter((signature) => signature !== undefined)).toEqual(
      parts.flatMap((part) => (part.thoughtSignature === undefined ? [] : [part.thoughtSignature])),
    );
    const usage = events.findLast((event) => event.type === "usage")?.usage;
    expect(totalOf(usage ?? unknownUsage)).toBe(last?.usageMetadata?.totalTokenCount);
  });

  it.each([
    "text.json",
    "call.json",
    "image.json",
    "grounded.json",
    "code.json",
    "logprobs.json",
    "two-candidates.json",
  ])("%s", async (name) => {
    const sdkAnswer = await whole(name);
    const verdict = readAnswer(bytesOf(name));
    if (verdict.kind !== "ok") throw new Error(verdict.kind);
    const { answer } = verdict;
    expect([answer.id, answer.model]).toEqual([sdkAnswer.responseId, sdkAnswer.modelVersion]);
    expect(answer.choices).toHaveLength(sdkAnswer.candidates?.length ?? 0);
    const parts = answer.choices[0]?.parts ?? [];
    const sdkParts = sdkAnswer.candidates?.[0]?.content?.parts ?? [];
    expect(parts.map((part) => (part.type === "text" ? part.text : "")).join("")).toBe(
      sdkParts.map(({ text = "" }) => text).join(""),
    );
    expect(parts.flatMap((part) => (part.type === "tool_call" ? [JSON.parse(part.arguments) as unknown] : []))).toEqual(
      sdkParts.flatMap(({ functionCall }) => (functionCall === undefined ? [] : [functionCall.args])),
    );
    expect(parts.flatMap((part) => (part.type === "image" ? [part.source] : []))).toEqual(
      sdkParts.flatMap(({ inlineData }) =>
        inlineData === undefined ? [] : [{ kind: "base64", mediaType: inlineData.mimeType, data: inlineData.data }],
      ),
    );
    expect(totalOf(answer.usage)).toBe(sdkAnswer.usageMetadata?.totalTokenCount);
  });

  it("blocked.json", async () => {
    const sdkAnswer = await whole("blocked.json");
    expect(sdkAnswer.promptFeedback?.blockReason).toBe("PROHIBITED_CONTENT");
    expect(sdkAnswer.text).toBeUndefined();
  });

  it("embeddings.json and count.json", async () => {
    playing = "embeddings.json";
    status = 200;
    const { embeddings } = await sdk.models.embedContent({ model: "gemini-embedding-001", contents: ["a", "b"] });
    const verdict = gemini.embedding?.readAnswer(bytesOf("embeddings.json"));
    expect(verdict?.kind === "ok" ? verdict.vectors : null).toEqual(embeddings?.map(({ values }) => values));
    playing = "count.json";
    const { totalTokens } = await sdk.models.countTokens({ model, contents: "hi" });
    expect(gemini.counter?.readAnswer(bytesOf("count.json"))).toBe(totalTokens);
  });

  it("the errors, with their status", async () => {
    for (const [name, code] of [
      ["quota-error.json", 429],
      ["key-error.json", 400],
    ] as const) {
      playing = name;
      status = code;
      const failure: unknown = await sdk.models
        .generateContent({ model, contents: "hi" })
        .catch((reason: unknown) => reason);
      expect(failure).toBeInstanceOf(ApiError);
      expect(failure).toMatchObject({ status: code });
    }
  });
});
