import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { operations } from "../../../../gateway/contract/operations.ts";
import { readDetail } from "./read-detail.ts";

const bodies = {
  operation: "chat",
  path: "/v1/chat/completions",
  requestBody: null,
  requestCut: false,
  responseBody: null,
  responseCut: false,
  responseBytes: 0,
};

/** JSON with the field names that readers look for, so that shapes are nearly right. */
const key = fc.constantFrom(
  ..."messages content role type text choices delta message index input output item output_index tools function name".split(
    " ",
  ),
  ..."arguments images data embedding results error response source parts candidates contents system prompt tool_calls".split(
    " ",
  ),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("text", "user", "tool_use", "tool_result", "message", "reasoning", "content_block_delta", "", null),
    fc.double(),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 6 }),
  ),
}));

describe("a logged request", () => {
  it("is read without a throw whatever its bodies hold, whole, as events, as lines and cut, in every operation", () => {
    const wire = fc.tuple(fc.array(value, { maxLength: 4 }), fc.nat(3), fc.nat()).map(([values, shape, end]) => {
      const texts = values.map((one) => JSON.stringify(one));
      if (shape === 0) return texts.map((text) => `data: ${text}\n\n`).join("");
      if (shape === 1) return texts.join("\n");
      const whole = texts[0] ?? "";
      return shape === 2 ? whole : whole.slice(0, end % (whole.length + 1));
    });
    fc.assert(
      fc.property(fc.constantFrom(...operations, "newer"), wire, wire, (operation, requestBody, responseBody) => {
        const reading = readDetail({
          ...bodies,
          operation,
          path: "/gemini/x:generateContent",
          requestBody,
          responseBody,
        });
        JSON.stringify(reading);
      }),
      { numRuns: 2000 },
    );
  });

  it("shows an error as it is, before the first token and after it", () => {
    const error = { error: { message: "The model is overloaded", type: "x", code: "503" } };
    expect(readDetail({ ...bodies, responseBody: JSON.stringify(error) }).answers).toEqual([
      { parts: [{ kind: "error", code: "503", text: "The model is overloaded" }], finishReason: null },
    ]);
    const stream = `data: {"choices":[{"delta":{"content":"Hel"}}]}\n\ndata: ${JSON.stringify(error)}\n\n`;
    expect(readDetail({ ...bodies, responseBody: stream }).answers.flatMap(({ parts }) => parts)).toEqual([
      { kind: "text", text: "Hel" },
      { kind: "error", code: "503", text: "The model is overloaded" },
    ]);
    const claude = `event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n`;
    expect(readDetail({ ...bodies, operation: "messages", responseBody: claude }).answers).toEqual([
      { parts: [{ kind: "error", code: "overloaded_error", text: "Overloaded" }], finishReason: null },
    ]);
  });

  it("gives nothing for a pass-through whose path nobody here reads", () => {
    const reading = readDetail({ ...bodies, operation: "pass_through", path: "/openai/v1/files", requestBody: "{}" });
    expect(reading).toMatchObject({ messages: [], answers: [] });
  });
});
