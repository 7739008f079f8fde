/**
 * The house's shape, checked by machine: the floors (.dependency-cruiser.cjs), the closed set of rooms, file names,
 * headers and the wall of 400 lines.
 *
 * dependency-cruiser sees TypeScript only through swc here and would be green on nothing, so it must have cruised every
 * source file that git lists.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const wall = 400;
const rooms = {
  ".": words("e2e electron gateway renderer resources scripts"),
  gateway: words(
    "base cli config contract dialects pipeline policy pricing providers routing scenarios server store telemetry upstream",
  ),
  renderer: words("api editor i18n public ui views"),
  electron: [],
  e2e: words("python"),
  scripts: words("bench conformance interop"),
};
const forbiddenNames = /(^|\/)(utils|helpers|common|shared|constants\.ts|index\.tsx?)(\/|$)/;
const allowedNames = /^gateway\/(providers|dialects)\/shared\//;

const sources = listSources();
const problems = [
  ...strayRooms(),
  ...sources.flatMap((file) => [...nameProblems(file), ...textProblems(file)]),
  ...floorProblems(),
];
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.stdout.write(`${sources.length} source files, ${problems.length} problems\n`);
process.exit(problems.length === 0 ? 0 : 1);

function words(text) {
  return text.split(" ");
}

function listSources() {
  const { stdout, status } = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error("git cannot list the files");
  return stdout
    .split("\n")
    .filter((file) => /^(gateway|electron|renderer|e2e|scripts)\/.*\.(ts|tsx|mjs)$/.test(file) && existsSync(file));
}

function strayRooms() {
  const known = new Set(Object.entries(rooms).flatMap(([house, names]) => names.map((name) => join(house, name))));
  const folders = new Set(
    sources.flatMap((file) =>
      file
        .split("/")
        .slice(0, -1)
        .map((_part, at, all) => all.slice(0, at + 1).join("/")),
    ),
  );
  return [...folders]
    .filter((folder) => {
      const house = folder.includes("/") ? folder.slice(0, folder.lastIndexOf("/")) : ".";
      return house in rooms && !known.has(folder);
    })
    .map((folder) => `${folder}: not a room of the house (docs/architecture.md); a new one needs a decision record`);
}

function nameProblems(file) {
  const name = file.slice(file.lastIndexOf("/") + 1);
  const problems = [];
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|e2e|d))?\.(ts|tsx|mjs)$/.test(name)) problems.push(`${file}: not kebab-case`);
  if (forbiddenNames.test(file) && !allowedNames.test(file)) problems.push(`${file}: a drawer without a name`);
  return problems;
}

function textProblems(file) {
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n").length - 1;
  const isTest = /\.(test|e2e)\.tsx?$/.test(file);
  const problems = [];
  if (!isTest && lines > wall) problems.push(`${file}: ${lines} lines, the wall is ${wall}`);
  if (!isTest && !/^(#!.*\n)?\/[*/]/.test(text)) problems.push(`${file}: no header comment`);
  return problems;
}

function floorProblems() {
  const cli = join("node_modules", "dependency-cruiser", "bin", "dependency-cruiser.mjs");
  const roots = ["gateway", "electron", "renderer", "e2e", "scripts"].filter((root) => existsSync(root));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cli, "--config", ".dependency-cruiser.cjs", "--output-type", "json", ...roots],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (!stdout.startsWith("{")) return [`dependency-cruiser did not run: ${stderr}`];
  const { modules, summary } = JSON.parse(stdout);
  const cruised = new Set(modules.map(({ source }) => source));
  const missed = sources.filter((file) => !cruised.has(file) && !file.endsWith(".d.ts"));
  return [
    ...missed.map((file) => `${file}: not seen by dependency-cruiser`),
    ...summary.violations.map(({ rule, from, to }) => `${from}: ${rule.name} -> ${to}`),
  ];
}
