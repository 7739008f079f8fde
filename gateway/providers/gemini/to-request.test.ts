/** What the golden cases do not reach: turns, media, signatures, native fields, addresses. */
import { describe, expect, it } from "vitest";
import type { Message, Part } from "../../contract/conversation.ts";
import { noSampling } from "../../contract/conversation.ts";
import { conversationOf, geminiParams, inputOf, user } from "./__fixtures__/deployment.ts";
import { toRequest } from "./to-request.ts";
import type { TranslatedInput } from "../provider.ts";

type Body = Record<string, never>;

function bodyOf(input: TranslatedInput): Body {
  return JSON.parse(toRequest(input).request.body?.toString() ?? "") as Body; // read by matchers only
}

function contentsOf(messages: readonly Message[], model = "gemini/gemini-2.5-flash"): unknown {
  return bodyOf(inputOf({ messages }, { ...geminiParams, model }))["contents"];
}

const call = (id: string, more: object = {}): Part => ({
  type: "tool_call",
  id,
  name: `f_${id}`,
  arguments: "{}",
  ...more,
});
const result = (callId: string, text: string, more: object = {}): Part => ({
  type: "tool_result",
  callId,
  parts: [{ type: "text", text }],
  isError: false,
  ...more,
});

describe("turns", () => {
  it("puts the results of parallel calls into one turn, each with its tool's name, and errors under `error`", () => {
    const messages: Message[] = [
      user("go"),
      { role: "assistant", parts: [call("1"), call("2")] },
      { role: "user", parts: [result("1", "one")] },
      { role: "user", parts: [result("2", "boom", { isError: true }), { type: "text", text: "now?" }] },
    ];
    expect(contentsOf(messages)).toEqual([
      { role: "user", parts: [{ text: "go" }] },
      {
        role: "model",
        parts: [{ function_call: { name: "f_1", args: {} } }, { function_call: { name: "f_2", args: {} } }],
      },
      {
        role: "user",
        parts: [
          { function_response: { name: "f_1", response: { content: "one" } } },
          { function_response: { name: "f_2", response: { error: "boom" } } },
        ],
      },
      { role: "user", parts: [{ text: "now?" }] },
    ]);
  });

  it("joins neighbours of one role, leaves empty texts out, and never sends no turn at all", () => {
    expect(contentsOf([user("a"), user(""), user("b"), { role: "assistant", parts: [] }])).toEqual([
      { role: "user", parts: [{ text: "a" }, { text: "b" }] },
    ]);
    expect(contentsOf([{ role: "system", parts: [{ type: "text", text: "S" }] }])).toEqual([
      { role: "user", parts: [{ text: " " }] },
    ]);
  });

  it("keeps the text of a call whose arguments are no object", () => {
    const messages: Message[] = [{ role: "assistant", parts: [call("1", { arguments: '{"a": [1,' })] }];
    expect(contentsOf(messages)).toMatchObject([{ parts: [{ function_call: { args: { arguments: '{"a": [1,' } } }] }]);
  });
});

describe("thought signatures", () => {
  it("go back on the call they came with, by its own field or by the thought before it", () => {
    const own: Message = { role: "assistant", parts: [call("1", { signature: "SIG" })] };
    const thought: Part = { type: "reasoning", text: "hm", signature: "SIG" };
    const signed = [{ role: "model", parts: [{ function_call: { name: "f_1", args: {} }, thoughtSignature: "SIG" }] }];
    expect(contentsOf([own])).toEqual(signed);
    expect(contentsOf([{ role: "assistant", parts: [thought, call("1")] }])).toEqual(signed);
    expect(
      contentsOf([
        { role: "assistant", parts: [thought] },
        { role: "assistant", parts: [call("1")] },
      ]),
    ).toEqual(signed);
  });

  it("that a client lost are stood in for, on the first call of a turn, for the models that insist", () => {
    const messages: Message[] = [{ role: "assistant", parts: [call("1"), call("2")] }];
    expect(contentsOf(messages, "gemini/gemini-3-pro-preview")).toEqual([
      {
        role: "model",
        parts: [
          { function_call: { name: "f_1", args: {} }, thoughtSignature: "skip_thought_signature_validator" },
          { function_call: { name: "f_2", args: {} } },
        ],
      },
    ]);
  });
});

