/** The ways into the panel that every story begins with. */
import { expect, type Page } from "@playwright/test";
import { masterKey, type App } from "./app.ts";

/** Opens a session with the master key, as a person without the start link does. */
export async function logIn(page: Page, app: App): Promise<void> {
  await page.goto(`${app.url}/ui/`);
  await page.getByLabel(/master key/).fill(masterKey);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
}

/** @returns what the page's console calls an error, from now on */
export function consoleErrorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return errors;
}
