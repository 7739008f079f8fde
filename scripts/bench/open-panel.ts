/** A person who watches: the panel's request list in a real Chromium, on the core of the benchmark's client. */
import { chromium } from "@playwright/test";
import { findOrInstallChromium } from "../chromium.mjs";
import { key } from "./processes.ts";

/** @returns null when there is no Chromium; else closes it */
export async function openPanel(origin: string): Promise<(() => Promise<void>) | null> {
  const executablePath = findOrInstallChromium();
  if (executablePath === null) return null;
  const browser = await chromium.launch(executablePath === "" ? {} : { executablePath });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${origin}/ui/`);
  await page.getByLabel(/master key/).fill(key);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.goto(`${origin}/ui/#/requests`);
  await page.getByRole("main").waitFor();
  return () => browser.close();
}
