/**
 * Saves one version after the other as fast as it can, until it is killed: the desk's own steps that touch the disk.
 * Argument: the folder.
 */
import { join } from "node:path";
import { systemClock } from "../../../base/clock.ts";
import { ConfigHistory } from "../config-history.ts";
import { contentHash, readDeskKey } from "../desk-key.ts";
import { readBytes } from "../disk-file.ts";
import { lineChanges } from "../line-changes.ts";
import { saveFiles } from "../save-files.ts";
import { sealedText } from "./sealed-text.ts";

const path = join(process.argv[2] ?? "", "config.yaml");
const folder = join(process.argv[2] ?? "", "config-history");
const key = readDeskKey(folder);
const report = (failure: unknown): void => {
  throw failure;
};
const countLines = (before: string, after: string) => Promise.resolve(lineChanges(before, after));
const history = new ConfigHistory({ folder, key, clock: systemClock, countLines, report });

for (let number = 0; ; number++) {
  const before = await readBytes(path);
  if (before === null) throw new Error("the config is gone");
  const text = sealedText(`${process.pid}-${number}`);
  await history.record(path, before.toString("utf8"), "outside");
  const file = { file: "config.yaml", path, bytes: Buffer.from(text), baseHash: contentHash(key, before) };
  if (!("saved" in (await saveFiles([file], key)))) throw new Error("nobody else writes it");
  await history.record(path, text, "panel");
  if (number === 0) process.stdout.write("saving\n");
}
