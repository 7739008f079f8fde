import { describe, expect, it } from "vitest";
import type { ModelSource } from "../../../../gateway/contract/model-catalog.ts";
import { placeOfModels } from "./place-of-models.ts";

const source = (id: string, more: Partial<ModelSource> = {}): ModelSource => ({
  id,
  provider: id,
  title: id,
  apiBase: `https://${id}.example/v1`,
  keyVariable: "A_KEY",
  hasKey: true,
  isRunning: null,
  ...more,
});
const sources = [
  source("with-key"),
  source("without-key", { hasKey: false }),
  source("local", { keyVariable: null, hasKey: false, isRunning: true }),
  source("config:1", { keyVariable: "OWN_KEY" }),
];

describe("the place of models", () => {
  it("is nothing until something is chosen, and nothing that is no address", () => {
    expect(placeOfModels({}, sources)).toBeNull();
    expect(placeOfModels({ source: "gone" }, sources)).toBeNull();
    expect(placeOfModels({ base: "javascript:alert(1)" }, sources)).toBeNull();
  });

  it("asks a provider with its own key, and asks for the key first when it is not set", () => {
    expect(placeOfModels({ source: "with-key" }, sources)).toMatchObject({
      question: { sourceId: "with-key", apiBase: null, keyVariable: "A_KEY" },
      missingKey: null,
    });
    expect(placeOfModels({ source: "without-key" }, sources)).toMatchObject({ missingKey: "A_KEY" });
    expect(placeOfModels({ source: "without-key", open: true }, sources)).toMatchObject({
      question: { keyVariable: null },
      missingKey: null,
      entryKeyVariable: "A_KEY",
    });
    expect(placeOfModels({ source: "local" }, sources)).toMatchObject({ missingKey: null, entryKeyVariable: null });
  });

  it("names no variable for an address of the config: the gateway sends what it sends there anyway", () => {
    expect(placeOfModels({ source: "config:1" }, sources)).toMatchObject({
      question: { keyVariable: null },
      entryKeyVariable: "OWN_KEY",
    });
  });

  it("sends a typed address the variable that was typed with it, and no other", () => {
    expect(placeOfModels({ base: "http://10.0.0.2:8000/v1", source: "with-key" }, sources)?.question).toEqual({
      sourceId: null,
      apiBase: "http://10.0.0.2:8000/v1",
      keyVariable: null,
    });
    expect(placeOfModels({ base: "http://10.0.0.2/v1", key: "MY_KEY" }, sources)?.question.keyVariable).toBe("MY_KEY");
  });
});
