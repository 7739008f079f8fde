/** A file of ten thousand aliases: edits in a part of it mean the same as in the whole, and take no time. */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConfigEdit, ConfigPath } from "../../contract/config-edit.ts";
import { readYaml } from "../yaml-source.ts";
import { intendedValue } from "./intended-value.ts";
import { planEdits } from "./plan-edits.ts";
import { planWhole } from "./plan-whole.ts";
import { applySplices } from "./splices.ts";
import { planInWindow } from "./window.ts";
import { YamlText } from "./yaml-text.ts";

/** Entries in several styles; some are not ordinary. */
function entry(index: number, eol: string, oddEvery: number): string {
  const name = `alias-${index}`;
  const lines = [
    [
      `  - model_name: ${name}`,
      "    litellm_params:",
      `      model: openrouter/vendor/model-${index} # ${index}`,
      "      api_key: os.environ/OPENROUTER_API_KEY",
      `      rpm: ${index}`,
    ],
    [
      `  # about ${index}`,
      `  - model_name: "${name}"`,
      `    litellm_params: {model: "ollama/m:${index}b", weight: 2}`,
      "    model_info:",
      "      mode: chat",
      "",
    ],
    [
      `  - litellm_params:`,
      "      model: openai/x",
      "      tags:",
      "        - free",
      "        - local",
      `    model_name: '${name}'`,
    ],
  ];
  const odd = [
    `  - model_name: ${name}`,
    "    litellm_params:",
    "      model: openai/x",
    "      mock_response: |",
    "        two",
    "        lines",
  ];
  return (index % oddEvery === 8 ? odd : (lines[index % 3] ?? odd)).join(eol) + eol;
}

function config(aliases: number, eol = "\n", oddEvery = 9): string {
  const numbers = [...Array(aliases).keys()];
  return [
    `# many${eol}model_list:${eol}`,
    ...numbers.map((index) => entry(index, eol, oddEvery)),
    `router_settings:${eol}  num_retries: 2${eol}  fallbacks:${eol}`,
    ...numbers
      .slice(0, aliases / 2)
      .map((index) => `    - alias-${index}: [alias-${index + 1}, "alias-${index + 2}"]${eol}`),
    `general_settings:${eol}  master_key: os.environ/LITELLM_MASTER_KEY${eol}`,
  ].join("");
}

const spot = fc.record({ op: fc.nat({ max: 10 }), at: fc.nat(), to: fc.nat() });

function editAt({ op, at, to }: { op: number; at: number; to: number }, aliases: number): ConfigEdit {
  const index = at % aliases;
  const path: ConfigPath = ["model_list"];
  const alias = `alias-${index}`;
  const value = { model_name: "new", litellm_params: { model: "openai/new", tags: ["a"] } };
  const edits: ConfigEdit[] = [
    { op: "set", path: ["model_list", index, "litellm_params", "tpm"], value: to },
    { op: "set", path: ["router_settings", "timeout"], value: to },
    { op: "remove", path: ["model_list", index] },
    { op: "insert", path, index: to % (aliases + 1), value },
    { op: "insert", path, value },
    { op: "move", path, from: index, to: to % aliases },
    { op: "rename_alias", from: alias, to: "renamed", keepOldName: to % 2 === 0 },
    { op: "remove_alias", alias },
    { op: "duplicate_alias", from: alias, to: "copied" },
    { op: "canary", alias, percent: (to % 99) + 1, litellmParams: { model: "openai/canary" } },
    { op: "set_fallbacks", alias, kind: "fallbacks", groups: to % 3 === 0 ? [] : ["alias-1"] },
  ];
  return edits[op] ?? { op: "remove", path: ["router_settings", "fallbacks", index % 64] };
}

describe("an edit of a long file", () => {
  it("in a part of it means what it means in the whole", { timeout: 60_000 }, () => {
    const aliases = 150;
    const texts = [config(aliases), config(aliases, "\r\n")];
    const roots = texts.map((text) => readYaml("", text).root ?? {});
    let inWindow = 0;
    fc.assert(
      fc.property(spot, fc.nat({ max: 1 }), (one, which) => {
        const [text = "", root = {}] = [texts[which], roots[which]];
        const edit = editAt(one, aliases);
        const splices = planInWindow(text, edit, 0);
        if (splices === null) return;
        inWindow++;
        const after = readYaml("", applySplices(text, splices));
        expect(after.findings).toEqual([]);
        expect(isDeepStrictEqual(after.root, intendedValue(root, edit))).toBe(true);
      }),
      { numRuns: 80, seed: 7 },
    );
    expect(inWindow).toBeGreaterThan(70);
  });

  it("takes the whole where a part would not be certain", () => {
    const text = config(200);
    const none = (edit: ConfigEdit, of = text): void => expect(planInWindow(of, edit, 0)).toBeNull();
    none({ op: "remove", path: ["model_list"] });
    none({ op: "insert", path: ["model_list"], index: 201, value: "x" });
    none({ op: "remove_alias", alias: "12" });
    none({ op: "remove_alias", alias: "alias-3" }, text.replaceAll("model_name: ", "model_name: &a "));
    none({ op: "set", path: ["a"], value: 1 }, text.replaceAll("\n", "\r"));
    none({ op: "set", path: ["a"], value: 1 }, "a: 2\n");
  });

  it("says what is wrong at the line of the whole", () => {
    const text = config(10_000, "\n", 500);
    const line = text.slice(0, text.indexOf("alias-9000\n")).split("\n").length;
    expect(() =>
      planEdits(text, [{ op: "rename_key", path: ["model_list", 9000, "model_name"], key: "litellm_params" }]),
    ).toThrow(`Line ${line + 1}: There is a key`);
  });

  it("of ten thousand aliases takes less than 100 ms", { timeout: 120_000 }, () => {
    const text = config(10_000, "\n", 500);
    const edits = [...Array(11).keys()].map((op) => editAt({ op, at: 4999, to: 7 }, 10_000));
    for (const edit of edits) planEdits(text, [edit]);
    const times = edits.map((edit) => {
      const before = process.cpuUsage();
      planEdits(text, [edit]);
      return process.cpuUsage(before).user / 1000;
    });
    const began = process.cpuUsage();
    const edit = edits[0];
    if (edit !== undefined) planWhole(new YamlText(text), edit);
    const whole = process.cpuUsage(began).user / 1000;
    const shown = times.map((time) => time.toFixed(0)).join(" ");
    process.stdout.write(
      `${(text.length / 1e6).toFixed(2)} MB, 10,000 aliases: ms of CPU per edit ${shown}; with the whole parsed ${whole.toFixed(0)}\n`,
    );
    // Half of them: a machine that does ten things at once is no measure.
    expect(times.toSorted((one, other) => one - other)[5]).toBeLessThan(100);
  });
});
