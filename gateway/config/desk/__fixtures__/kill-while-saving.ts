/**
 * A process that saves without a pause, killed at random moments: counts what it left. `scripts/kill-while-saving.mjs` runs it
 * a thousand times.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isSealed, sealedText } from "./sealed-text.ts";

export interface Damage {
  readonly kills: number;
  /** Kills that came between the beginning of a write and its rename: a draft was left. */
  readonly midWrite: number;
  readonly torn: number;
  readonly missing: number;
  readonly modeLost: number;
  /** Versions of the history that are not whole. */
  readonly tornVersions: number;
  /** Drafts still there after the next writer had begun. */
  readonly leftBehind: number;
}

const mode = 0o640;
const longestMs = 60;

export async function killWhileSaving(kills: number, random: () => number): Promise<Damage> {
  const folder = mkdtempSync(join(tmpdir(), "portico-kills-"));
  const file = join(folder, "config.yaml");
  writeFileSync(file, sealedText("first"), { mode });
  const damage = { kills, midWrite: 0, torn: 0, missing: 0, modeLost: 0, tornVersions: 0, leftBehind: 0 };
  for (let kill = 0; kill < kills; kill++) {
    // oxlint-disable-next-line no-await-in-loop -- one kill after the other
    await saveAndDie(folder, random() * longestMs);
    const drafts = draftsIn(folder);
    if (drafts > 0) damage.midWrite++;
    // At most the one that was being written: the writer before it was cleared up after.
    if (drafts > 1) damage.leftBehind++;
    const text = textOf(file);
    if (text === null) damage.missing++;
    else if (!isSealed(text)) damage.torn++;
    if (text !== null && (statSync(file).mode & 0o777) !== mode) damage.modeLost++;
  }
  damage.tornVersions = versionsIn(join(folder, "config-history")).filter((text) => !isSealed(text)).length;
  rmSync(folder, { recursive: true });
  return damage;
}

async function saveAndDie(folder: string, afterMs: number): Promise<void> {
  const saver = join(import.meta.dirname, "endless-saver.ts");
  const child = spawn(process.execPath, [saver, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  await new Promise((resolve, reject) => {
    child.stdout.once("data", resolve);
    child.once("exit", (code, signal) => reject(new Error(`the saver ended by itself: ${String(code ?? signal)}`)));
  });
  await pause(afterMs);
  child.kill("SIGKILL");
  await gone;
}

function draftsIn(folder: string): number {
  return readdirSync(folder).filter((name) => name.endsWith(".tmp")).length;
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function versionsIn(history: string): string[] {
  return readdirSync(history)
    .filter((name) => name !== "key")
    .flatMap((name) => {
      const versions = readdirSync(join(history, name)).filter((version) => version.endsWith(".yaml"));
      return versions.map((version) => readFileSync(join(history, name, version), "utf8"));
    });
}
