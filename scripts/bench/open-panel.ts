/** A person who watches: the panel's request list in a real Chromium, on the core of the benchmark's client. */
import { spawnSync } from "node:child_process";
import { chromium } from "@playwright/test";
import { findOrInstallChromium } from "../chromium.mjs";
import { isPinned, key } from "./processes.ts";

export interface OpenPanel {
  /** Fails when the list showed no request. */
  close(): Promise<void>;
}

/** @returns null when there is no Chromium */
export async function openPanel(origin: string): Promise<OpenPanel | null> {
  const executablePath = findOrInstallChromium();
  if (executablePath === null) return null;
  // What this process starts inherits its core; the gateways were given theirs.
  if (isPinned) spawnSync("taskset", ["-acp", "1", String(process.pid)]);
  const browser = await chromium.launch(executablePath === "" ? {} : { executablePath });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${origin}/ui/`);
  await page.getByLabel(/master key/).fill(key);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.goto(`${origin}/ui/#/requests`);
  await page.getByRole("main").waitFor();
  return {
    close: async () => {
      await page.getByRole("gridcell", { name: "chat" }).first().waitFor();
      await browser.close();
    },
  };
}
