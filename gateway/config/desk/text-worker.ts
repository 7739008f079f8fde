/** The thread's side of text-thread.ts: one job after the other. */
import { parentPort } from "node:worker_threads";
import { GatewayError } from "../../contract/errors.ts";
import { textJobs, type TextJobName } from "./text-jobs.ts";
import type { TextAnswer } from "./text-thread.ts";

interface Job {
  readonly name: TextJobName;
  readonly input: readonly unknown[];
}

parentPort?.on("message", (job: Job) => parentPort?.postMessage(answer(job)));

function answer({ name, input }: Job): TextAnswer {
  try {
    // text-thread.ts sends a job's name with that job's input.
    const run = textJobs[name] as (...values: readonly unknown[]) => ReturnType<(typeof textJobs)[TextJobName]>;
    return { result: run(...input) };
  } catch (failure) {
    if (!(failure instanceof GatewayError)) return { failed: failure instanceof Error ? failure.message : "unknown" };
    const { code, message, hint } = failure;
    return { refused: { code, message, hint } };
  }
}
