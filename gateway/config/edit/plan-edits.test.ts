/** Each kind of edit on texts in the styles that people write, character for character. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ConfigEdit } from "../../contract/config-edit.ts";
import { styledConfigs } from "./__fixtures__/styled-configs.ts";
import { planEdits } from "./plan-edits.ts";
import { applySplices } from "./splices.ts";

function edited(text: string, ...edits: readonly ConfigEdit[]): string {
  return applySplices(text, planEdits(text, edits));
}

/** Lines that went (-) and came (+), in order. */
function changedLines(text: string, ...edits: readonly ConfigEdit[]): string[] {
  const [before, after] = [text.split("\n"), edited(text, ...edits).split("\n")];
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  const left = after.slice(head);
  const lines: string[] = [];
  for (const line of before.slice(head)) {
    const at = left.indexOf(line);
    if (at === -1 || line === "") lines.push(...(line === "" ? [] : [`-${line}`]));
    else
      lines.push(
        ...left
          .splice(0, at + 1)
          .slice(0, at)
          .filter((one) => one !== "")
          .map((one) => `+${one}`),
      );
  }
  return [...lines, ...left.filter((one) => one !== "").map((one) => `+${one}`)];
}

const seed = readFileSync(join(import.meta.dirname, "../../../resources/litellm-seed/config.yaml"), "utf8");
const set = (path: (string | number)[], value: Extract<ConfigEdit, { op: "set" }>["value"]): ConfigEdit => ({
  op: "set",
  path,
  value,
});