describe("media", () => {
  const shown = (part: Part, model?: string): unknown => contentsOf([{ role: "user", parts: [part] }], model);

  it.each<[string, Part, unknown]>([
    [
      "an address with a known ending",
      { type: "image", source: { kind: "url", url: "https://h/a.png?x=1" } },
      { file_data: { mime_type: "image/png", file_uri: "https://h/a.png?x=1" } },
    ],
    [
      "an address without one",
      { type: "image", source: { kind: "url", url: "https://h/a" } },
      { file_data: { mime_type: "image/jpeg", file_uri: "https://h/a" } },
    ],
    [
      "a file of Google's own",
      { type: "document", source: { kind: "file", id: "files/abc" } },
      { file_data: { file_uri: "https://generativelanguage.googleapis.com/v1beta/files/abc" } },
    ],
    [
      "a bucket's object",
      { type: "document", source: { kind: "file", id: "gs://b/r.pdf" } },
      { file_data: { mime_type: "application/pdf", file_uri: "gs://b/r.pdf" } },
    ],
    ["sound", { type: "audio", data: "AAA", format: "wav" }, { inline_data: { mime_type: "audio/wav", data: "AAA" } }],
    ["a written document", { type: "document", source: { kind: "text", text: "T" } }, { text: "T" }],
  ])("%s", (_what, part, wire) => {
    expect(shown(part)).toEqual([{ role: "user", parts: [wire] }]);
  });

  it("of a tool's result stand inside it from the third generation on, beside it before", () => {
    const image: Part = { type: "image", source: { kind: "base64", mediaType: "image/png", data: "AA" } };
    const part = result("9", "see", { name: "shot", parts: [{ type: "text", text: "see" }, image] });
    const inline = { inline_data: { mime_type: "image/png", data: "AA" } };
    const response = { name: "shot", response: { content: "see" } };
    expect(shown(part)).toEqual([{ role: "user", parts: [{ function_response: response }, inline] }]);
    expect(shown(part, "gemini/gemini-3-flash-preview")).toEqual([
      { role: "user", parts: [{ function_response: { ...response, parts: [inline] } }] },
    ]);
  });
});

describe("thinking", () => {
  const asked = { effort: null, budgetTokens: null, mode: null, summary: null };

  it.each([
    ["gemini-2.5-flash", { ...asked, effort: "high" }, { thinkingBudget: 4096, includeThoughts: true }],
    ["gemini-2.5-flash", { ...asked, effort: "none" }, { thinkingBudget: 0, includeThoughts: false }],
    ["gemini-2.5-pro", { ...asked, mode: "off" as const }, { thinkingBudget: 128, includeThoughts: false }],
    ["gemini-2.5-pro", { ...asked, mode: "adaptive" as const }, { includeThoughts: true }],
    ["gemini-3-pro-preview", { ...asked, effort: "minimal" }, { thinkingLevel: "low", includeThoughts: true }],
    ["gemini-3-flash-preview", { ...asked, effort: "none" }, { thinkingLevel: "minimal", includeThoughts: false }],
    ["gemini-3.5-flash", { ...asked, budgetTokens: 5000 }, { thinkingLevel: "medium", includeThoughts: true }],
  ])("%s: %j becomes %j", (model, reasoning, thinkingConfig) => {
    const body = bodyOf(inputOf({ reasoning }, { ...geminiParams, model: `gemini/${model}` }));
    expect(body["generationConfig"]).toEqual({ thinkingConfig });
  });

  it("is refused for a generation that cannot think", () => {
    const params = { ...geminiParams, model: "gemini/gemini-2.0-flash" };
    expect(() => toRequest(inputOf({ reasoning: { ...asked, effort: "low" } }, params))).toThrow("reasoning_effort");
  });
});

