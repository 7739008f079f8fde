/** Operations that are no conversation: what they were asked and what came, in a few words. */
import { describe, expect, it } from "vitest";
import { readDetail, type Reading } from "./read-detail.ts";

function read(operation: string, request: unknown, response: unknown, more: object = {}): Reading {
  const text = (body: unknown): string => (typeof body === "string" ? body : JSON.stringify(body));
  return readDetail({
    operation,
    path: "/v1/x",
    requestBody: text(request),
    requestCut: false,
    responseBody: text(response),
    responseCut: false,
    responseBytes: 0,
    ...more,
  });
}
const asked = (reading: Reading): unknown => reading.messages.flatMap(({ parts }) => parts);
const answered = (reading: Reading): unknown => reading.answers.flatMap(({ parts }) => parts);
const form = (boundary: string): string =>
  [
    `--${boundary}`,
    'Content-Disposition: form-data; name="file"; filename="talk.mp3"',
    "Content-Type: audio/mpeg",
    "",
    "ID3\uFFFD\r\n\uFFFD",
    `--${boundary}`,
    'Content-Disposition: form-data; name="language"',
    "",
    "ko",
    `--${boundary}--`,
    "",
  ].join("\r\n");

describe("embeddings", () => {
  it("count vectors and dimensions, as numbers or as base64", () => {
    const reading = read("embedding", { input: ["a", "b"] }, { data: [{ embedding: [1, 2] }, { embedding: [3, 4] }] });
    expect(asked(reading)).toMatchObject([
      { label: "#0", text: "a" },
      { label: "#1", text: "b" },
    ]);
    expect(answered(reading)).toEqual([
      { kind: "fact", name: "vectors", value: "2" },
      { kind: "fact", name: "dimensions", value: "2" },
    ]);
    const packed = btoa(String.fromCodePoint(...new Uint8Array(new Float32Array(7).buffer)));
    expect(answered(read("embedding", { input: "a" }, { data: [{ embedding: packed }] }))).toContainEqual({
      kind: "fact",
      name: "dimensions",
      value: "7",
    });
  });

  it("are not counted in a body that was cut", () => {
    const cut = '{"data":[{"embedding":[1,2,3]},{"embedding":[1,';
    expect(answered(read("embedding", { input: "a" }, cut))).toEqual([
      { kind: "fact", name: "dimensions", value: "3" },
    ]);
  });
});

describe("pictures", () => {
  it("are held back, whole, by address and as the last event of a stream", () => {
    const reading = read(
      "image_generation",
      { prompt: "a cat", n: 2, size: "1024x1024" },
      {
        data: [{ b64_json: "AAAA", revised_prompt: "a small cat" }, { url: "https://example.com/c.png" }],
      },
    );
    expect(asked(reading)).toMatchObject([{ text: "a cat" }, { name: "count", value: "2" }, { name: "size" }]);
    expect(answered(reading)).toEqual([
      { kind: "media", media: "image", name: null, bytes: 3 },
      { kind: "text", text: "a small cat" },
      { kind: "media", media: "image", name: "https://example.com/c.png", bytes: null },
    ]);
    const event = (b64_json: string): string => `data: ${JSON.stringify({ type: "x", b64_json })}\n\n`;
    expect(answered(read("image_generation", {}, event("AAAA") + event("AAAAAAAA")))).toMatchObject([{ bytes: 6 }]);
  });

  it("of a form are named by their files", () => {
    const body = form("b1").replace("audio/mpeg", "image/png").replace('name="language"', 'name="prompt"');
    expect(asked(read("image_edit", body, { data: [] }))).toEqual([
      { kind: "media", media: "image", name: "talk.mp3", bytes: null },
      { kind: "text", text: "ko" },
    ]);
  });
});

describe("speech and its transcription", () => {
  it("show the text, the voice and how much sound came", () => {
    const reading = read("speech", { input: "안녕", voice: "alloy" }, "ID3\uFFFD\u0004", { responseBytes: 4821 });
    expect(asked(reading)).toEqual([
      { kind: "text", text: "안녕" },
      { kind: "fact", name: "voice", value: "alloy" },
    ]);
    expect(answered(reading)).toEqual([{ kind: "media", media: "audio", name: null, bytes: 4821 }]);
    expect(answered(read("speech", { input: "x" }, { error: { message: "no voice" } }))).toMatchObject([
      { kind: "error" },
    ]);
  });

  it("read a form's file and fields, and an answer as JSON, as text and as events", () => {
    const reading = read("transcription", form("x-1"), { text: "안녕하세요" });
    expect(asked(reading)).toEqual([
      { kind: "media", media: "audio", name: "talk.mp3", bytes: null },
      { kind: "fact", name: "language", value: "ko" },
    ]);
    expect(answered(reading)).toEqual([{ kind: "text", text: "안녕하세요" }]);
    expect(answered(read("translation", form("x"), "Hello\n"))).toEqual([{ kind: "text", text: "Hello\n" }]);
    const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
    const pieces = ["Hel", "lo"].map((delta) => event({ type: "transcript.text.delta", delta })).join("");
    expect(answered(read("transcription", form("x"), pieces))).toEqual([{ kind: "text", text: "Hello" }]);
  });
});

describe("judging, ranking and counting", () => {
  it("name what was flagged, the order found, and the number", () => {
    const flagged = {
      flagged: true,
      categories: { hate: false, violence: true },
      category_scores: { violence: 0.98765 },
    };
    expect(answered(read("moderation", { input: "x" }, { results: [flagged, { flagged: false }] }))).toEqual([
      { kind: "fact", name: "verdict", value: "flagged" },
      { kind: "fact", name: "categories", value: "violence 0.988" },
      { kind: "fact", name: "verdict", value: "not flagged" },
    ]);
    const ranked = read(
      "rerank",
      { query: "q", documents: ["a", { text: "b" }], top_n: 1 },
      {
        results: [{ index: 1, relevance_score: 0.9, document: { text: "b" } }],
      },
    );
    expect(asked(ranked)).toMatchObject([{ text: "q" }, { label: "#0", text: "a" }, { text: "b" }, { value: "1" }]);
    expect(answered(ranked)).toEqual([{ kind: "item", label: "#1", text: "0.9000  b" }]);
    const counted = read(
      "count_tokens",
      { messages: [{ role: "user", content: "Hi" }] },
      { input_tokens: 9, estimated: true },
    );
    expect(asked(counted)).toEqual([{ kind: "text", text: "Hi" }]);
    expect(answered(counted)).toEqual([{ kind: "fact", name: "estimate", value: "9" }]);
  });
});
