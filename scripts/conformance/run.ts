/**
 * `npm run conformance`: the same requests to a real LiteLLM and to Portico, the same upstream behind both, compared.
 *
 * `--only PATTERN` cases whose id matches, `--shown N` kinds of unexplained differences to print, `--write` keeps the
 * counts in result.json and makes docs/litellm-differences.md anew. Exit 1: something is unexplained, or a rule
 * explains nothing any more. Needs python3 and PyPI; without them it says so and stops.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { suites } from "./suites.ts";
import { renderDocument } from "./document.ts";
import { installLitellm, litellmVersion } from "./install-litellm.ts";
import { intended } from "./intended.ts";
import { omissions } from "./not-compared.ts";
import { printReport, summariseRun, toResult } from "./report.ts";
import { documentFile, readResult, resultFile } from "./result.ts";
import { runSuite, type CaseResult } from "./run-suite.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    shown: { type: "string", default: "60" },
    write: { type: "boolean", default: false },
  },
});

const installed = installLitellm();
if ("reason" in installed) {
  process.stdout.write(`Conformance was not run: ${installed.reason}.\n`);
  process.exit(0);
}
const pattern = new RegExp(values.only);
const folder = mkdtempSync(join(tmpdir(), "portico-conformance-"));
const results: CaseResult[] = [];
for (const suite of suites) {
  const cases = suite.cases.filter(({ id }) => pattern.test(id));
  if (cases.length === 0) continue;
  process.stdout.write(`${suite.name}: ${cases.length} cases\n`);
  results.push(...(await runSuite({ ...suite, cases }, installed.python, folder)));
}
const summary = summariseRun(results, intended);
const reportFile = join(folder, "report.json");
writeFileSync(reportFile, JSON.stringify({ litellm: litellmVersion, summary, results }, null, 1));
printReport(results, summary, Number(values.shown));
process.stdout.write(`\nEvery difference of every case: ${reportFile}\n`);
if (values.write && values.only === "") {
  writeFileSync(resultFile, `${JSON.stringify(toResult(results, summary), null, 2)}\n`);
  writeFileSync(documentFile, renderDocument(readResult(), intended, omissions));
}
const isStale = values.only === "" && Object.values(summary.byRule).includes(0);
process.exitCode = summary.unexplained > 0 || isStale ? 1 : 0;
