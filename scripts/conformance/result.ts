/** What the last full run found, as it is kept in result.json and told in the document. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Result {
  readonly litellm: string;
  /** ISO day. */
  readonly date: string;
  readonly cases: number;
  readonly equal: number;
  readonly intended: number;
  readonly unexplained: number;
  /** Rule id to the number of cases in which it explains something. */
  readonly byRule: Readonly<Record<string, number>>;
  readonly byGroup: Readonly<
    Record<string, { readonly cases: number; readonly equal: number; readonly intended: number }>
  >;
}

export const resultFile = join(import.meta.dirname, "result.json");
export const documentFile = join(import.meta.dirname, "..", "..", "docs", "litellm-differences.md");

export function readResult(): Result {
  return JSON.parse(readFileSync(resultFile, "utf8")) as Result; // written by run.ts from this very type
}