describe("a value that is set", () => {
  it.each<[string, string, ConfigEdit, string]>([
    ["keeps its trailing comment and double quotes", 'a: "x" # why\n', set(["a"], "y z"), 'a: "y z" # why\n'],
    ["keeps single quotes, doubled inside", "a: 'x'\n", set(["a"], "it's"), "a: 'it''s'\n"],
    ["loses its quotes as a number", 'a: "5"\n', set(["a"], 6), "a: 6\n"],
    ["gets quotes where it would be read otherwise", "a: x\nb: 'q'\n", set(["a"], "010"), "a: '010'\nb: 'q'\n"],
    ["keeps the file's word for true and false", "a: True\nb: yes\n", set(["b"], false), "a: True\nb: no\n"],
    ["keeps the anchor it carries", "a: &x 1 # c\n", set(["a"], 2), "a: &x 2 # c\n"],
    ["drops a tag that would change it", "a: !!str 5\n", set(["a"], 6), "a: 6\n"],
    ["goes where there was none", "a:   # c\nb: 1\n", set(["a"], "x"), "a: x   # c\nb: 1\n"],
    ["over several lines becomes one", 'a: "x\n  y" # c\nb: 1\n', set(["a"], 2), "a: 2 # c\nb: 1\n"],
    ["stays block text", "a: |  # c\n  one\nb: 1\n", set(["a"], "x\ny\n"), "a: |  # c\n  x\n  y\nb: 1\n"],
    ["takes block text's place", "a: |-\n  one\n  two\nb: 1\n", set(["a"], "x"), "a: x\nb: 1\n"],
    ["becomes a map", "a: 1 # c\nb: 1\n", set(["a"], { x: 1, k: [1] }), "a: # c\n  x: 1\n  k: [1]\nb: 1\n"],
    ["takes a map's place", "a: # c\n  x: 1\n  # gone\n  y: 2\nb: 1\n", set(["a"], 5), "a: 5 # c\nb: 1\n"],
    [
      "beside a dash becomes a map",
      "a:\n- 1\n- 2 # c\n",
      set(["a", 0], { x: 1, k: 2 }),
      "a:\n- x: 1\n  k: 2\n- 2 # c\n",
    ],
    ["beside a dash with a comment, too", "a:\n- 2 # c\n", set(["a", 0], { x: 1 }), "a:\n- # c\n  x: 1\n"],
    ["inside braces", "a: {b: 1, c: 2} # c\n", set(["a", "b"], "x, y"), 'a: {b: "x, y", c: 2} # c\n'],
    [
      "changes only what differs",
      "a:\n  x: 1 # one\n  y: [1, 2, 3]\n",
      set(["a"], { x: 1, y: [1, 3], z: 0 }),
      "a:\n  x: 1 # one\n  y: [1, 3]\n  z: 0\n",
    ],
    ["beside a doubled key goes to the last one", "a: 1\na: 2\n", set(["a"], 3), "a: 1\na: 3\n"],
    ["in Windows lines", "a:\r\n  b: 1\r\n", set(["a", "c"], { d: 1 }), "a:\r\n  b: 1\r\n  c:\r\n    d: 1\r\n"],
    ["after a byte order mark", "\uFEFFa: 1\n", set(["b"], 2), "\uFEFFa: 1\n\nb: 2\n"],
    ["without a last line end", "a:\n  b: 1", set(["a", "c"], 2), "a:\n  b: 1\n  c: 2"],
    ["is made with its maps", "a: 1\n", set(["x", "k", "z"], [1, "b"]), "a: 1\n\nx:\n  k:\n    z: [1, b]\n"],
    ["begins an empty file", "# nothing yet\n", set(["a", "b"], true), "# nothing yet\na:\n  b: true\n"],
    ["goes into empty braces", "a: {}\n", set(["a", "b"], 1), "a: {b: 1}\n"],
    [
      "hides what a merge brings",
      "a: &a {x: 1}\nb:\n  <<: *a\n",
      set(["b", "x"], 2),
      "a: &a {x: 1}\nb:\n  <<: *a\n  x: 2\n",
    ],
    [
      "takes an alias' place",
      "a: &a {x: 1}\nb: *a # c\n",
      set(["b"], { x: 1, k: 2 }),
      "a: &a {x: 1}\nb: {x: 1, k: 2} # c\n",
    ],
  ])("%s", (_title, text, edit, wanted) => {
    expect(edited(text, edit)).toBe(wanted);
  });

  it("is no change when it is there already, however it is written", () => {
    expect(planEdits("a: 0x10\nb: [x, 'y']\n", [set(["a"], 16), set(["b"], ["x", "y"])])).toEqual([]);
  });

  it("follows the neighbours: indent, dashes, quotes, flow", () => {
    const text = styledConfigs["single quotes and flush dashes"] ?? "";
    expect(
      changedLines(text, {
        op: "insert",
        path: ["model_list"],
        value: { model_name: "new", litellm_params: { model: "x/y", rpm: 1, tags: ["a"] } },
      }),
    ).toEqual([
      "+- 'model_name': 'new'",
      "+  'litellm_params':",
      "+    'model': 'x/y'",
      "+    'rpm': 1",
      "+    'tags':",
      "+    - 'a'",
    ]);
  });
});

