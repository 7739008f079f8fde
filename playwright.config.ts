/** User stories in a real browser, one worker, against the built gateway and panel. */
import { defineConfig } from "@playwright/test";
import { findOrInstallChromium } from "./scripts/chromium.mjs";

const executablePath = findOrInstallChromium() ?? "";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.e2e.ts",
  outputDir: "test-results",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "line",
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath === "" ? {} : { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--disable-sync",
        "--disable-features=Translate,OptimizationHints,MediaRouter",
      ],
    },
  },
});
