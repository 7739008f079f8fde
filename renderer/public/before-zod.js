/*
 * Tells zod to make no code from text, before any module runs: the panel's policy forbids it, and zod's one try is a
 * violation that the browser reports. A plain script, because a bundle runs its shared parts first.
 */
globalThis.__zod_globalConfig = { jitless: true };
