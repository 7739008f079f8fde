import { describe, expect, it } from "vitest";
import { asSdk } from "./as-sdk.ts";

const base = "http://127.0.0.1:4000/v1";
const body = {
  model: "m",
  messages: [{ role: "user", content: 'it\'s "quoted"\n\\ 한국어 \u{1F600} ${x} {y}' }],
  temperature: 0.5,
  stop: null,
  stream: false,
  tools: [],
  metadata: {},
  logprobs: true,
};
const call = { path: "/v1/chat/completions", operation: "chat", requestBody: JSON.stringify(body), requestCut: false };

describe("a request as a program", () => {
  it("in Python says exactly the body that was sent, in Python's words for it", () => {
    const program = asSdk(call, base, "python") ?? "";
    expect(program).toContain('OpenAI(base_url="http://127.0.0.1:4000/v1", api_key=os.environ["LITELLM_MASTER_KEY"])');
    const literal = program.slice(program.indexOf("{"), program.indexOf("\nanswer = "));
    expect(literal).toContain('"stop": None,\n    "stream": False,');
    expect(literal).toContain('"logprobs": True,');
    // Every string is on one line, so that what is left of Python's words stands outside of them.
    const json = literal
      .replaceAll(/: None,$/gm, ": null,")
      .replaceAll(/: True,$/gm, ": true,")
      .replaceAll(/: False,$/gm, ": false,")
      .replaceAll(/,(\s*[\]}])/g, "$1");
    expect(JSON.parse(json)).toEqual(body);
  });

  it("in TypeScript says exactly the body that was sent", () => {
    const program = asSdk(call, base, "typescript") ?? "";
    const literal = /create\((\{[\s\S]*\})\);/.exec(program)?.[1] ?? "";
    expect(JSON.parse(literal)).toEqual(body);
    expect(program).not.toContain("for await");
  });

  it("reads a stream as a stream", () => {
    const streamed = { ...call, requestBody: JSON.stringify({ ...body, stream: true }) };
    expect(asSdk(streamed, base, "typescript")).toContain("for await (const event of answer)");
    expect(asSdk(streamed, base, "python")).toContain("for event in answer:");
  });

  it("speaks each API through its own SDK, at the address that SDK expects", () => {
    const messages = asSdk({ ...call, operation: "messages", path: "/v1/messages" }, base, "typescript");
    expect(messages).toContain('import Anthropic from "@anthropic-ai/sdk"');
    expect(messages).toContain('baseURL: "http://127.0.0.1:4000"');
    expect(asSdk({ ...call, operation: "responses" }, base, "python")).toContain("client.responses.create(**body)");
  });

  it("asks over plain HTTP where no SDK has the call", () => {
    const rerank = { ...call, operation: "rerank", path: "/v1/rerank" };
    expect(asSdk(rerank, base, "python")).toContain('"http://127.0.0.1:4000/v1/rerank"');
    expect(asSdk(rerank, base, "typescript")).toContain('fetch("http://127.0.0.1:4000/v1/rerank"');
  });

  it("is not offered for a body that was cut, was not kept, or is no JSON", () => {
    for (const more of [
      { requestCut: true },
      { requestBody: null },
      { requestBody: "--form" },
      { requestBody: "[1]" },
    ]) {
      expect(asSdk({ ...call, ...more }, base, "python")).toBeNull();
    }
  });
});
