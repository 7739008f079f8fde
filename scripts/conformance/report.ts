/** The run for a person: a table by group, what is unexplained by kind, and the rules that explained nothing. */
import { isParting, type Difference, type Rule } from "./compare.ts";
import { litellmVersion } from "./install-litellm.ts";
import type { Result } from "./result.ts";
import type { CaseResult } from "./run-suite.ts";

export interface Summary {
  readonly cases: number;
  readonly equal: number;
  readonly intended: number;
  readonly unexplained: number;
  /** Rule id to the number of cases it explains something in. */
  readonly byRule: Readonly<Record<string, number>>;
}

export function summariseRun(results: readonly CaseResult[], rules: readonly Rule[]): Summary {
  const count = (name: CaseResult["class"]): number => results.filter((result) => result.class === name).length;
  const byRule = Object.fromEntries(
    rules.map(({ id }) => [id, results.filter((result) => result.rules.includes(id)).length]),
  );
  return {
    cases: results.length,
    equal: count("equal"),
    intended: count("intended"),
    unexplained: count("unexplained"),
    byRule,
  };
}

/** @param today  ISO day */
export function toResult(
  results: readonly CaseResult[],
  summary: Summary,
  today = new Date().toISOString().slice(0, 10),
): Result {
  const groups = [...Map.groupBy(results, groupOf)].map(([name, list]) => {
    const count = (kind: CaseResult["class"]): number => list.filter((result) => result.class === kind).length;
    return [name, { cases: list.length, equal: count("equal"), intended: count("intended") }] as const;
  });
  return { litellm: litellmVersion, date: today, ...summary, byGroup: Object.fromEntries(groups) };
}

function groupOf({ id }: CaseResult): string {
  return id.split("-", 1)[0] ?? "";
}

export function printReport(results: readonly CaseResult[], summary: Summary, shown: number): void {
  const groups = Map.groupBy(results, groupOf);
  const line = (name: string, list: readonly CaseResult[]): string => {
    const of = (kind: CaseResult["class"]): string =>
      String(list.filter((result) => result.class === kind).length).padStart(12);
    return `${name.padEnd(16)}${String(list.length).padStart(7)}${of("equal")}${of("intended")}${of("unexplained")}`;
  };
  const rows = [...groups].map(([name, list]) => line(name, list));
  const head = `${"group".padEnd(16)}${"cases".padStart(7)}${"equal".padStart(12)}${"intended".padStart(12)}${"unexplained".padStart(12)}`;
  process.stdout.write(`\n${[head, ...rows, line("all", results)].join("\n")}\n`);
  printUnexplained(results, shown);
  const idle = Object.entries(summary.byRule).filter(([, cases]) => cases === 0);
  if (idle.length > 0) process.stdout.write(`\nRules that explain nothing: ${idle.map(([id]) => id).join(", ")}\n`);
}

/** The same difference in many cases is one line. */
function printUnexplained(results: readonly CaseResult[], shown: number): void {
  const kinds = new Map<string, string[]>();
  for (const { id, unexplained } of results) {
    for (const { field, litellm, portico } of firstOf(unexplained)) {
      const key = `${field.replaceAll(/\[[^\]]*\]/g, "[]")}: ${cut(litellm)} -> ${cut(portico)}`;
      kinds.set(key, [...(kinds.get(key) ?? []), id]);
    }
  }
  const sorted = [...kinds].toSorted(([, left], [, right]) => right.length - left.length);
  if (sorted.length > 0)
    process.stdout.write(`\n${sorted.length} kinds of unexplained differences (LiteLLM -> Portico):\n`);
  for (const [key, ids] of sorted.slice(0, shown))
    process.stdout.write(`${String(ids.length).padStart(5)}  ${key}\n         ${ids.slice(0, 4).join(", ")}\n`);
}

/** Where one gateway answered and the other refused, the status says it all. */
function firstOf(unexplained: readonly Difference[]): readonly Difference[] {
  const parting = unexplained.find(isParting);
  return parting === undefined ? unexplained : [parting];
}

function cut(value: string): string {
  return value.length > 160 ? `${value.slice(0, 157)}...` : value;
}
