/**
 * The program's log: JSON lines on the error output, with the secrets of the first config taken out of each.
 *
 * It is written behind the requests' back, and bounded: an output that nobody reads any more costs lines, which are
 * counted, never memory or an answer.
 */
import pino, { type Logger } from "pino";
import { createRedactor } from "../base/redact.ts";

export interface ProgramLog {
  readonly logger: Logger;
  /** Since the start. */
  readonly lostLines: () => number;
}

/** `maxWaiting`: characters, of about 15,000 lines. */
const usual = { fd: 2, maxWaiting: 8 * 1024 * 1024 };

export interface LogWishes {
  /** Debug lines too. */
  readonly isVerbose: boolean;
  readonly secrets: readonly string[];
}

export function openProgramLog({ isVerbose, secrets }: LogWishes, { fd, maxWaiting } = usual): ProgramLog {
  let lost = 0;
  const destination = pino.destination({ fd, sync: false, maxLength: maxWaiting });
  destination.on("drop", () => lost++);
  const logger = pino(
    {
      level: isVerbose ? "debug" : "info",
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: createRedactor(secrets) },
    },
    destination,
  );
  return { logger, lostLines: () => lost };
}
