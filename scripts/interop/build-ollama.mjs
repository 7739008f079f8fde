/**
 * Builds a real Ollama from its Go module, once, into a folder outside the repository. No GPU, no root, no install.
 *
 * A Go module's archive leaves out folders named `vendor`, so three header-only libraries that Ollama keeps there are
 * missing: nlohmann/json and stb come unpacked from Debian's packages, miniaudio from a Go module that carries it.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const version = "v0.17.4";
const headerPackages = ["nlohmann-json3-dev", "libstb-dev"];
const miniaudioModule = "github.com/gen2brain/malgo@v0.11.24";

/**
 * @param {string} folder
 * @returns {{program: string} | {skipped: string}} the built program, or why there is none
 */
export function buildOllama(folder) {
  const program = join(folder, version, "ollama");
  if (existsSync(program)) return { program };
  const missing = ["go", "g++", "apt-get", "dpkg"].find((tool) => spawnSync("which", [tool]).status !== 0);
  if (missing !== undefined) return { skipped: `${missing} is not installed` };
  const headers = join(folder, "headers");
  for (const step of [debianHeaders, miniaudioHeader]) {
    const problem = step(headers);
    if (problem !== null) return { skipped: problem };
  }
  process.stdout.write(`building Ollama ${version} (several minutes the first time)\n`);
  const built = run("nice", ["-n", "10", "go", "install", `github.com/ollama/ollama@${version}`], {
    env: { ...process.env, CPATH: join(headers, "usr", "include"), GOBIN: join(folder, version), GOFLAGS: "-p=2" },
  });
  return built === null ? { program } : { skipped: `Ollama does not build: ${built}` };
}

function debianHeaders(headers) {
  if (existsSync(join(headers, "usr/include/nlohmann/json_fwd.hpp"))) return null;
  mkdirSync(headers, { recursive: true });
  const fetched = run("apt-get", ["download", ...headerPackages], { cwd: headers });
  if (fetched !== null) return `Debian's ${headerPackages.join(", ")} cannot be fetched: ${fetched}`;
  return run("sh", ["-c", "for file in *.deb; do dpkg -x $file . || exit 1; done"], { cwd: headers });
}

function miniaudioHeader(headers) {
  const target = join(headers, "usr/include/miniaudio/miniaudio.h");
  if (existsSync(target)) return null;
  const found = spawnSync("go", ["mod", "download", "-json", miniaudioModule], { cwd: headers, encoding: "utf8" });
  if (found.status !== 0) return `${miniaudioModule} cannot be fetched: ${found.stderr}`;
  mkdirSync(join(headers, "usr/include/miniaudio"), { recursive: true });
  copyFileSync(join(JSON.parse(found.stdout).Dir, "miniaudio.h"), target);
  return null;
}

/** @returns null, or what the command said when it failed */
function run(command, args, options) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 26, ...options });
  if (status === 0) return null;
  return error?.message ?? stderr.trim().split("\n").slice(-3).join(" ");
}
