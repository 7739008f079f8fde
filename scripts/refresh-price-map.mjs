/**
 * Takes LiteLLM's price file as data: `npm run prices [-- VERSION]` downloads that release's wheel with pip, compacts the
 * file into resources/price-map.json and writes its notice.
 *
 * One line an entry, sorted by name without case: gateway/pricing/price-map.ts searches the bytes and parses one line.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compactEntry } from "./price-map-entry.mjs";
import { zipEntry } from "./zip-entry.mjs";

/** `window` of gateway/pricing/price-map.ts. */
const longestLine = 4095;
const version = process.argv[2] ?? "1.103.7";
/** Releases that carried a credential stealer. @source https://docs.litellm.ai/blog/security-update-march-2026 */
const poisoned = new Set(["1.82.7", "1.82.8"]);
if (poisoned.has(version)) throw new Error(`litellm ${version} was a malicious release; choose another.`);

const wheel = download(version);
const map = zipEntry(wheel, "litellm/model_prices_and_context_window_backup.json");
const licence = zipEntry(wheel, `litellm-${version}.dist-info/licenses/LICENSE`);
const entries = Object.entries(JSON.parse(map.bytes.toString("utf8"))).filter(([name]) => name !== "sample_spec");
writeFileSync("resources/price-map.json", fileText(entries));
writeFileSync("resources/price-map.NOTICE.md", noticeText(licence.bytes.toString("utf8")));
process.stdout.write(`portico: ${entries.length} models of litellm ${version}, packed ${map.date}\n`);

/** Nothing of the package is run: a wheel is only opened. */
function download(wanted) {
  const folder = mkdtempSync(join(tmpdir(), "portico-prices-"));
  try {
    const flags = [
      "download",
      `litellm==${wanted}`,
      "--no-deps",
      "--only-binary",
      ":all:",
      "--dest",
      folder,
      "--quiet",
    ];
    const { status, error } = spawnSync("pip", flags, { stdio: ["ignore", "inherit", "inherit"] });
    if (status !== 0) throw new Error(`pip could not download litellm ${wanted}.`, { cause: error });
    const [file] = readdirSync(folder).filter((name) => name.endsWith(".whl"));
    return readFileSync(join(folder, file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fileText(pairs) {
  const head = { source: `litellm ${version}`, date: map.date, models: pairs.length };
  const sorted = pairs
    .map(([name, entry]) => [name, compactEntry(entry)])
    .toSorted(([left], [right]) => (left.toLowerCase() < right.toLowerCase() ? -1 : 1));
  for (const [index, [name]] of sorted.entries()) {
    const before = sorted[index - 1]?.[0];
    if (before?.toLowerCase() === name.toLowerCase()) throw new Error(`${before} and ${name} differ by case alone.`);
  }
  const lines = [["", head], ...sorted].map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`);
  if (lines.some((line) => line.length > longestLine)) throw new Error("A line is longer than price-map.ts reads.");
  return `{\n${lines.join(",\n")}\n}\n`;
}

function noticeText(text) {
  return `# Notice for price-map.json

The figures in \`price-map.json\` (prices, limits and capabilities of models) come from the file
\`model_prices_and_context_window.json\` of LiteLLM (https://github.com/BerriAI/litellm), as packed in the release
litellm ${version} on PyPI on ${map.date}. That file lies outside LiteLLM's \`enterprise/\` directory and is under the MIT
licence below. It was compacted by \`scripts/refresh-price-map.mjs\`; no code of LiteLLM is part of Portico.

\`\`\`text
${text.trim()}
\`\`\`
`;
}
