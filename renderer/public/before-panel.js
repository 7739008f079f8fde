/*
 * What has to stand before the first picture and before any module runs. A plain script, because a bundle runs its shared
 * parts first.
 */

// Zod makes no code from text: the panel's policy forbids it, and zod's one try is a violation that the browser reports.
globalThis.__zod_globalConfig = { jitless: true };

// As ui/theme.ts does it, so that a dark panel never begins white.
const theme = localStorage.getItem("portico.theme");
const isSystemDark = matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.dataset.theme = theme === "dark" || (theme !== "light" && isSystemDark) ? "dark" : "light";
