import { describe, expect, it } from "vitest";
import { keysOf, type ConfigSection } from "./config.ts";
import { docOf, documentedKeys } from "./config-docs.ts";

const sections: readonly ConfigSection[] = [
  "top",
  "model_entry",
  "litellm_params",
  "model_info",
  "router_settings",
  "litellm_settings",
  "general_settings",
  "portico",
  "portico.log",
  "portico.otel",
  "callback_settings.otel",
  "portico.tls",
  "portico.client_certificates",
  "portico.address_limits",
];

describe("the documentation of the config's keys", () => {
  it.each(sections)("names the same keys of %s as the key table, in both directions", (section) => {
    expect([...documentedKeys(section)].sort()).toEqual([...keysOf(section).keys()].sort());
  });

  it("says each key in one sentence of each language, within what a hover shows", () => {
    for (const section of sections) {
      for (const key of documentedKeys(section)) {
        const doc = docOf(section, key);
        expect(doc?.en, `${section}.${key}`).toMatch(/^[A-Z`*][^\n]{8,150}\.$/);
        expect(doc?.ko, `${section}.${key}`).toMatch(/[가-힣][^\n]*[.]$/);
        for (const text of [doc?.en ?? "", doc?.ko ?? ""])
          expect((text.match(/`/g) ?? []).length % 2, `${section}.${key} closes its backticks`).toBe(0);
      }
    }
  });

  it("says nothing of a name that only the language's objects have", () => {
    expect(docOf("top", "constructor")).toBeNull();
  });
});
