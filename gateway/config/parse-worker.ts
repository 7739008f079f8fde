/** The worker that loads a changed config, so that a large file never stalls a request. */
import { parentPort, workerData } from "node:worker_threads";
import { loadConfig, type LoadOptions } from "./load.ts";

parentPort?.postMessage(loadConfig(workerData as LoadOptions)); // what load.ts put in
