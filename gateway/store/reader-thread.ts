/** The worker thread that answers questions about the log over a read-only connection, so that reading stalls nothing. */
import { parentPort, workerData } from "node:worker_threads";
import { Answers, type ReaderQuestion } from "./answers.ts";
import { openReader } from "./database.ts";
import type { ToldReader } from "./messages.ts";

const { file, secrets } = workerData as { file: string; secrets: readonly string[] }; // what log-reader.ts put in
const answers = new Answers(openReader(file), secrets);

parentPort?.on("message", (message: ToldReader | { sequence: number; question: ReaderQuestion }) => {
  if ("question" in message) void reply(message.sequence, message.question);
  else if (message.type === "secrets") answers.setSecrets(message.secrets);
  else answers.forget(message.docs);
});

async function reply(sequence: number, question: ReaderQuestion): Promise<void> {
  try {
    parentPort?.postMessage({ sequence, answer: await answers.to(question) });
  } catch (failure) {
    parentPort?.postMessage({ sequence, problem: failure instanceof Error ? failure.message : String(failure) });
  }
}
