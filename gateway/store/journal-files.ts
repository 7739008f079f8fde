/** The journal's files as the next start finds them: whose they are, and what a dead process left in them. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export function journalName(logFile: string, pid: number, sequence: number): string {
  return `${logFile}.began-${pid}-${sequence}`;
}

/** Highest number of a file of this process's id, e.g. of one before it in a container; 0 = none. */
export function lastSequence(logFile: string, pid: number): number {
  const prefix = `${basename(logFile)}.began-${pid}-`;
  const numbers = readdirSync(dirname(logFile)).flatMap((name) =>
    name.startsWith(prefix) ? [Number(name.slice(prefix.length))] : [],
  );
  return Math.max(0, ...numbers.filter(Number.isSafeInteger));
}

export interface LeftJournal<Line> {
  readonly path: string;
  readonly lines: readonly Line[];
}

/** Journals of processes that are gone; those of a gateway that runs now are its own business. */
export function leftJournals<Line>(logFile: string): LeftJournal<Line>[] {
  const prefix = `${basename(logFile)}.began-`;
  return readdirSync(dirname(logFile))
    .filter((name) => name.startsWith(prefix) && isDead(Number(/^(\d+)-/.exec(name.slice(prefix.length))?.[1])))
    .map((name) => join(dirname(logFile), name))
    .map((path) => ({ path, lines: linesOf<Line>(readFileSync(path, "utf8")) }));
}

/** Our own id counts: what stands under it is from before this process. */
function isDead(pid: number): boolean {
  if (pid === process.pid || !Number.isInteger(pid)) return true;
  try {
    process.kill(pid, 0);
    return isUnreaped(pid);
  } catch (failure) {
    // Another user's process answers EPERM: alive.
    return failure instanceof Error && "code" in failure && failure.code === "ESRCH";
  }
}

/** Dead, but whoever started it has not asked how it ended; containers leave such ones behind. Linux only. */
function isUnreaped(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.startsWith("Z") ?? false;
  } catch {
    return false;
  }
}

/** The last line may be cut in half by the crash: its request had not been let through yet. */
function linesOf<Line>(text: string): Line[] {
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as Line]; // written by the store whose file it stands beside
    } catch {
      return [];
    }
  });
}
