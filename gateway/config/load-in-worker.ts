/** Loads a config in a worker, off the request path, and ends the worker when it takes too long. */
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { brokenFile, type LoadOptions, type LoadResult } from "./load.ts";
import { LoadAssembly, type LoadPiece } from "./load-pieces.ts";

/** @returns a broken result when the worker fails or takes longer than the limit */
export function loadConfigInWorker(options: LoadOptions, limitMs: number): Promise<LoadResult> {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./parse-worker.${extension}`, import.meta.url), { workerData: options });
  const assembly = new LoadAssembly();
  return new Promise((settle) => {
    const finish = (result: LoadResult): void => {
      clearTimeout(timer);
      settle(result);
      void worker.terminate();
    };
    const timer = setTimeout(
      () => finish(broken(options.file, `The file took longer than ${limitMs / 1000} s to load.`)),
      limitMs,
    );
    worker.on("message", (piece: LoadPiece) => {
      const result = assembly.add(piece);
      if (result !== null) finish(result);
      // Other work first: requests run between two pieces.
      else setImmediate(() => worker.postMessage("next"));
    });
    worker.once("error", (failure) => {
      finish(broken(options.file, `Loading failed: ${failure instanceof Error ? failure.message : String(failure)}`));
    });
    worker.once("exit", (code) => finish(broken(options.file, `Loading ended without a result (${code}).`)));
  });
}

function broken(file: string, message: string): LoadResult {
  const findings = [brokenFile(file, message, "Make the file smaller or simpler.")];
  return { catalog: null, findings, sources: new Map(), watchedFiles: [resolve(file)], fingerprint: "" };
}
