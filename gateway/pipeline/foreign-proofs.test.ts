import { describe, expect, it } from "vitest";
import type { Operation } from "../contract/operations.ts";
import { withoutForeignProofs } from "./foreign-proofs.ts";

function pass(operation: Operation, text: string): Buffer {
  const body = Buffer.from(text);
  const passed = withoutForeignProofs(operation, body, JSON.parse(text) as Record<string, unknown>); // objects, below
  return passed === body ? Buffer.from("untouched") : passed;
}

const own = '{"type":"thinking","thinking":"한","signature":"EqQB+/="}';
const foreign = '{"type":"thinking","thinking":"hm","signature":"gemini:c2ln"}';
const unsigned = '{"type":"thinking","thinking":"hm","signature":""}';
const redacted = '{"type":"redacted_thinking","data":"openrouter:cmVk"}';
const text = '{ "type":"text", "text":"gemini: \\u00e9" , "n": 1.0 }';
const turn = (...blocks: string[]): string => `{"role": "assistant" ,"content":[${blocks.join(",")}]}`;

describe("a body on its way to a provider of the client's own dialect", () => {
  it("is the same buffer where every proof is the provider's own", () => {
    const words = '{"role":"user","content":"signature: gemini:x"}';
    expect(pass("messages", `{"messages":[${words},${turn(own, text)}]}`).toString()).toBe("untouched");
    expect(pass("responses", '{"input":[{"type":"reasoning","encrypted_content":"gAAA"}]}').toString()).toBe(
      "untouched",
    );
    expect(pass("responses", '{"input":"gemini:x"}').toString()).toBe("untouched");
  });

  it("loses another provider's blocks of thinking and the unsigned, and no byte of the rest", () => {
    const before = `{"model":"m", "messages": [ {"role":"user","content":"hi"}, ${turn(foreign, own, unsigned, redacted, text)} ], "n":1.50}`;
    expect(pass("messages", before).toString()).toBe(
      `{"model":"m", "messages": [{"role":"user","content":"hi"},${turn(own, text)}], "n":1.50}`,
    );
  });

  it("loses a turn that held nothing else", () => {
    const body = `{"messages":[{"role":"user","content":"a"},${turn(foreign)},{"role":"user","content":"b"}]}`;
    expect(pass("count_tokens", body).toString()).toBe(
      '{"messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}]}',
    );
  });

  it("loses reasoning items that another provider sealed", () => {
    const item = (sealed: string): string => `{"type":"reasoning","summary":[],"encrypted_content":"${sealed}"}`;
    const items = [item("gemini:c2ln"), item("gAAA"), item("portico.call:1:ac2ln"), item("portico.redacted:x")];
    expect(pass("responses", `{"input":[${items.join(", ")}]}`).toString()).toBe(`{"input":[${item("gAAA")}]}`);
  });

  it("loses them of a chat client's blocks too, and keeps the message", () => {
    const message = (blocks: string): string => `{"role":"assistant","content":"ok","thinking_blocks":[${blocks}]}`;
    expect(pass("chat", `{"messages":[${message(`${foreign},${own}`)}]}`).toString()).toBe(
      `{"messages":[${message(own)}]}`,
    );
  });
});
