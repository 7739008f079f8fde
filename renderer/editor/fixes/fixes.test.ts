import { describe, expect, it } from "vitest";
import type { Finding, FindingCode } from "../../../gateway/contract/findings.ts";
import type { Fix } from "./fix.ts";
import { fixesFor } from "./fixes-for.ts";

/** A finding of the code at `|`. */
function fixes(code: FindingCode, marked: string, more: Partial<Finding> = {}): readonly Fix[] {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const lines = text.slice(0, offset).split("\n");
  const place = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  const finding: Finding = {
    code,
    severity: "warning",
    file: "config.yaml",
    ...place,
    endLine: place.line,
    endColumn: place.column + 1,
    path: "",
    message: "",
    hint: "",
    ...more,
  };
  return fixesFor(finding, text);
}

function applied(fix: Fix | undefined, marked: string): string {
  const text = marked.replace("|", "");
  if (fix?.act.kind !== "text") throw new Error("not a change of the text");
  return text.slice(0, fix.act.offset) + fix.act.text + text.slice(fix.act.offset + fix.act.length);
}

describe("a quick fix", () => {
  it("asks for the value of a variable that is not set, by its name in the file", () => {
    const marked = "model_list:\n  - litellm_params:\n      model: a/b\n      api_key: |os.environ/MY_KEY\n";
    expect(fixes("unset_variable", marked)).toEqual([
      { title: "set_variable", name: "MY_KEY", act: { kind: "variable", name: "MY_KEY" } },
    ]);
    expect(fixes("unset_variable", "a: |os.environ/not a name\n")).toEqual([]);
  });

  it("asks for the provider's own variable where no key is written", () => {
    const marked = "model_list:\n  - litellm_params:\n      model: |groq/llama\n";
    expect(fixes("missing_api_key", marked)[0]).toMatchObject({ name: "GROQ_API_KEY" });
  });

  it("writes the key that was meant, quotes and all, but never a second time", () => {
    const marked = 'router_settings:\n  |"num_retrys": 3\n';
    const suggestion = "num_retries";
    expect(applied(fixes("unknown_key", marked, { suggestion })[0], marked)).toBe(
      "router_settings:\n  num_retries: 3\n",
    );
    const both = "router_settings:\n  |num_retrys: 3\n  num_retries: 1\n";
    expect(fixes("unknown_key", both, { suggestion })).toEqual([]);
  });

  it("moves a misplaced key with its value, and not onto one that is there", () => {
    const marked = "general_settings:\n  |fallbacks: [{a: [b, 2]}]\n";
    expect(fixes("misplaced_key", marked, { suggestion: "litellm_settings.fallbacks" })[0]?.act).toEqual({
      kind: "edits",
      edits: [
        { op: "remove", path: ["general_settings", "fallbacks"] },
        { op: "set", path: ["litellm_settings", "fallbacks"], value: [{ a: ["b", 2] }] },
      ],
    });
    const there = "general_settings:\n  |set_verbose: true\nlitellm_settings: {set_verbose: false}\n";
    expect(fixes("misplaced_key", there, { suggestion: "litellm_settings.set_verbose" })).toEqual([]);
  });

  it("moves a key of a deployment into the model_info of the same entry", () => {
    const marked = "model_list:\n  - model_name: a\n  - litellm_params:\n      |mode: chat\n";
    expect(fixes("misplaced_key", marked, { suggestion: "model_info.mode" })[0]?.act).toMatchObject({
      edits: [{ op: "remove" }, { op: "set", path: ["model_list", 1, "model_info", "mode"], value: "chat" }],
    });
  });

  it("does not copy values that a copy would change: anchors, aliases, tags, blocks of text", () => {
    for (const value of ["&x 1", "*x", "!!str 1", "|\n    a\n"]) {
      const text = `general_settings:\n  fallbacks: ${value}\n`;
      const finding = { line: 2, column: 3, suggestion: "litellm_settings.fallbacks" };
      expect(fixes("misplaced_key", `|${text}`, finding), value).toEqual([]);
    }
  });

  it("creates the alias that a fallback names, takes the near one, or takes the name out", () => {
    const marked = "router_settings:\n  fallbacks: [{qwen: [|cluade, b]}]\n";
    const [meant, create, remove] = fixes("fallback_unknown_alias", marked, { suggestion: "claude" });
    expect(applied(meant, marked)).toBe("router_settings:\n  fallbacks: [{qwen: [claude, b]}]\n");
    expect(create).toMatchObject({
      name: "cluade",
      act: {
        edits: [{ op: "insert", path: ["model_list"], value: { model_name: "cluade" } }],
        select: "provider/model",
      },
    });
    expect(remove?.act).toMatchObject({
      edits: [{ op: "remove", path: ["router_settings", "fallbacks", 0, "qwen", 0] }],
    });
  });

  it("mends the group that falls back and the target of a group alias at their own places", () => {
    const group = "router_settings:\n  fallbacks:\n    - |qwn: [b]\n";
    expect(applied(fixes("fallback_unknown_alias", group, { suggestion: "qwen" })[0], group)).toContain("- qwen: [b]");
    const target = "router_settings:\n  model_group_alias:\n    new: |qwn\n";
    const path = "router_settings.model_group_alias.new";
    expect(applied(fixes("fallback_unknown_alias", target, { suggestion: "qwen", path })[0], target)).toContain(
      "new: qwen",
    );
  });

  it("moves a secret into the .env: known while it was only typed, asked for when the file shows a mask", () => {
    const typed = "model_list:\n  - litellm_params:\n      model: openai/x\n      api_key: |sk-1234567890abcdefghij\n";
    expect(fixes("literal_secret", typed)[0]).toMatchObject({
      name: "OPENAI_API_KEY",
      act: { kind: "secret", known: "sk-1234567890abcdefghij" },
    });
    expect(fixes("literal_secret", typed.replace("sk-1234567890abcdefghij", "•1••••"))[0]).toMatchObject({
      act: { kind: "secret", known: null },
    });
  });

  it("takes out the earlier of two equal keys with all that belongs to it, and nothing else", () => {
    const marked = "a:\n  x:\n    - 1\n    - 2 # c\n  y: 1\n  |x: 3\n";
    expect(applied(fixes("duplicate_key", marked)[0], marked)).toBe("a:\n  y: 1\n  x: 3\n");
    expect(fixes("duplicate_key", "- x: 1\n  |x: 2\n")).toEqual([]);
    expect(fixes("duplicate_key", "{x: 1, |x: 2}\n")).toEqual([]);
  });

  it("removes one of two equal deployments as a whole", () => {
    const marked = "model_list:\n  - model_name: a\n  - model_name: |a\n";
    expect(fixes("duplicate_deployment", marked)[0]?.act).toEqual({
      kind: "edits",
      edits: [{ op: "remove", path: ["model_list", 1] }],
    });
  });

  it("removes the one callback that is meant from a list of several", () => {
    const marked = "litellm_settings:\n  callbacks: |[otel, my.module]\n";
    expect(fixes("python_callback", marked, { message: "`my.module` is a Python object" })[0]?.act).toMatchObject({
      edits: [{ op: "remove", path: ["litellm_settings", "callbacks", 1] }],
    });
  });

  it("is not offered where the text no longer holds what was found", () => {
    expect(fixes("unset_variable", "|# all gone\n", { line: 40 })).toEqual([]);
  });
});
