/**
 * A Chromium for the browser tests: the one named by $CHROMIUM, one that is installed, else Debian's package (as root),
 * else the browser that Playwright downloads. Prints what it does; never throws.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const packages = ["chromium", "fonts-noto-cjk"];

/** @returns {string | null} the program's path; "" when Playwright knows its own; null when none could be had */
export function findOrInstallChromium() {
  return named() ?? installed() ?? fromDebian() ?? fromPlaywright();
}

function named() {
  const file = process.env.CHROMIUM;
  return file !== undefined && file !== "" && existsSync(file) ? file : null;
}

function installed() {
  for (const directory of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of names) if (existsSync(join(directory, name))) return join(directory, name);
  }
  return null;
}

function fromDebian() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync("/usr/bin/apt-get")) return null;
  say("installing Chromium and a Korean font for the browser tests (once)");
  const options = {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  spawnSync("apt-get", ["update", "-qq"], options);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], options);
  return installed();
}

function fromPlaywright() {
  say("downloading Playwright's Chromium for the browser tests (once)");
  const cli = join("node_modules", "@playwright", "test", "cli.js");
  const done = spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: ["ignore", "inherit", "inherit"] });
  return done.status === 0 ? "" : null;
}

function say(text) {
  process.stdout.write(`portico: ${text}\n`);
}
