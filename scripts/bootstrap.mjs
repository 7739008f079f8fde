#!/usr/bin/env node
/**
 * The two commands on a fresh machine: `start` and `test` (and `gateway`, start without a window), with nothing but Node 18 and npm.
 *
 * Node built-ins only, and syntax that Node 18 reads: this file runs before anything is installed. Every later step runs
 * on the Node 24 that the lockfile brings along.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gatewayFlags } from "./gateway-flags.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const cache = join(root, ".cache");
const minimalNodeMajor = 22;
const [command = "start", ...args] = process.argv.slice(2);

process.chdir(root);
install();
const node = findNode();
process.env.PATH = `${dirname(node)}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}`;
if (command === "test") {
  run("build", node, ["scripts/build.mjs"]);
  process.exit(spawnSync(node, ["scripts/run-tests.mjs", ...args], { stdio: "inherit" }).status ?? 1);
}
run("build", node, ["scripts/build.mjs"]);
start();

/** Installs exactly the lockfile, once for each state of it. */
function install() {
  const stamp = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  const stampFile = join(cache, "install-stamp");
  if (existsSync("node_modules") && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  say("installing dependencies (once, about half a minute)");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const done = spawnSync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (done.status !== 0) fail("npm ci failed; see its words above. A registry must be reachable for the first start.");
  mkdirSync(cache, { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** The Node 24 of the lockfile where it has one for this machine, else the host's when it is new enough. */
function findNode() {
  for (const name of [
    `node-${process.platform}-${process.arch}`,
    `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`,
  ]) {
    const file = join(root, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
    if (existsSync(file)) return file;
  }
  if (Number(process.versions.node.split(".")[0]) >= minimalNodeMajor) return process.execPath;
  return fail(
    `This machine's Node is ${process.version}. Install Node 24 from https://nodejs.org and run the command again.`,
  );
}

/** The desktop window where there is one to open, else the gateway in this terminal with the panel's link. */
function start() {
  const electron = electronBinary();
  const [file, argv] =
    electron === null ? [node, [...gatewayFlags, "dist/gateway/main.js", ...args]] : [electron, [".", ...args]];
  const child = spawn(file, argv, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
}

/** Electron's binary when a window can open and the gateway alone was not asked for; a failed download is no failure. */
function electronBinary() {
  const hasDisplay = process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  if (command !== "start" || !hasDisplay || wantsTerminal()) return null;
  const directory = join(root, "node_modules", "electron");
  const pathFile = join(directory, "path.txt");
  const triedFile = join(cache, "electron-tried");
  if (!existsSync(pathFile) && !existsSync(triedFile) && existsSync(join(directory, "install.js"))) {
    say("downloading Electron for the desktop window (once)");
    spawnSync(node, [join(directory, "install.js")], { stdio: "ignore", timeout: 300_000 });
    writeFileSync(triedFile, "");
    if (!existsSync(pathFile)) {
      say(
        "Electron could not be downloaded: use the panel's link in a browser (delete .cache/electron-tried to try again)",
      );
    }
  }
  return existsSync(pathFile) ? join(directory, "dist", readFileSync(pathFile, "utf8").trim()) : null;
}

/** `portico check`, `--help` and the like belong to a terminal. */
function wantsTerminal() {
  return args.some((arg) => ["check", "--help", "-h", "--version", "-v"].includes(arg));
}

function run(name, file, argv) {
  const done = spawnSync(file, argv, { stdio: "inherit" });
  if (done.status !== 0) fail(`${name} failed; see its words above.`);
}

function say(text) {
  process.stdout.write(`portico: ${text}\n`);
}

function fail(text) {
  process.stderr.write(`portico: ${text}\n`);
  return process.exit(1);
}
