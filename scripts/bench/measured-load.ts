/** One load on one target, and the CPU that the target took for it. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { LoadPlan, LoadResult } from "./load.ts";
import { isPinned, key, type Running } from "./processes.ts";

export interface Target {
  readonly name: "direct" | "nginx" | "on" | "off" | "limits" | "crowd";
  readonly process: Running;
  readonly path: (kind: string) => string;
  /** The master key when it has none of its own. */
  readonly key?: string;
}

export interface Shape {
  readonly kind: string;
  readonly connections: number;
  readonly seconds: number;
  readonly stream?: boolean;
  /** As in `LoadPlan`. */
  readonly perSecond?: number;
}

/** `cpuUs`: microseconds of the target's CPU per request; `rps`: requests a second. */
export type Measured = LoadResult & { readonly cpuUs: number; readonly rps: number };

export async function load(
  { process: target, path, key: own = key }: Target,
  { kind, stream = false, ...shape }: Shape,
): Promise<Measured> {
  const plan: LoadPlan = { origin: target.origin, path: path(kind), model: kind, key: own, stream, ...shape };
  const before = target.cpuSeconds();
  const result = await runLoad(plan);
  const cpu = target.cpuSeconds() - before;
  if (result.failures > 0) process.stdout.write(`  ${result.failures} of ${result.requests} failed: ${plan.path}\n`);
  return { ...result, cpuUs: (cpu * 1e6) / result.requests, rps: result.requests / result.seconds };
}

function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const program = [process.execPath, join(import.meta.dirname, "load.ts"), JSON.stringify(plan)];
  const [file = "", ...args] = isPinned ? ["taskset", "-c", "1", ...program] : program;
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("exit", (code) =>
      code === 0 ? resolve(JSON.parse(said) as LoadResult) : reject(new Error(`the client ended with ${String(code)}`)),
    );
  });
}

export function middle(all: readonly number[]): number {
  return all.toSorted((left, right) => left - right)[Math.floor(all.length / 2)] ?? Number.NaN;
}
