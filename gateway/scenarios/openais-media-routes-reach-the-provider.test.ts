/** Images, audio, moderations and rerank through the official SDK, to a provider that speaks OpenAI's API. */
import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeUpstream, type FakeUpstream } from "./fake-upstream.ts";
import { masterKey, runGateway, type RunningGateway } from "./running-gateway.ts";

let upstream: FakeUpstream;
let gateway: RunningGateway;
let client: OpenAI;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  const entry = (alias: string, model: string, info: string): string => `
  - model_name: ${alias}
    litellm_params: {model: ${model}, api_base: ${upstream.url}, api_key: sk-up-0123456789}
    model_info: {mode: ${info}}`;
  gateway = await runGateway(`
model_list:${entry("draw", "openai/gpt-image-1", "image_generation")}${entry("say", "openai/tts-1", "audio_speech")}${entry("hear", "openai/whisper-1", "audio_transcription")}${entry("judge", "openai/omni-moderation-latest", "moderation")}${entry("sort", "hosted_vllm/reranker", "rerank")}
general_settings: {master_key: ${masterKey}}
`);
  client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: masterKey, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const sound = (): Promise<File> => toFile(Buffer.from("RIFF\r\n--not-a-boundary\r\n"), "말.wav", { type: "audio/wav" });

describe("OpenAI's media routes", () => {
  it("generates and edits images, and logs their tokens", async () => {
    const made = await client.images.generate({ model: "draw", prompt: "a door" });
    expect(made.data?.[0]?.b64_json).toBe("aGk=");
    expect(upstream.received.at(-1)?.body).toEqual({ model: "gpt-image-1", prompt: "a door" });
    await client.images.edit({
      model: "draw",
      prompt: "red",
      image: await toFile(Buffer.from("png"), "a.png", { type: "image/png" }),
    });
    const form = upstream.received.at(-1)?.rawBody ?? "";
    expect(form).toContain('name="model"\r\n\r\ngpt-image-1');
    expect(form).toContain('filename="a.png"');
    const [edited] = await gateway.rows(2);
    expect(edited).toMatchObject({ operation: "image_edit", alias: "draw", promptTokens: 9, completionTokens: 100 });
  });

  it("streams speech as the bytes that came", async () => {
    const answer = await client.audio.speech.create({ model: "say", voice: "alloy", input: "안녕" });
    expect(answer.headers.get("content-type")).toBe("audio/mpeg");
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0xff, 0xfb, 0x90, 0x64, 0x00, 0x0d, 0x0a, 0x80]);
  });

  it("transcribes and translates a form, with its bytes whole and only the model exchanged", async () => {
    const heard = await client.audio.transcriptions.create({ model: "hear", file: await sound() });
    expect(heard.text).toBe("안녕");
    const received = upstream.received.at(-1);
    const rawBody = received?.rawBody ?? "";
    expect(received?.headers["authorization"]).toBe("Bearer sk-up-0123456789");
    expect(rawBody).toContain('name="model"\r\n\r\nwhisper-1');
    expect(rawBody).toContain("RIFF\r\n--not-a-boundary\r\n");
    const subtitles = await client.audio.translations.create({
      model: "hear",
      file: await sound(),
      response_format: "srt",
    });
    expect(subtitles).toContain("00:00:01");
    expect((await gateway.rows(1))[0]).toMatchObject({ operation: "translation", state: "ok" });
  });

  it("streams a transcription's events", async () => {
    const stream = await client.audio.transcriptions.create({ model: "hear", file: await sound(), stream: true });
    const types: string[] = [];
    for await (const event of stream) types.push(event.type);
    expect(types).toEqual(["transcript.text.delta", "transcript.text.done"]);
  });

  it("moderates by the alias that does, when the client names none", async () => {
    const { results } = await client.moderations.create({ input: "hi" });
    expect(results).toEqual([{ flagged: false }]);
    expect(upstream.received.at(-1)?.body).toMatchObject({ model: "omni-moderation-latest" });
  });

  it.each(["/rerank", "/v1/rerank", "/v2/rerank"])("reranks at %s", async (path) => {
    const body = JSON.stringify({ model: "sort", query: "q", documents: ["a", "b"], top_n: 1 });
    const answer = await gateway.call(path, { method: "POST", body });
    expect(await answer.json()).toMatchObject({ results: [{ index: 1 }] });
    expect(upstream.received.at(-1)).toMatchObject({ path: "/v1/rerank", body: { model: "reranker", top_n: 1 } });
  });
});

describe("what is wrong with a media request", () => {
  it.each([
    ["/v1/images/generations", { model: "draw" }, "prompt"],
    ["/v1/audio/speech", { model: "say" }, "input"],
    ["/v1/rerank", { model: "sort", documents: [] }, "query"],
    ["/v1/rerank", { model: "sort", query: "q" }, "documents"],
    ["/v1/audio/transcriptions", { model: "hear" }, "file"],
  ])("POST %s with %j names what is missing", async (path, body, param) => {
    const answer = await gateway.call(path, { method: "POST", body: JSON.stringify(body) });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { param } });
  });

  it("refuses an image edit whose form holds no image", async () => {
    const form = new FormData();
    form.set("model", "draw");
    form.set("prompt", "a hat");
    const headers = { authorization: `Bearer ${masterKey}` };
    const answer = await fetch(`${gateway.url}/v1/images/edits`, { method: "POST", headers, body: form });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { param: "image" } });
  });

  it("refuses a form that hides where a key should go, and one that is broken", async () => {
    const form = new FormData();
    form.set("model", "hear");
    form.set("file", await sound());
    form.set("api_base", "http://evil.example");
    const send = (body: string | FormData, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${gateway.url}/v1/audio/transcriptions`, {
        method: "POST",
        headers: { authorization: `Bearer ${masterKey}`, ...headers },
        body,
      });
    expect(await (await send(form)).json()).toMatchObject({ error: { portico_code: "field_not_allowed" } });
    const head = '--x\r\ncontent-disposition: form-data; name="';
    const cutForms = [
      "no",
      `${head}file"; filename="a.wav"\r\n\r\nRIFF`,
      `${head}file"; filename="a.wav"\r\n\r\nRIFF\r\n--x`,
    ];
    for (const body of [...cutForms, `${head}a"\r\n\r\n1\r\n`.repeat(100_000)]) {
      const broken = await send(body, { "content-type": "multipart/form-data; boundary=x" });
      expect(broken.status).toBe(400);
    }
    expect((await gateway.call("/health/liveliness", { key: null })).status).toBe(200);
  });
});
