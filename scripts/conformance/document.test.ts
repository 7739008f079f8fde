/** The published page, the rules and the kept result are one. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderDocument } from "./document.ts";
import { litellmVersion } from "./install-litellm.ts";
import { intended } from "./intended.ts";
import { omissions } from "./not-compared.ts";
import { documentFile, readResult } from "./result.ts";
import { suites } from "./suites.ts";

const result = readResult();

describe("docs/litellm-differences.md", () => {
  it("is what the rules and the last result give", () => {
    expect(readFileSync(documentFile, "utf8")).toBe(renderDocument(result, intended, omissions));
  });

  it("counts each rule, and every rule explains something", () => {
    expect(Object.keys(result.byRule).toSorted()).toEqual(intended.map(({ id }) => id).toSorted());
    expect(Object.entries(result.byRule).filter(([, cases]) => cases === 0)).toEqual([]);
  });
});

describe("the last result", () => {
  it("is of the cases as they stand, with the pinned LiteLLM, and leaves nothing unexplained", () => {
    const cases = suites.flatMap((suite) => suite.cases);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(result.cases).toBe(cases.length);
    expect(result.litellm).toBe(litellmVersion);
    expect(result.unexplained).toBe(0);
    expect(result.equal + result.intended).toBe(result.cases);
  });
});

describe("the rules", () => {
  it("have ids of their own, and none of them fits everything", () => {
    expect(new Set(intended.map(({ id }) => id)).size).toBe(intended.length);
    const boundless = intended.filter(
      ({ cases, fields, litellm, portico }) =>
        cases === undefined && litellm === undefined && portico === undefined && fields.test("status"),
    );
    expect(boundless).toEqual([]);
  });
});