describe("what is removed", () => {
  const remove = (...path: (string | number)[]): ConfigEdit => ({ op: "remove", path });
  it.each<[string, string, ConfigEdit, string]>([
    [
      "takes its own comments with it",
      "a: 1\n\n# far\n\n# of b\nb: 2 # b\n# of c\nc: 3\n",
      remove("b"),
      "a: 1\n\n# far\n\n# of c\nc: 3\n",
    ],
    [
      "takes its deeper comments with it",
      "l:\n  - a: 1\n    # b: 2\n  # next\n  - c\n",
      remove("l", 0),
      "l:\n  # next\n  - c\n",
    ],
    ["leaves no doubled blank line", "l:\n  - a\n\n  - b\n\n  - c\n", remove("l", 1), "l:\n  - a\n\n  - c\n"],
    ["leaves an empty list", "l: # c\n  - a\n# far\nb: 1\n", remove("l", 0), "l: [] # c\n# far\nb: 1\n"],
    ["leaves an empty map", "l:\n  a: 1\nb: 1\n", remove("l", "a"), "l: {}\nb: 1\n"],
    ["leaves a map beside its dash", "l:\n  - a: 1\n  - b\n", remove("l", 0, "a"), "l:\n  - {}\n  - b\n"],
    ["lets the next key up to the dash", "l:\n- a: 1\n  b: 2 # c\n", remove("l", 0, "a"), "l:\n- b: 2 # c\n"],
    [
      "keeps a comment between it and the next key",
      "l:\n- a: 1\n  # of b\n  b: 2\n",
      remove("l", 0, "a"),
      "l:\n-\n  # of b\n  b: 2\n",
    ],
    ["between brackets takes its comma", "l: [a, b, c]\n", remove("l", 1), "l: [a, c]\n"],
    ["at the end of brackets, too", "l: {a: 1, b: 2}\n", remove("l", "b"), "l: {a: 1}\n"],
    ["alone between brackets", "l: [ a ] # c\n", remove("l", 0), "l: [] # c\n"],
    ["between brackets on its own line", "l: [\n  a, # of a\n  b # of b\n]\n", remove("l", 1), "l: [\n  a # of a\n]\n"],
    ["at the end without a line end", "a: 1\nb: 2", remove("b"), "a: 1"],
    ["is every one of a doubled key", "a: 1\nb: 2\na: 3\n", remove("a"), "b: 2\n"],
    ["last leaves comments only", "# head\n\na: 1\n", remove("a"), "# head\n"],
    ["and was not there", "a: 1\n", remove("b", 3, "c"), "a: 1\n"],
  ])("%s", (_title, text, edit, wanted) => {
    expect(edited(text, edit)).toBe(wanted);
  });
});

describe("items of a list", () => {
  it("move with their comments, on blank-spaced lists too", () => {
    const text = "l:\n  # of a\n  - a # a\n\n  # of b\n  - b\n\n  - c\n";
    const move = (from: number, to: number): string => edited(text, { op: "move", path: ["l"], from, to });
    expect(move(0, 2)).toBe("l:\n  # of b\n  - b\n\n  - c\n\n  # of a\n  - a # a\n");
    expect(move(2, 0)).toBe("l:\n  - c\n\n  # of a\n  - a # a\n\n  # of b\n  - b\n");
    expect(move(1, 2)).toBe("l:\n  # of a\n  - a # a\n\n  - c\n\n  # of b\n  - b\n");
    expect(edited("l: [a, b, c]\n", { op: "move", path: ["l"], from: 0, to: 2 })).toBe("l: [b, c, a]\n");
    expect(edited("l:\n- a\n- b", { op: "move", path: ["l"], from: 1, to: 0 })).toBe("l:\n- b\n- a");
  });

  it("are put in before, between and behind", () => {
    const insert = (text: string, index: number | undefined, value: string): string =>
      edited(text, { op: "insert", path: ["l"], value, ...(index === undefined ? {} : { index }) });
    expect(insert("l:\n  # of a\n  - a\n", 0, "x")).toBe("l:\n  - x\n  # of a\n  - a\n");
    expect(insert("l:\n  - a # a\n    # deep\n# far\n", undefined, "x")).toBe(
      "l:\n  - a # a\n    # deep\n  - x\n# far\n",
    );
    expect(insert("l: ['a', 'b']\n", 1, "x")).toBe("l: ['a', 'x', 'b']\n");
    expect(insert("l: [\n  a,\n  b\n]\n", undefined, "x")).toBe("l: [\n  a,\n  b,\n  x\n]\n");
    expect(insert("l: []\n", undefined, "x")).toBe("l: [x]\n");
    expect(insert("k: 1\n", undefined, "x")).toBe("k: 1\n\nl: [x]\n");
    expect(insert("l:\n- - a\n", 0, "x")).toBe("l:\n- x\n- - a\n");
  });
});

