/** The worker that loads a changed config, so that a large file never stalls a request. */
import { parentPort, workerData } from "node:worker_threads";
import { loadConfig, type LoadOptions } from "./load.ts";
import { piecesOf } from "./load-pieces.ts";

const pieces = piecesOf(loadConfig(workerData as LoadOptions)); // what load-in-worker.ts put in
const send = (): void => {
  const { done, value } = pieces.next();
  if (done !== true) parentPort?.postMessage(value);
  else parentPort?.close();
};
// Each answer asks for the next piece: sent at once, all would be unpacked in one turn.
parentPort?.on("message", send);
send();
