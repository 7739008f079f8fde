/** A client may bring back any model's proofs; each provider gets its own and never another's. */
import { describe, expect, it } from "vitest";
import { claudeSignature, geminiSignature, markSignature } from "./thought-signature.ts";

describe("a thought's signature", () => {
  it("made by Gemini goes back to Gemini only", () => {
    const marked = markSignature("c2ln");
    expect([geminiSignature(marked), claudeSignature(marked)]).toEqual(["c2ln", null]);
  });

  it("made by Claude goes back to Claude only", () => {
    expect([geminiSignature("EqQBCkgIARABGAIiQL"), claudeSignature("EqQBCkgIARABGAIiQL")]).toEqual([
      null,
      "EqQBCkgIARABGAIiQL",
    ]);
  });

  it("sealed by OpenAI goes to neither", () => {
    const sealed = "gAAAAABpA2x0Zk9ydG9rZW4";
    expect([geminiSignature(sealed), claudeSignature(sealed)]).toEqual([null, null]);
  });

  it("is none where there was none", () => {
    expect([geminiSignature(undefined), claudeSignature(undefined)]).toEqual([null, null]);
  });
});
