/** A program that begins and ends requests without pause and says each acknowledged id, until it is killed. */
import { newRequestId } from "../../base/ids.ts";
import { openRequestStore } from "../request-store.ts";
import { intentOf, outcomeOf } from "./rows.ts";

const file = process.argv[2];
if (file === undefined) throw new Error("usage: endless-writer FILE");
const store = await openRequestStore({
  file,
  bodies: { enabled: true, maxBytes: 4096 },
  retention: { days: 3650, maxBytes: 1 << 30 },
  secrets: [],
});
process.stdout.write("ready\n");

async function oneAfterAnother(): Promise<never> {
  for (;;) {
    const id = newRequestId(Date.now());
    await store.begin(intentOf(id));
    process.stdout.write(`begun ${id}\n`);
    store.finish(outcomeOf(id));
  }
}

await Promise.all(Array.from({ length: 8 }, oneAfterAnother));
