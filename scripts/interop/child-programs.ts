/** Programs that a check starts on loopback: a free port, the wait until they answer, an end with a time limit. */
import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";

/** @throws Error when the program ended, or nothing answered in time */
export async function answers(child: ChildProcess, url: string, seconds: number): Promise<void> {
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until && child.exitCode === null) {
    const isReady = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`nothing answers at ${url} (exit code ${String(child.exitCode)})`);
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(patience);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
