/**
 * Everything `npm test` checks, in order, each with its time; the last line is the sum: `N passed, N failed`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findOrInstallChromium } from "./chromium.mjs";

const bin = (name) => join("node_modules", ".bin", name);
const vitestReport = join(".cache", "vitest.json");
const e2eReport = join(".cache", "playwright.json");
const totals = { passed: 0, failed: 0, skipped: 0 };

guard("format", bin("oxfmt"), ["--check", "."]);
guard("lint", bin("oxlint"), ["--quiet"]);
guard("types", bin("tsc"), ["-b"]);
guard("arch", process.execPath, ["scripts/check-architecture.mjs"]);
guard("unused", bin("knip"), []);
suite(
  "unit and scenario tests",
  bin("vitest"),
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${vitestReport}`],
  vitestReport,
  countVitest,
);
browserTests();

const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : "";
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed${skipped}\n`);
process.exit(totals.failed > 0 ? 1 : 0);

/** Without a browser the user stories cannot be told: that counts as a failure, not as nothing. */
function browserTests() {
  const chromium = findOrInstallChromium();
  if (chromium === null) {
    process.stdout.write("\n== e2e: FAILED, no Chromium could be found or installed; set $CHROMIUM to its path\n");
    totals.failed++;
    return;
  }
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport };
  if (chromium !== "") env.CHROMIUM = chromium;
  suite("e2e", bin("playwright"), ["test", "--reporter=line,json"], e2eReport, countPlaywright, env);
}

function guard(name, file, args) {
  const { status } = timed(name, file, args, process.env);
  totals[status === 0 ? "passed" : "failed"]++;
}

function suite(name, file, args, report, count, env = process.env) {
  rmSync(report, { force: true });
  const { status } = timed(name, file, args, env);
  if (!existsSync(report)) {
    totals.failed++;
    return;
  }
  const counted = count(JSON.parse(readFileSync(report, "utf8")));
  totals.passed += counted.passed;
  totals.failed += counted.failed;
  totals.skipped += counted.skipped;
  // A runner that fails without a failed test (a broken import, a crash) must not look green; nor may an empty run.
  if (status !== 0 && counted.failed === 0) totals.failed++;
  if (counted.passed === 0) totals.failed++;
}

function timed(name, file, args, env) {
  process.stdout.write(`\n== ${name}\n`);
  const startedAt = performance.now();
  const done = spawnSync(file, args, { stdio: "inherit", env, shell: process.platform === "win32" });
  const word = done.status === 0 ? "ok" : "FAILED";
  process.stdout.write(`== ${name}: ${word} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
  return done;
}

function countVitest(report) {
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests };
}

function countPlaywright({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}
