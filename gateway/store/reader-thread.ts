/** The worker thread that answers questions about the log over a read-only connection, so that reading stalls nothing. */
import { parentPort, workerData } from "node:worker_threads";
import { openReader } from "./database.ts";
import type { ToReader } from "./messages.ts";
import { Answers } from "./answers.ts";

const { file, secrets } = workerData as { file: string; secrets: readonly string[] }; // what log-reader.ts put in
const answers = new Answers(openReader(file), secrets);

parentPort?.on("message", (message: ToReader) => {
  if (message.type === "secrets") answers.setSecrets(message.secrets);
  else if (message.type === "deleted") answers.forget(message.docs);
  else void reply(message.sequence, message.question);
});

async function reply(...[sequence, question]: [number, Extract<ToReader, { type: "ask" }>["question"]]): Promise<void> {
  try {
    parentPort?.postMessage({ sequence, answer: await answers.to(question) });
  } catch (failure) {
    parentPort?.postMessage({ sequence, problem: failure instanceof Error ? failure.message : String(failure) });
  }
}
