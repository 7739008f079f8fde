/**
 * Thousands of random edits over real and hand-styled files: only what was meant changes, and it means what was meant.
 *
 * The expected value comes from an oracle of the test's own, not from the planner's.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument, type Document } from "yaml";
import type { ConfigEdit, Splice } from "../../contract/config-edit.ts";
import { GatewayError } from "../../contract/errors.ts";
import type { Finding } from "../../contract/findings.ts";
import { pyyamlTags } from "../pyyaml-tags.ts";
import { readYaml } from "../yaml-source.ts";
import { allowed, checkAliases, commentsIn, expected, keepsComments } from "./__fixtures__/edit-oracle.ts";
import { editOf, recipe, type Recipe } from "./__fixtures__/random-edit.ts";
import { styledConfigs } from "./__fixtures__/styled-configs.ts";
import { EditRefusal } from "./edit-refusal.ts";
import { planEdits } from "./plan-edits.ts";
import { planWhole } from "./plan-whole.ts";
import { applySplices } from "./splices.ts";
import { YamlText } from "./yaml-text.ts";

const runs = 10_000;
const home = join(import.meta.dirname, "../../..");
const files: Readonly<Record<string, string>> = {
  "the seed": readFileSync(join(home, "resources/litellm-seed/config.yaml"), "utf8"),
  "the default": readFileSync(join(home, "resources/default-config.yaml"), "utf8"),
  ...styledConfigs,
};

/** How often, and how a file is written down. */
const variants: readonly (readonly [number, (text: string) => string])[] = [
  [6, (text) => text],
  [2, (text) => text.replaceAll("\n", "\r\n")],
  [2, (text) => text.replace(/\n+$/, "")],
  [1, (text) => `${text}\n\n`],
  [1, (text) => `\uFEFF${text}`],
  [1, (text) => `\uFEFF${text.replaceAll("\n", "\r\n").replace(/[\r\n]+$/, "")}`],
];

const trial = fc.record({
  file: fc.constantFrom(...Object.keys(files)),
  variant: fc.oneof(...variants.map(([weight], index) => ({ weight, arbitrary: fc.constant(index) }))),
  recipe,
});
interface Trial {
  readonly file: string;
  readonly variant: number;
  readonly recipe: Recipe;
}

interface Subject {
  /** Null where the text begins with a byte order mark, which planEdits takes off. */
  readonly yaml: YamlText | null;
  readonly text: string;
  readonly root: Record<string, unknown>;
  readonly document: Document;
  readonly comments: readonly string[];
}

const subjects = new Map<string, Subject>();

function subjectOf({ file, variant }: Trial): Subject {
  const text = variants[variant]?.[1](files[file] ?? "") ?? "";
  const known = subjects.get(text);
  if (known !== undefined) return known;
  const subject = {
    yaml: text.startsWith("\uFEFF") ? null : new YamlText(text),
    text,
    root: readYaml("", text).root ?? {},
    document: parseDocument(text, { version: "1.1", customTags: pyyamlTags, uniqueKeys: false }),
    comments: commentsIn(text),
  };
  subjects.set(text, subject);
  return subject;
}

class Tally {
  planned = 0;
  empty = 0;
  readonly refused = new Map<string, number>();

  refuse(message: string): void {
    const reason = message.replace(/^Line \d+: /, "").replaceAll(/`[^`]*`|&\S+|line \d+|\d+/g, "…");
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
  }

  get refusals(): number {
    return [...this.refused.values()].reduce((sum, one) => sum + one, 0);
  }

  print(): void {
    const reasons = [...this.refused]
      .toSorted((one, other) => other[1] - one[1])
      .map(([why, count]) => `${count} × ${why}`);
    process.stdout.write(
      `random edits: ${this.planned} planned (${this.empty} without a change), ${this.refusals} refused\n  ${reasons.join("\n  ")}\n`,
    );
  }
}

/** The slow comparison only where it has something to show. */
function expectSame(actual: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(actual, wanted)) expect(actual).toEqual(wanted);
}

type Outcome = { readonly splices: readonly Splice[]; readonly after: YamlText | null } | { readonly refused: string };

function planned(subject: Subject, edit: ConfigEdit): Outcome {
  try {
    // The same text is not parsed a hundred times.
    if (subject.yaml !== null) return planWhole(subject.yaml, edit);
    return { splices: planEdits(subject.text, [edit]), after: null };
  } catch (failure) {
    const isRefusal =
      failure instanceof EditRefusal || (failure instanceof GatewayError && failure.code === "config_edit_refused");
    if (!isRefusal) throw failure;
    return { refused: failure.message };
  }
}

function check(one: Trial, tally: Tally): void {
  const subject = subjectOf(one);
  const edit = editOf(one.recipe, subject.root);
  if (edit === null) return;
  const outcome = planned(subject, edit);
  if ("refused" in outcome) {
    tally.refuse(outcome.refused);
    return;
  }
  tally.planned++;
  if (outcome.splices.length === 0) tally.empty++;
  const result = applySplices(subject.text, outcome.splices);
  // What the planner has read of the very same text is not read again.
  const meaning = outcome.after?.text === result ? outcome.after.meaning : readYaml("", result);
  expectSame(meaning.findings.filter(isError), []);
  if ("path" in edit) expectSame(meaning.root ?? {}, plain(expected(subject.root, edit)));
  else checkAliases(subject.root, meaning.root ?? {}, edit);
  checkSurroundings(subject, edit, outcome.splices, result);
}

function checkSurroundings(subject: Subject, edit: ConfigEdit, splices: readonly Splice[], result: string): void {
  const { text, document } = subject;
  if (keepsComments(edit, subject.root)) {
    const left = new Set(commentsIn(result));
    expectSame(
      subject.comments.filter((comment) => !left.has(comment)),
      [],
    );
  }
  if ("path" in edit && edit.op !== "move") {
    const [before, to] = allowed(document, text.length, edit.path);
    const from = text.slice(0, before).trimEnd().length;
    expectSame(
      splices.filter(({ offset, length }) => offset < from || offset + length > to),
      [],
    );
  }
  if (text.includes("\r\n")) expect(/(?<!\r)\n/.test(result)).toBe(false);
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}

/** -0 is 0 in a config. */
function plain(one: unknown): unknown {
  return JSON.parse(JSON.stringify(one), (_key, item: unknown) => item) as unknown;
}

describe("random edits over files in every style", () => {
  it("change what was meant, keep everything else, and mean what was meant", { timeout: 120_000 }, () => {
    const tally = new Tally();
    fc.assert(
      fc.property(trial, (one) => check(one, tally)),
      { numRuns: runs, seed: 20_261_124 },
    );
    tally.print();
    expect(tally.planned).toBeGreaterThan(runs * 0.8);
  });
});
