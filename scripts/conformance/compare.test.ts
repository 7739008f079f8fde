/** Differences are found, and only a rule that fits in every part explains one. */
import { describe, expect, it } from "vitest";
import { absent, compare, judge, type Rule } from "./compare.ts";

const facts = (entries: Record<string, string>): Map<string, string> => new Map(Object.entries(entries));

describe("compare", () => {
  it("names what differs and what one side alone has", () => {
    expect(compare(facts({ status: "200", a: "1", same: "x" }), facts({ status: "400", b: "2", same: "x" }))).toEqual([
      { field: "a", litellm: "1", portico: absent },
      { field: "b", litellm: absent, portico: "2" },
      { field: "status", litellm: "200", portico: "400" },
    ]);
  });
});

describe("judge", () => {
  const rule: Rule = {
    id: "r",
    cases: /^chat-/,
    fields: /^status$/,
    litellm: /^500$/,
    portico: /^401$/,
    reason: "because",
  };
  const status = (litellm: string, portico: string) => ({ field: "status", litellm, portico });

  it("calls a case without differences equal", () => {
    expect(judge("chat-a", [], [rule]).class).toBe("equal");
  });

  it("calls a case intended when each difference is explained, and says by what", () => {
    expect(judge("chat-a", [status("500", "401")], [rule])).toEqual({
      id: "chat-a",
      class: "intended",
      rules: ["r"],
      unexplained: [],
    });
  });

  it.each([
    ["another case", "key-a", status("500", "401")],
    ["another field", "chat-a", { field: "body", litellm: "500", portico: "401" }],
    ["another value of LiteLLM's", "chat-a", status("400", "401")],
    ["another value of ours", "chat-a", status("500", "200")],
  ])("leaves %s unexplained", (_what, id, difference) => {
    expect(judge(id, [difference], [rule])).toMatchObject({ class: "unexplained", unexplained: [difference] });
  });
});