describe("an alias", () => {
  const both = styledConfigs["fallbacks as blocks in both sections"] ?? "";

  it("is renamed wherever the file names it, and nowhere else", () => {
    expect(changedLines(both, { op: "rename_alias", from: "primary", to: "main: one", keepOldName: false })).toEqual([
      "-    - primary: [backup, last-resort]   # in this order",
      '+    - "main: one": [backup, last-resort]   # in this order',
      "-        - primary   # round again",
      "-    - multi: [primary]",
      '+        - "main: one"   # round again',
      '+    - multi: ["main: one"]',
      "-  - primary:",
      '+  - "main: one":',
      "-    old-primary: primary",
      '+    old-primary: "main: one"',
      "-    primary:",
      '+    "main: one":',
      "-    completion_model: primary",
      '+    completion_model: "main: one"',
      "-  continue_streams: [\"primary\", 'backup']",
      "+  continue_streams: [\"main: one\", 'backup']",
      "-    - primary",
      '+    - "main: one"',
      "-- model_name: primary",
      '+- model_name: "main: one"',
      '-- model_name: "primary"',
      '+- model_name: "main: one"',
    ]);
  });

  const everywhere = `model_list:
  - {model_name: a, litellm_params: {model: openai/a}}
  - {model_name: b, litellm_params: {model: a}}
router_settings:
  fallbacks: [{b: [{model: a, temperature: 0}, b]}, {a: a}]
  caching_groups: [[a, b]]
  model_group_alias: {x: a, k: {model: a, hidden: true}, z: b}
  model_group_retry_policy: {a: {TimeoutErrorRetries: 1}}
litellm_settings:
  context_window_fallbacks: [{"a": ["b"]}]
  content_policy_fallbacks: [{b: [a]}]
  default_fallbacks: [a]
  default_internal_user_params: {models: [a, b], user_role: a}
general_settings: {completion_model: a, embedding_model: b, moderation_model: a, master_key: a}
portico: {continue_streams: [a], response_model: a}
`;

  it("is found in every place that names aliases, and only there", () => {
    const renamed = edited(everywhere, { op: "rename_alias", from: "a", to: "m", keepOldName: false });
    expect(renamed).toBe(
      everywhere
        .replace("model_name: a", "model_name: m")
        .replace("[{b: [{model: a, temperature: 0}, b]}, {a: a}]", "[{b: [{model: m, temperature: 0}, b]}, {m: m}]")
        .replace("[[a, b]]", "[[m, b]]")
        .replace("{x: a, k: {model: a,", "{x: m, k: {model: m,")
        .replace("{a: {Timeout", "{m: {Timeout")
        .replace('[{"a": ["b"]}]', '[{"m": ["b"]}]')
        .replace("[{b: [a]}]", "[{b: [m]}]")
        .replace("fallbacks: [a]", "fallbacks: [m]")
        .replace("models: [a, b]", "models: [m, b]")
        .replace("completion_model: a", "completion_model: m")
        .replace("moderation_model: a", "moderation_model: m")
        .replace("streams: [a]", "streams: [m]"),
    );
    expect(edited(everywhere, { op: "remove_alias", alias: "a" })).toBe(`model_list:
  - {model_name: b, litellm_params: {model: a}}
router_settings:
  fallbacks: [{b: [b]}]
  caching_groups: [[b]]
  model_group_alias: {z: b}
  model_group_retry_policy: {}
litellm_settings:
  context_window_fallbacks: []
  content_policy_fallbacks: []
  default_fallbacks: []
  default_internal_user_params: {models: [b], user_role: a}
general_settings: {embedding_model: b, master_key: a}
portico: {continue_streams: [], response_model: a}
`);
  });

  it("is renamed where only its mentions stand, its entries being in another file", () => {
    const text = "router_settings:\n  fallbacks: [{a: [b]}]\n";
    expect(edited(text, { op: "rename_alias", from: "b", to: "c", keepOldName: true })).toBe(
      "router_settings:\n  fallbacks: [{a: [c]}]\n  model_group_alias:\n    b: c\n",
    );
  });

  it("leaves its old name where that is wanted", () => {
    expect(changedLines(seed, { op: "rename_alias", from: "gpt-4", to: "gpt-5", keepOldName: true })).toEqual([
      "-  - model_name: gpt-4",
      "+  - model_name: gpt-5",
      "+router_settings:",
      "+  model_group_alias:",
      "+    gpt-4: gpt-5",
    ]);
  });

  it("goes with every mention of it, and no group is left without a target", () => {
    const text = edited(both, { op: "remove_alias", alias: "backup" });
    expect(text).not.toMatch(/\bbackup\b/);
    expect(text).toContain(
      "    - primary: [last-resort]   # in this order\n    # a detached remark\n\n    - multi: [primary]\n",
    );
    expect(text).toContain(
      "  model_group_alias:\n    old-primary: primary\n  model_group_retry_policy:\n    primary:\n",
    );
    expect(text).toContain('continue_streams: ["primary"]');
  });

  it("is copied with its comments, but without an id or anchors", () => {
    const text =
      "model_list:\n- &a # mine\n  model_name: a\n  litellm_params: &p {model: x}\n  model_info: {id: one, mode: chat}\n# of b\n- model_name: b\n  litellm_params: *p\n";
    expect(edited(text, { op: "duplicate_alias", from: "a", to: "c" })).toBe(
      text.replace(
        "# of b\n",
        "- # mine\n  model_name: c\n  litellm_params: {model: x}\n  model_info: {mode: chat}\n# of b\n",
      ),
    );
  });

  it("gives a canary its share, and the others the rest as before", () => {
    expect(
      changedLines(both, { op: "canary", alias: "primary", percent: 10, litellmParams: { model: "openai/gpt-5" } }),
    ).toEqual([
      "-  litellm_params: {model: openai/gpt-4o, api_key: os.environ/OPENAI_API_KEY, weight: 3}",
      "+  litellm_params: {model: openai/gpt-4o, api_key: os.environ/OPENAI_API_KEY, weight: 68}",
      "-    weight: 1",
      "+    weight: 22",
      "+- model_name: primary",
      "+  litellm_params:",
      "+    model: openai/gpt-5",
      "+    weight: 10",
    ]);
  });

  it("gets fallbacks where the file keeps them, in the style of the others", () => {
    const docs = styledConfigs["load balancing as in the documentation"] ?? "";
    const give = (alias: string, ...groups: string[]): ConfigEdit => ({
      op: "set_fallbacks",
      alias,
      kind: "fallbacks",
      groups,
    });
    expect(changedLines(docs, give("gpt-3.5-turbo", "zephyr-beta"))).toEqual([
      '-  fallbacks: [{"zephyr-beta": ["gpt-3.5-turbo"]}]',
      '+  fallbacks: [{"zephyr-beta": ["gpt-3.5-turbo"]}, {"gpt-3.5-turbo": ["zephyr-beta"]}]',
    ]);
    expect(changedLines(docs, give("zephyr-beta"))).toEqual([
      '-  fallbacks: [{"zephyr-beta": ["gpt-3.5-turbo"]}]',
      "+  fallbacks: []",
    ]);
    expect(changedLines(both, give("last-resort", "primary"), give("primary", "last-resort"))).toEqual([
      "-    - primary: [backup, last-resort]   # in this order",
      "+    - primary: [last-resort]   # in this order",
      "+    - last-resort: [primary]",
    ]);
    expect(edited("model_list: []\n", give("a", "b"))).toBe(
      "model_list: []\n\nrouter_settings:\n  fallbacks:\n    - a: [b]\n",
    );
  });
});

