import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { classifyError } from "./classify-error.ts";

interface Refusal {
  readonly status: number;
  readonly body: string;
}

const recorded = JSON.parse(readFileSync(new URL("./__fixtures__/errors.json", import.meta.url), "utf8")) as Refusal[]; // our own file

function judge({ status, body }: Refusal): ReturnType<typeof classifyError> {
  return classifyError({ status, headers: {}, body: Buffer.from(body) });
}

describe("classifyError", () => {
  it("knows every refusal that a real server gave", () => {
    expect(recorded.map((refusal) => [judge(refusal).text, judge(refusal).code, judge(refusal).status])).toEqual([
      ["model 'nope' not found", "upstream_not_found", 404],
      ['model "nope" not found, try pulling it first', "upstream_not_found", 404],
      ['"tiny-plain" does not support thinking', "upstream_bad_request", 400],
      ["registry.ollama.ai/library/tiny-plain:latest does not support tools", "upstream_bad_request", 400],
      ['option "temperature" must be of type float32', "upstream_bad_request", 400],
      ["illegal base64 data at input byte 4", "upstream_bad_request", 400],
      ["registry.ollama.ai/library/tiny-plain:latest does not support insert", "upstream_bad_request", 400],
      [expect.stringContaining("cannot unmarshal"), "upstream_bad_request", 400],
      ["the input length exceeds the context length", "upstream_context_window", 400],
      ["the input length exceeds the context length", "upstream_context_window", 400],
    ]);
  });

  it.each([
    [404, "NotFoundError"],
    [400, "BadRequestError"],
    [500, "InternalServerError"],
    [503, "ServiceUnavailableError"],
    [401, "AuthenticationError"],
  ])("names %s as LiteLLM does: %s", (status, className) => {
    expect(judge({ status, body: '{"error":"x"}' })).toMatchObject({ className, text: "x" });
  });

  it("keeps a proxy's page as it is", () => {
    expect(judge({ status: 502, body: "<html>bad gateway</html>" })).toMatchObject({
      status: 502,
      text: "<html>bad gateway</html>",
    });
  });
});
