import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openaiCompatible } from "../openai-compatible/openai-compatible.ts";
import { SseFramer } from "../../upstream/sse-framer.ts";
import type { StreamTap } from "../provider.ts";
import { cloudDeployment } from "../shared/__fixtures__/cloud-deployment.ts";
import { stream } from "./__fixtures__/answers.ts";
import { azure } from "./azure.ts";

const deployment = cloudDeployment("azure/gpt", { apiBase: "https://r.openai.azure.com" });
const wire = Buffer.from([...stream.map((event) => `data: ${JSON.stringify(event)}\n\n`), "data: [DONE]\n\n"].join(""));

function open(shownModel: string | null): StreamTap {
  const tap = azure(openaiCompatible).native("chat", deployment)?.openTap?.({ shownModel, hidesUsage: false });
  if (tap === undefined) throw new Error("no tap");
  return tap;
}

function run(tap: StreamTap, cuts: readonly number[]): string {
  const at = [...new Set(cuts.map((place) => place % (wire.length + 1)))].sort((a, b) => a - b);
  const framer = new SseFramer(1 << 20);
  return [0, ...at]
    .map((start, index) => {
      const whole = framer.push(wire.subarray(start, at[index] ?? wire.length));
      return whole === null ? "" : tap.feed(whole).toString();
    })
    .join("");
}

describe("an Azure stream", () => {
  it("shows the alias in every event, the first with its empty model too, in every split", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 30 }), (cuts) => {
        const tap = open("alias");
        const text = run(tap, cuts);
        expect(text.match(/"model":"alias"/g)).toHaveLength(stream.length);
        expect(text).not.toContain("gpt-4o-2024-11-20");
        expect(text).toContain("prompt_filter_results");
        expect(text).toContain("안녕");
        expect(tap).toMatchObject({ hasStarted: true, hasContent: true, isComplete: true, error: null });
        expect(tap.usage).toMatchObject({ promptTokens: 9, completionTokens: 2 });
      }),
      { numRuns: 100 },
    );
  });

  it("is relayed byte for byte when the provider's own word for the model is shown", () => {
    expect(run(open(null), [])).toBe(wire.toString());
  });

  it("has not begun with the filter's verdict on the prompt, so that a fallback can still take over", () => {
    const tap = open("alias");
    tap.feed(Buffer.from(`data: ${JSON.stringify(stream[0])}\n\n`));
    expect(tap).toMatchObject({ hasStarted: false, hasContent: false, isComplete: false });
    tap.feed(Buffer.from('data: {"error":{"code":"429","message":"slow down"}}\n\n'));
    expect(tap.error).toMatchObject({ code: "upstream_rate_limit" });
  });

  it("leaves an event to the inner tap that has a verdict and content", () => {
    const tap = open("alias");
    const both = { choices: [{ index: 0, delta: { content: "a" } }], model: "gpt", prompt_filter_results: [] };
    expect(tap.feed(Buffer.from(`data: ${JSON.stringify(both)}\n\n`)).toString()).toContain('"model":"alias"');
    expect(tap.hasContent).toBe(true);
  });
});