describe("several edits", () => {
  it("are each made on the text that the former left, and answered against the first", () => {
    const splices = planEdits("a: 1\nb: 2\nc: 3\n", [
      set(["b"], 20),
      { op: "rename_key", path: ["b"], key: "bb" },
      { op: "remove", path: ["a"] },
      set(["bb"], 21),
    ]);
    expect(splices).toEqual([
      { offset: 0, length: 5, text: "" },
      { offset: 6, length: 0, text: "b" },
      { offset: 9, length: 0, text: "1" },
    ]);
  });
});

describe("an edit that cannot be made", () => {
  const shared =
    "x: &x\n  rpm: 1\nmodel_list:\n  - model_name: a\n    litellm_params: *x\n  - model_name: b\n    litellm_params: {<<: *x, tpm: 2}\n";
  it.each<[string, string, ConfigEdit, RegExp]>([
    ["inside an anchor that is used elsewhere", shared, set(["x", "rpm"], 2), /^Line 2: .*&x.* used in line 5/],
    ["through an alias", shared, set(["model_list", 0, "litellm_params", "rpm"], 2), /^Line 2: .*&x/],
    ["an anchor that is needed", shared, { op: "remove", path: ["x"] }, /^Line 2: .*&x/],
    [
      "what a merge key brings",
      shared,
      { op: "remove", path: ["model_list", 1, "litellm_params", "rpm"] },
      /^Line 7: .*merge key/,
    ],
    ["a text that cannot be read", "a: 1\nb: [1\nc: 2\n", set(["a"], 2), /^Line [23]: The file cannot be read/],
    ["two documents", "a: 1\n---\nb: 2\n", set(["a"], 2), /^Line 2: .*second YAML document/],
    ["a list at the top", "- a\n", set(["a"], 2), /map of sections/],
    ["below a single value", "a:\n  b: 1\n", set(["a", "b", "c"], 2), /^Line 2: `b` is a single value/],
    ["beyond the end of a list", "a:\n- 1\n", set(["a", 5], 2), /^Line 1: The list has only 1 items/],
    ["an item where there is no list", "a: {}\n", set(["b", 0], 2), /no list/],
    ["a key of a list", "a:\n- 1\n", set(["a", "x"], 2), /This is a list/],
    [
      "a name that stands there",
      "a: 1\nb: 2\n",
      { op: "rename_key", path: ["a"], key: "b" },
      /^Line 2: There is a key `b`/,
    ],
    ["a key that is not there", "a: 1\n", { op: "rename_key", path: ["b"], key: "c" }, /no key `b`/],
    ["a key of the language itself", "a: 1\n", set(["a", "__proto__", "x"], 1), /single value|not allowed/],
    [
      "an alias that is not there",
      "model_list: []\n",
      { op: "canary", alias: "a", percent: 5, litellmParams: {} },
      /^Line 1: There is no alias `a`/,
    ],
    [
      "a name that is taken",
      seed,
      { op: "rename_alias", from: "gpt-4", to: "qwen-235b", keepOldName: false },
      /^Line 2: There is an alias `qwen-235b` already/,
    ],
    [
      "weights from the environment",
      "model_list: [{model_name: a, litellm_params: {weight: os.environ/W}}]\n",
      { op: "canary", alias: "a", percent: 5, litellmParams: {} },
      /no weight/,
    ],
  ])("is refused with its line: %s", (_title, text, edit, wanted) => {
    expect(() => planEdits(text, [edit])).toThrow(
      expect.objectContaining({ code: "config_edit_refused", status: 422 }),
    );
    expect(() => planEdits(text, [edit])).toThrow(wanted);
  });

  it("never repeats a value, which may be a secret", () => {
    const text = "a: &k sk-very-secret\nb: *k\nc: {d: sk-very-secret}\n";
    for (const edit of [
      set(["a"], "sk-other-secret"),
      set(["c", "d", "e"], "sk-other-secret"),
      { op: "remove", path: ["a"] } satisfies ConfigEdit,
    ])
      expect(() => planEdits(text, [edit])).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining("secret") as string }),
      );
  });
});
