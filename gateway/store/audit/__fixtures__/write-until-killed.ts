/** A program that writes acts side by side until it is killed, and says each one that the log has taken. */
import { auditLogIn, auditRecord } from "./audit-records.ts";

const [, , data = "", round = "0"] = process.argv;
const log = auditLogIn(data, { fileBytes: 20_000 });

async function act(number: number): Promise<void> {
  const record = auditRecord(number, { id: `${round}-${number}` });
  await log.begin(record);
  process.stdout.write(`begun ${record.id}\n`);
  await log.write(record);
  process.stdout.write(`done ${record.id}\n`);
}

async function writer(first: number): Promise<never> {
  // oxlint-disable-next-line no-await-in-loop -- until it is killed
  for (let number = first; ; number += 3) await act(number);
}

for (const first of [1, 2, 3]) void writer(first);
