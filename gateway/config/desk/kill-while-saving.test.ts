/** The process dies while it saves: the file is the old one or the new one, whole. A thousand kills: `npm run kills`. */
import { expect, it } from "vitest";
import { killWhileSaving } from "./__fixtures__/kill-while-saving.ts";

const kills = 60;

it("sixty kills at random moments tear no file and no version, and leave no heap of drafts", async () => {
  const damage = await killWhileSaving(kills, Math.random);
  process.stdout.write(`${JSON.stringify(damage)}\n`);
  expect(damage).toMatchObject({ kills, torn: 0, missing: 0, modeLost: 0, tornVersions: 0, leftBehind: 0 });
}, 240_000);
