/** Kills a process that saves the config, again and again, and says what was torn: `npm run kills [-- COUNT]`. */
import { killWhileSaving } from "../gateway/config/desk/__fixtures__/kill-while-saving.ts";

const startedAt = performance.now();
const { kills, midWrite, ...damage } = await killWhileSaving(Number(process.argv[2] ?? 1000), Math.random);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
process.stdout.write(`${kills} kills in ${seconds} s, ${midWrite} of them while a file was being written\n`);
for (const [what, count] of Object.entries(damage)) process.stdout.write(`  ${what}: ${count}\n`);
process.exitCode = Object.values(damage).every((count) => count === 0) ? 0 : 1;
