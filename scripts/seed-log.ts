/**
 * `node scripts/seed-log.ts --data DIR [--rows 1000000] [--days 30]`: fills a gateway's request log with plausible rows,
 * their bodies and their full-text index, to look at and to measure.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "../gateway/store/database.ts";
import { TextIndex } from "../gateway/store/search/text-index.ts";
import { Writer } from "../gateway/store/writer.ts";
import { seedRow } from "./seed-rows.ts";
import { createTextMaker, seededRandom } from "./seed-text.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    rows: { type: "string", default: "1000000" },
    days: { type: "string", default: "30" },
  },
});
const { data } = values;
if (data === undefined) throw new Error("usage: seed-log.ts --data DIR [--rows N] [--days N]");

const batchRows = 1000;
const wanted = Number(values.rows);
const spanMs = Number(values.days) * 24 * 3_600_000;
const file = join(data, "requests.db");
const { connection } = openDatabase(file);
const writer = new Writer(connection, {
  file,
  bodies: { enabled: true, maxBytes: 256 * 1024 },
  retention: { days: 3650, maxBytes: Number.MAX_SAFE_INTEGER },
  secrets: [],
});
const index = new TextIndex(connection);
const random = seededRandom(20_261_125);
const texts = createTextMaker(random);
const startedMs = performance.now();
const firstAt = Date.now() - spanMs;

for (let written = 0; written < wanted; written += batchRows) {
  const count = Math.min(batchRows, wanted - written);
  const rows = Array.from({ length: count }, (_, at) => {
    const share = (written + at) / wanted; // with busy and quiet hours
    return seedRow(Math.floor(firstAt + spanMs * (share + 0.004 * Math.sin(share * 200))), random, texts);
  });
  // A row is written when its request ends.
  rows.sort((left, right) => endOf(left) - endOf(right));
  writer.write(
    rows.map(({ intent, outcome: { requestBody: _request, responseBody: _response, ...outcome } }) => ({
      intent,
      outcome,
    })),
    rows.flatMap(({ outcome }) => [outcome.requestBody, outcome.responseBody]),
  );
  while (index.step(Infinity, batchRows));
  if (written % 50_000 === 0) say(written);
}
connection.exec("INSERT INTO request_text (request_text) VALUES ('optimize')");
connection.pragma("optimize");
connection.pragma("wal_checkpoint(TRUNCATE)");
connection.close();
say(wanted);

function endOf({ intent, outcome }: ReturnType<typeof seedRow>): number {
  return intent.startedAt + outcome.totalMs;
}

function say(rows: number): void {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  process.stdout.write(`${rows} rows, ${(statSync(file).size / 1e6).toFixed(0)} MB, ${seconds} s\n`);
}