describe("fields and addresses", () => {
  it("takes Gemini's own fields in either spelling, from the client over the file's, and no others", () => {
    const extra = {
      safety_settings: [{ category: "C", threshold: "OFF" }],
      topK: 3,
      cachedContent: "cachedContents/1",
      foo: 1,
    };
    const params = { ...geminiParams, top_k: 9, temperature: 0.1, safety_settings: [], media_resolution: "LOW" };
    const { request, dropped } = toRequest(inputOf({ extra, user: "u" }, params));
    expect(JSON.parse(request.body?.toString() ?? "")).toEqual({
      contents: [{ role: "user", parts: [{ text: "hi" }] }],
      generationConfig: { media_resolution: "LOW", temperature: 0.1, top_k: 3 },
      safetySettings: [{ category: "C", threshold: "OFF" }],
      cachedContent: "cachedContents/1",
    });
    expect(dropped).toEqual(["user", "foo"]);
  });

  it("lets the file's extra_body have the last word, member by member inside generationConfig", () => {
    const params = { ...geminiParams, extra_body: { generationConfig: { topP: 0.2 }, labels: { a: "b" } } };
    const sampling = { ...noSampling, topP: 0.9, temperature: 1 };
    expect(bodyOf(inputOf({ sampling }, params))).toMatchObject({
      generationConfig: { top_p: 0.2, temperature: 1 },
      labels: { a: "b" },
    });
  });

  it("asks for pictures and a voice", () => {
    const extra = { modalities: ["text", "image", "audio"], audio: { voice: "Kore", format: "pcm16" } };
    expect(bodyOf(inputOf({ extra }))["generationConfig"]).toEqual({
      response_modalities: ["TEXT", "IMAGE", "AUDIO"],
      speech_config: { voice_config: { prebuilt_voice_config: { voice_name: "Kore" } } },
    });
  });

  it("cleans a schema for the first generation, which takes no JSON Schema", () => {
    const schema = { type: "object", properties: { a: { type: ["string", "null"] } }, additionalProperties: false };
    const responseFormat = { kind: "schema", name: "x", strict: null, schema } as const;
    const body = bodyOf(inputOf({ responseFormat }, { ...geminiParams, model: "gemini/gemini-1.5-pro" }));
    expect(body["generationConfig"]).toEqual({
      response_mime_type: "application/json",
      response_schema: { type: "object", properties: { a: { type: "string", nullable: true } } },
    });
  });

  it("turns other families' server tools into Google's, and says which it could not", () => {
    const native = (family: "anthropic" | "openai", value: Record<string, unknown>) =>
      ({ kind: "native", family, value }) as const;
    const tools = [
      native("anthropic", { type: "web_search_20250305", name: "web_search" }),
      native("openai", { googleMaps: {} }),
      native("anthropic", { type: "bash_20250124", name: "bash" }),
    ];
    const { request, dropped } = toRequest(inputOf({ tools, parallelToolCalls: false }));
    expect(JSON.parse(request.body?.toString() ?? "").tools).toEqual([{ googleSearch: {} }, { googleMaps: {} }]);
    expect(dropped).toEqual(["tools[2]", "parallel_tool_calls"]);
  });

  it.each([
    [undefined, "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent"],
    [
      "https://generativelanguage.googleapis.com/v1/",
      "https://generativelanguage.googleapis.com/v1/models/gemini-2.5-flash:generateContent",
    ],
    ["http://127.0.0.1:1/gem?tenant=a", "http://127.0.0.1:1/gem/models/gemini-2.5-flash:generateContent?tenant=a"],
  ])("with the base %s calls %s, the key in a header only", (base, address) => {
    const params = { ...geminiParams, ...(base === undefined ? { api_base: null } : { api_base: base }) };
    const { request } = toRequest(inputOf({}, params));
    expect(request.origin + request.path).toBe(address);
    expect(request.headers["x-goog-api-key"]).toBe("g1");
    expect(address).not.toContain("g1");
  });

  it("lets no model's name, which a client may choose, leave its place in the address", () => {
    const input = inputOf({ isStream: true }, { ...geminiParams, model: "gemini/*" });
    const paths = ["../../admin", "x:batch?key=1#", "tunedModels/my-1"].map(
      (upstreamModel) => toRequest({ ...input, upstreamModel }).request.path,
    );
    expect(paths).toEqual([
      "/gem/models/%2E%2E/%2E%2E/admin:streamGenerateContent?alt=sse",
      "/gem/models/x%3Abatch%3Fkey%3D1%23:streamGenerateContent?alt=sse",
      "/gem/tunedModels/my-1:streamGenerateContent?alt=sse",
    ]);
  });

  it("keeps nothing of another family's extras", () => {
    expect(bodyOf(inputOf({ family: "anthropic", extra: { topK: 1, context_management: {} } }))).toEqual(
      bodyOf({ ...inputOf(), conversation: conversationOf() }),
    );
  });
});
