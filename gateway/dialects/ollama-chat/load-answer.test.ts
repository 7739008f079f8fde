import { describe, expect, it } from "vitest";
import { loadAnswer } from "./load-answer.ts";

const at = "2026-01-01T00:00:00.000Z";

describe("loadAnswer", () => {
  it("answers a request without a question as a real server does", () => {
    expect(JSON.parse(loadAnswer("ollama_chat", { model: "m" }, at) ?? "")).toEqual({
      model: "m",
      created_at: at,
      message: { role: "assistant", content: "" },
      done: true,
      done_reason: "load",
    });
    expect(JSON.parse(loadAnswer("ollama_generate", { model: "m", prompt: "", keep_alive: "0s" }, at) ?? "")).toEqual({
      model: "m",
      created_at: at,
      response: "",
      done: true,
      done_reason: "unload",
    });
  });

  it("leaves every real request to the pipeline", () => {
    expect(
      loadAnswer("ollama_chat", { model: "m", messages: [{ role: "user", content: "" }], keep_alive: 0 }, at),
    ).toBeNull();
    expect(loadAnswer("ollama_generate", { model: "m", prompt: "x" }, at)).toBeNull();
  });
});
