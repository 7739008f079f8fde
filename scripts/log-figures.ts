/**
 * `npm run log:figures`: how long the panel's questions about a log of a million requests take, through a running gateway,
 * how the list bears them in a real browser, and what it costs the gateway to be watched.
 *
 * `--rows N` another size, `--data DIR` a folder of your own (kept; without it one under the system's temporary folder is
 * filled once and used again), `--no-browser` the questions only, `--check` exits 1 when a goal is missed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { browserFigures, type BrowserFigure } from "./list-figures.ts";
import { startGateway } from "./figures-gateway.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    data: { type: "string" },
    check: { type: "boolean", default: false },
    browser: { type: "boolean", default: true },
  },
  allowNegative: true,
});
const goalMs = 50;
const rounds = 25;
const folder = values.data ?? join(tmpdir(), `portico-log-figures-${values.rows}`);
const file = join(folder, "requests.db");
if (!existsSync(file)) seed();

const dayMs = 24 * 3_600_000;
const now = Date.now();
const questions: readonly (readonly [string, string])[] = [
  ["newest page", "requests?limit=100"],
  ["alias", "requests?limit=100&alias=deepseek-r1"],
  ["alias with a star", "requests?limit=100&alias=gpt*"],
  ["provider", "requests?limit=100&provider=anthropic"],
  ["deployment", "requests?limit=100&deployment=gemini-gemini-flash-2"],
  ["model", "requests?limit=100&model=*qwen*"],
  ["status class", "requests?limit=100&status=4xx"],
  ["status code", "requests?limit=100&status=408"],
  ["key by name", `requests?limit=100&key=${encodeURIComponent("지현")}`],
  ["key by digest", "requests?limit=100&key=6a3f"],
  ["tag", `requests?limit=100&tag=${encodeURIComponent("feature:번역")}`],
  ["client", "requests?limit=100&client=codex"],
  ["operation", "requests?limit=100&operation=embedding"],
  ["state", "requests?limit=100&state=partial"],
  ["errors only", "requests?limit=100&errors=true"],
  ["streams only", "requests?limit=100&stream=true"],
  ["cost above a dollar (none)", "requests?limit=100&costMin=1000000000"],
  ["cost between", "requests?limit=100&costMin=2000000&costMax=2010000"],
  ["total above 40 s", "requests?limit=100&totalMin=40000"],
  ["first token above 2.5 s", "requests?limit=100&firstMin=2500"],
  ["tokens above 3,000", "requests?limit=100&tokensMin=3000"],
  ["a day, three weeks ago", `requests?limit=100&since=${now - 21 * dayMs}&until=${now - 20 * dayMs}`],
  ["alias, status, cost and time together", "requests?limit=100&alias=gpt-4o&status=429&totalMin=1000&stream=true"],
  ["search: part of an error", "requests?limit=100&search=retry%20in%2077"],
  ["text: a common Latin word", text("timeout")],
  ["text: the beginning of a word", text("gatew")],
  ["text: a rare Latin word", text("xylophone")],
  ["text: a Korean word with its particle", text("게이트웨이")],
  ["text: a Korean word of 2 characters", text("로그")],
  ["text: a Korean word of 1 character", text("키")],
  ["text: two words", text("결제 timeout")],
  ["text: quoted words", text('"결제 실패"')],
  [
    "text: a common word, errors of a day",
    `${text("요청")}&errors=true&since=${now - 21 * dayMs}&until=${now - 20 * dayMs}`,
  ],
  ["text: two words that are rarely together", text("초과 xylophone")],
  ["histogram, everything", "requests/histogram?buckets=120"],
  ["histogram, errors of an alias", "requests/histogram?buckets=120&errors=true&alias=gpt-4o"],
  ["histogram, a Korean word", `requests/histogram?buckets=120&text=${encodeURIComponent("게이트웨이")}`],
  ["values of a field", "requests/values?field=client"],
];

const gateway = await startGateway(folder);
await time("requests?limit=100");
const memoryBefore = gateway.residentMb();
const first = await time("requests/histogram?buckets=120");
const figures: { name: string; median: number; p95: number; rows: number }[] = [];
for (const [name, path] of questions) {
  const samples: number[] = [];
  let rows = 0;
  for (let round = -2; round < rounds; round++) {
    const { ms, count } = await time(path);
    if (round >= 0) samples.push(ms);
    rows = count;
  }
  samples.sort((left, right) => left - right);
  figures.push({ name, median: at(samples, 0.5), p95: at(samples, 0.95), rows });
}
const memoryAfter = gateway.residentMb();
print();
const browser = values.browser ? await browserFigures(gateway) : [];
printBrowser(browser);
gateway.stop();
const isSlowed = values.browser && !isWatchedCheaply();
const isMissed = figures.some(({ median }) => median > goalMs) || browser.some(isAbove) || isSlowed;
process.exit(values.check && isMissed ? 1 : 0);

function text(words: string): string {
  return `requests?limit=100&text=${encodeURIComponent(words)}`;
}

function seed(): void {
  mkdirSync(folder, { recursive: true });
  process.stdout.write(`filling ${folder} with ${values.rows} requests; this takes minutes\n`);
  const script = join(import.meta.dirname, "seed-log.ts");
  const done = spawnSync(process.execPath, [script, "--data", folder, "--rows", values.rows], { stdio: "inherit" });
  if (done.status !== 0) process.exit(1);
}

async function time(path: string): Promise<{ ms: number; count: number }> {
  const startedMs = performance.now();
  const response = await fetch(`${gateway.url}/ui/api/${path}`, {
    headers: { cookie: `${gateway.cookie.name}=${gateway.cookie.value}` },
  });
  const body = await response.text();
  const ms = performance.now() - startedMs;
  if (!response.ok) throw new Error(`${path}: ${body}`);
  const { rows, total } = JSON.parse(body) as { rows?: unknown[]; total?: { count: number } };
  return { ms, count: rows?.length ?? total?.count ?? 0 };
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function print(): void {
  const line = (name: string, median: string, p95: string, rows: string): void =>
    void process.stdout.write(`${name.padEnd(44)}${median.padStart(10)}${p95.padStart(10)}${rows.padStart(10)}\n`);
  line("", "median ms", "p95 ms", "rows");
  for (const { name, median, p95, rows } of figures) {
    line(`${median > goalMs ? "! " : "  "}${name}`, median.toFixed(1), p95.toFixed(1), String(rows));
  }
  process.stdout.write(
    `\nfile ${(statSync(file).size / 1e6).toFixed(0)} MB; first look at the log ${first.ms.toFixed(0)} ms; `,
  );
  process.stdout.write(`gateway ${mb(memoryBefore)} MB before, ${mb(memoryAfter)} MB after\n`);
}

function mb(memory: number | null): string {
  return memory === null ? "?" : memory.toFixed(0);
}

/** The benchmark's own figure, with its goal. */
function isWatchedCheaply(): boolean {
  const bench = join(import.meta.dirname, "bench", "run.ts");
  const { status } = spawnSync(process.execPath, [bench, "--only", "panel", "--check"], { stdio: "inherit" });
  return status === 0;
}

function isAbove({ value, goal }: BrowserFigure): boolean {
  return goal !== null && !(value <= goal);
}

function printBrowser(list: readonly BrowserFigure[]): void {
  for (const figure of list) {
    const { name, value, unit, goal } = figure;
    const mark = isAbove(figure) ? "! " : "  ";
    const told = `${value.toFixed(unit === "ms" ? 1 : 0)} ${unit}`;
    const wanted = goal === null ? "" : `goal ${goal} ${unit}`;
    process.stdout.write(`${`${mark}${name}`.padEnd(54)}${told.padStart(12)}  ${wanted}`.trimEnd().concat("\n"));
  }
}
