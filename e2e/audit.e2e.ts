/**
 * The audit log as the panel's user reads it: acts as they are done, by filter and keyboard, one act's diff, the log as a file,
 * and a chain that someone broke.
 */
import AxeBuilder from "@axe-core/playwright";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { masterKey, startApp, type App } from "./app.ts";
import { consoleErrorsOf, logIn } from "./signed-in.ts";

let app: App;
let page: Page;
let consoleErrors: string[] = [];

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  app = await startApp(`
model_list:
  - model_name: demo
    litellm_params: {model: openai/demo, mock_response: "hello", rpm: 60}
general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
`);
  page = await (await browser.newContext({ acceptDownloads: true, locale: "en-US" })).newPage();
  consoleErrors = consoleErrorsOf(page);
  await logIn(page, app);
  consoleErrors.length = 0;
  await post("/key/generate", { key_alias: "billing", max_budget: 5 });
  await post("/key/update", { key: await keyNamed("billing"), max_budget: 9, models: ["demo"] });
  await post("/key/generate", { key_alias: "billing" });
});

test.afterAll(() => app.dispose());

function post(path: string, body: unknown): Promise<Response> {
  return fetch(`${app.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${masterKey}`, "content-type": "application/json", "user-agent": "curl/8" },
    body: JSON.stringify(body),
  });
}

async function keyNamed(alias: string): Promise<string> {
  const answer = await fetch(`${app.url}/key/list?key_alias=${alias}`, {
    headers: { authorization: `Bearer ${masterKey}` },
  });
  const { keys } = (await answer.json()) as { keys: string[] };
  return keys[0] ?? "";
}

const rows = (): Locator =>
  page
    .getByRole("grid", { name: "Administrative acts" })
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell") });
const detail = (): Locator => page.getByRole("region", { name: "Act" });

async function expectNoAxeIssues(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

test("g a leads to every act, newest first, over a chain that is verified", async () => {
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page.getByRole("heading", { name: "Audit log" })).toBeVisible();
  await expect(rows()).toHaveText([
    /Key made.*billing.*Refused/,
    /Key changed.*billing.*Done/,
    /Key made/,
    /Login/,
    /Gateway started/,
  ]);
  await expect(page.getByText("Chain verified to line 5")).toBeVisible();
  await expectNoAxeIssues();
});

test("an act opens by keyboard and shows who, from where, and each field before and after", async () => {
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(detail().getByRole("heading", { name: "Key changed" })).toBeVisible();
  await expect(detail()).toContainText("curl/8");
  await expect(detail().getByRole("listitem").filter({ hasText: "max_budget" })).toContainText(/5.*9/);
  await expect(detail().locator("ins").filter({ hasText: '["demo"]' })).toBeVisible();
  await expectNoAxeIssues();
  const address = page.url();
  await page.keyboard.press("k");
  await expect(detail()).toContainText("duplicate_key");
  await page.goto(address);
  await expect(detail().getByRole("heading", { name: "Key changed" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(detail()).toBeHidden();
});

test("filters are in the address, and one without a match says so", async () => {
  await page.getByRole("combobox", { name: "Act" }).click();
  await page.getByRole("option", { name: "Keys", exact: true }).click();
  await expect(rows()).toHaveCount(3);
  await page.getByRole("combobox", { name: "Outcome" }).click();
  await page.getByRole("option", { name: "Refused" }).click();
  await expect(rows()).toHaveCount(1);
  await expect(page).toHaveURL(/act=key.*result=refused/);
  await page.getByRole("searchbox", { name: "Search in acts" }).fill("nothing like it");
  await expect(page.getByText("No act matches this filter")).toBeVisible();
  await expectNoAxeIssues();
  await page.getByRole("button", { name: "Clear the filter" }).last().click();
  await expect(rows()).toHaveCount(5);
  await page.getByLabel("To day").fill("2020-01-01");
  await expect(page.getByText("No act matches this filter")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).last().click();
  await expect(rows()).toHaveCount(5);
});

test("the log leaves as a file, and that is an act too", async () => {
  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Everything as JSON Lines" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(text.trimEnd().split("\n")).toHaveLength(6);
  expect(text).not.toContain(masterKey);
  await expect(rows().first()).toContainText("Audit log exported");
});

test("a line that someone changed is named, in Korean too", async () => {
  const file = join(dirname(app.configFile), "data", "audit", "audit-000001.jsonl");
  writeFileSync(file, readFileSync(file, "utf8").replace('"after":9', '"after":5'));
  await page.getByRole("button", { name: "Check the chain again" }).click();
  await expect(page.getByRole("alert")).toContainText("The chain is broken at audit-000001.jsonl, line 4.");
  await expectNoAxeIssues();
  await page.evaluate(() => localStorage.setItem("portico.language", "ko"));
  await page.reload();
  await expect(page.getByRole("heading", { name: "감사 로그" })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("4번째 줄에서 체인이 끊어졌습니다");
  await expect(page.getByRole("grid", { name: "관리 작업" }).getByText("키 변경")).toBeVisible();
  await expectNoAxeIssues();
});

test("without the gateway the acts that were read stay", async () => {
  await app.stop();
  await expect(page.getByText("키 변경")).toBeVisible();
  await app.restart();
  consoleErrors = consoleErrors.filter((text) => !/ERR_CONNECTION|Failed to fetch|net::/.test(text));
  expect(consoleErrors).toEqual([]);
});
