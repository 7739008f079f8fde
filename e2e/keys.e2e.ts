/**
 * Virtual keys as the panel's user lives with them: making one with a budget, storing it, calling with it, seeing it spend
 * and run out, blocking, making anew, deleting; by keyboard, in both languages and themes.
 */
import AxeBuilder from "@axe-core/playwright";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { startFakeUpstream, type FakeUpstream } from "../gateway/scenarios/fake-upstream.ts";
import { masterKey, startApp, type App } from "./app.ts";
import { consoleErrorsOf, logIn } from "./signed-in.ts";

let upstream: FakeUpstream;
let app: App;
let page: Page;
let consoleErrors: string[] = [];

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  upstream = await startFakeUpstream();
  const at = `api_base: "${upstream.url}", api_key: sk-up-secret-1`;
  app = await startApp(`
model_list:
  - model_name: priced
    litellm_params: {model: openai/up-model, ${at}, input_cost_per_token: 0.001, output_cost_per_token: 0.002}
  - model_name: other
    litellm_params: {model: openai/up-model, ${at}, input_cost_per_token: 0.001, output_cost_per_token: 0.002, max_budget: 3}
  - model_name: unpriced
    litellm_params: {model: hosted_vllm/nobody-knows-this-model, ${at}}
router_settings:
  provider_budget_config: {openai: {budget_limit: 50, time_period: 1d}}
litellm_settings:
  max_budget: 100
  budget_duration: 30d
  tag_budget_config: {nightly: {max_budget: 2, budget_duration: 7d}}
  default_key_generate_params: {tpm_limit: 90000}
portico:
  alias_budget_config: {priced: {max_budget: 10}}
general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
`);
  page = await (await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] })).newPage();
  consoleErrors = consoleErrorsOf(page);
  await logIn(page, app);
  consoleErrors.length = 0;
});

test.afterAll(async () => {
  await app.dispose();
  await upstream.stop();
});

const rows = (): Locator =>
  page
    .getByRole("grid")
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell") });
const row = (name: string): Locator => rows().filter({ hasText: name });
const detail = (): Locator => page.getByRole("region", { name: "Key detail" });
const dialog = (): Locator => page.getByRole("dialog");

async function call(key: string, model = "priced"): Promise<{ status: number; text: string }> {
  const body = { model, max_tokens: 50, messages: [{ role: "user", content: "hi" }] };
  const answer = await app.chat(body, { authorization: `Bearer ${key}` });
  return { status: answer.status, text: await answer.text() };
}

/** Everything a page can keep. */
const held = (): Promise<string> =>
  page.evaluate(() => {
    const stores = [localStorage, sessionStorage].map((store) => JSON.stringify(Object.entries(store)));
    return [document.documentElement.outerHTML, ...stores].join("\n");
  });

let secret = "";

test("an empty list says what virtual keys are for, and g k is the way to it", async () => {
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await expect(page).toHaveURL(/#\/keys/);
  await expect(page.getByText("No virtual key yet")).toBeVisible();
  await expect(page.getByText(/a password of its own for one client/)).toBeVisible();
  await judge("keys-empty");
});

test("a key is made by keyboard, with what is wrong said at its place first", async () => {
  await page.keyboard.press("n");
  await expect(dialog().getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type("notebook");
  await expect(dialog().getByText("The config fills what is left empty: tpm_limit 90000")).toBeVisible();
  const models = dialog().getByRole("combobox", { name: "Models" });
  await models.fill("pri");
  await page.getByRole("option", { name: "priced", exact: true }).click();
  await models.fill("unp");
  await models.press("ArrowDown");
  await models.press("Enter");
  await models.fill("ghost-*");
  await models.press("Enter");
  for (const name of ["priced", "unpriced", "ghost-*"])
    await expect(dialog().getByRole("button", { name: `Remove ${name}`, exact: true })).toBeVisible();
  await models.press("Backspace");
  await expect(dialog().getByRole("button", { name: "Remove ghost-*" })).toBeHidden();
  await dialog().getByLabel("Budget in USD").fill("0,05");
  await dialog().getByLabel("Warn from, in USD").fill("$0.01");
  await dialog().getByLabel("Begins anew every").fill("30d");
  await dialog().getByLabel("Requests per minute").fill("60");
  await dialog().getByLabel("Metadata (JSON)").fill("{");
  await page.keyboard.press("Escape");
  await expect(dialog()).toBeHidden();
  await page.keyboard.press("n"); // what was typed is still there
  await dialog().getByRole("button", { name: "Make the key" }).click();
  await expect(dialog().getByLabel("Budget in USD")).toHaveAttribute("aria-invalid", "true");
  await expect(dialog().getByText("An amount like 12.50")).toBeVisible();
  await expect(dialog().getByText("This is not JSON")).toBeVisible();
  await judge("key-create-problems");
  await dialog().getByLabel("Budget in USD").fill("0.05");
  await dialog().getByLabel("Metadata (JSON)").fill('{"team": "a"}');
  await dialog().getByLabel("Metadata (JSON)").press("Tab");
  await dialog().getByLabel("Budget in USD").press("Enter");
  await expect(dialog().getByText("Store this key now")).toBeVisible();
});

test("its secret is shown once: copied, with a first call, and gone when it is stored", async () => {
  secret = await dialog().getByLabel("Key", { exact: true }).inputValue();
  expect(secret).toMatch(/^sk-[\w-]{22}$/);
  await judge("key-reveal");
  await dialog().getByRole("button", { name: "Copy the key" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  await dialog().getByRole("button", { name: "Copy: A first call" }).click();
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  expect(curl).toContain(`curl ${app.url}/v1/chat/completions`);
  expect(curl).toContain(`Bearer ${secret}`);
  expect(curl).toContain('"model":"priced"');
  await page.keyboard.press("Escape"); // a slip must not lose it
  await page.mouse.click(5, 5);
  await expect(dialog().getByLabel("Key", { exact: true })).toHaveValue(secret);
  await dialog().getByRole("button", { name: "I have stored it" }).click();
  await expect(dialog()).toBeHidden();
  expect(await held()).not.toContain(secret);
  await page.reload();
  await expect(row("notebook")).toBeVisible();
  expect(await held()).not.toContain(secret);
  await page.evaluate(() => navigator.clipboard.writeText(""));
});

test("a call with it is seen: spend, this minute, last use, and what it did today", async () => {
  expect(await call(secret)).toMatchObject({ status: 200 });
  expect((await call(secret, "unpriced")).status).toBe(200);
  expect((await call(secret, "other")).text).toContain("key not allowed to access model");
  await row("notebook").click();
  await expect(detail().getByRole("heading", { name: "notebook" })).toBeVisible();
  await expect(row("notebook")).toContainText(/\$0\.0\d+ \/ \$0\.05/);
  await expect(row("notebook")).toContainText("Soft budget passed");
  const limits = detail().getByRole("region", { name: "Limits, this minute" });
  await expect(limits).toContainText("2 / 60");
  const today = detail().getByRole("region", { name: "Today" });
  await expect(today).toContainText("1 of unknown cost");
  await expect(today.getByRole("row", { name: /^priced/ })).toContainText("$0.0");
  await expect(today.getByRole("row", { name: /^unpriced/ })).not.toContainText("$0.00");
  await today.getByRole("link", { name: "Its requests" }).click();
  await expect(page).toHaveURL(/#\/requests\?search=/);
  await expect(rows()).toHaveCount(3);
  await page.goBack();
  await expect(detail()).toBeVisible();
});

test("a budget that is spent shows, refuses, and says so before a request is sent", async () => {
  await detail().getByRole("tab", { name: "Try" }).click();
  await detail().getByRole("button", { name: "Try" }).click();
  await expect(detail().getByText("It would be let through")).toBeVisible();
  await expect(detail()).toContainText("openai would answer with up-model.");
  let last = { status: 200, text: "" };
  for (let count = 0; count < 20 && last.status === 200; count++) last = await call(secret);
  expect(last.text).toContain("Budget has been exceeded");
  await expect(row("notebook")).toContainText("Over budget");
  await detail().getByRole("button", { name: "Try" }).click();
  await expect(detail().getByText("It would be refused")).toBeVisible();
  await expect(detail()).toContainText("budget_exceeded");
  await detail().getByLabel("Alias").fill("other");
  await detail().getByRole("button", { name: "Try" }).click();
  await expect(detail()).toContainText("key_model_access_denied");
});

test("raising the budget lets it through again; nothing typed is lost without a question", async () => {
  await detail().getByRole("tab", { name: "Settings" }).click();
  await expect(detail().getByLabel("Budget in USD")).toHaveValue("0.05");
  await expect(detail().getByRole("button", { name: "Save" })).toBeDisabled();
  await detail().getByLabel("Budget in USD").fill("1,234.000000001");
  await detail().getByRole("tab", { name: "Overview" }).click();
  await dialog().getByRole("button", { name: "Stay" }).click();
  await expect(detail().getByLabel("Budget in USD")).toHaveValue("1,234.000000001");
  await detail().getByRole("button", { name: "Add to Limits of single models" }).click();
  await detail().getByLabel("Model 1").fill("priced");
  await detail().getByLabel("RPM 1").fill("7");
  await detail().getByRole("button", { name: "Save" }).click();
  await expect(detail().getByText("Saved.")).toBeVisible();
  await expect(detail().getByLabel("Budget in USD")).toHaveValue("1234.000000001");
  await expect(row("notebook")).toContainText("$1,234.000000001");
  await expect(row("notebook")).toContainText("Active");
  expect((await call(secret)).status).toBe(200);
  await detail().getByRole("tab", { name: "Overview" }).click();
  await expect(detail().getByRole("region", { name: "Limits, this minute" })).toContainText("1 / 7");
  await detail().getByRole("button", { name: "Set the spend back to 0" }).click();
  await dialog().getByRole("button", { name: "Set the spend back to 0" }).click();
  await expect(row("notebook")).toContainText("$0.00 / ");
});

test("it is blocked, let in again, made anew and deleted, each as its clients then find", async () => {
  await detail().getByRole("button", { name: "Block", exact: true }).click();
  await judge("key-confirm");
  await dialog().getByRole("button", { name: "Block", exact: true }).click();
  await expect(row("notebook")).toContainText("Blocked");
  expect((await call(secret)).text).toContain("Key is blocked");
  await detail().getByRole("button", { name: "Unblock" }).click();
  await expect(row("notebook")).toContainText("Active");
  expect((await call(secret)).status).toBe(200);
  await detail().getByRole("button", { name: "Make anew" }).click();
  await dialog().getByRole("button", { name: "Make anew" }).click();
  const again = await dialog().getByLabel("Key", { exact: true }).inputValue();
  await dialog().getByRole("button", { name: "I have stored it" }).click();
  expect(again).not.toBe(secret);
  expect([(await call(secret)).status, (await call(again)).status]).toEqual([401, 200]);
  await expect(rows()).toHaveCount(1);
  await expect(detail().getByRole("heading", { name: "notebook" })).toBeVisible();
  await detail().getByRole("button", { name: "Delete" }).click();
  await dialog().getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No virtual key yet")).toBeVisible();
  await expect(page).not.toHaveURL(/id=/);
  expect((await call(again)).status).toBe(401);
});

test("a list of keys is walked, filtered and sorted by keyboard, and the address keeps it", async () => {
  const made = async (body: Record<string, unknown>): Promise<string> => {
    const answer = await fetch(`${app.url}/key/generate`, {
      method: "POST",
      headers: { authorization: `Bearer ${masterKey}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return ((await answer.json()) as { key: string }).key; // LiteLLM's answer
  };
  await made({
    key_alias: "ci-nightly",
    tags: ["nightly"],
    models: ["priced", "other"],
    max_budget: 1,
    budget_duration: "1d",
    team_id: "platform",
  });
  await made({ key_alias: "open-webui", rpm_limit: 120, max_parallel_requests: 4, user_id: "kim" });
  await made({
    key_alias: "langflow",
    max_budget: 5,
    spend: 4.2,
    soft_budget: 4,
    budget_duration: "30d",
    rpm_limit: 30,
  });
  await made({ key_alias: "codex", max_budget: 2, spend: 2.5, budget_duration: "7d", models: ["priced"] });
  await made({ key_alias: "김지수-노트북", blocked: true, models: ["priced", "unpriced"] });
  await made({ key_alias: "summer-intern", duration: "1s" });
  await made({ models: ["other"], duration: "90d" });
  const busy = await made({
    key_alias: "flowise",
    max_budget: 1,
    soft_budget: 0.8,
    rpm_limit: 60,
    tpm_limit: 20000,
    max_parallel_requests: 3,
    model_max_budget: { priced: { max_budget: 0.5, budget_duration: "1d" }, other: { max_budget: 0.01 } },
    model_rpm_limit: { other: 5 },
    metadata: { team: "a" },
    tags: ["flows", "nightly"],
    user_id: "lee",
    team_id: "apps",
    aliases: { fast: "priced" },
    allowed_routes: ["llm_api_routes"],
  });
  for (const model of ["priced", "priced", "unpriced", "fast", "other"])
    expect((await call(busy, model)).status).toBe(200);
  await page.goto(`${app.url}/ui/#/keys`);
  await expect(rows()).toHaveCount(8);
  await expect(rows().first()).toContainText("flowise");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(detail().getByRole("heading", { name: "flowise" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(detail().getByRole("heading", { name: /^sk-\.\.\./ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(detail()).toBeHidden();
  await page.getByRole("columnheader", { name: "Spent / budget" }).getByRole("button").click();
  await expect(rows().first()).toContainText("langflow");
  await expect(page.getByRole("columnheader", { name: "Spent / budget" })).toHaveAttribute("aria-sort", "descending");
  await page.keyboard.press("/");
  await page.keyboard.type("nightly");
  await expect(rows()).toHaveCount(2);
  await page.reload();
  await expect(rows()).toHaveCount(2);
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await page.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "Expired" }).click();
  await expect(rows()).toHaveCount(1);
  await expect(rows().first()).toContainText("summer-intern");
  await page.keyboard.press("Escape");
  await expect(rows()).toHaveCount(8);
});

test("the budgets of the file are shown as they are spent", async () => {
  await page.getByRole("button", { name: "Budgets of the file" }).click();
  const table = page.getByRole("table");
  await expect(table.getByRole("row", { name: /^Everything/ })).toContainText("/ $100.00");
  await expect(table.getByRole("row", { name: /^Alias priced/ })).toContainText("never");
  await expect(table.getByRole("row", { name: /^Deployment other → up-model/ })).toContainText("$0.0");
  await expect(page.getByText("Periods are those of the calendar in UTC.")).toBeVisible();
  await page.getByRole("button", { name: "Keys", exact: true }).click();
});

test("the palette and the sheet of shortcuts know the view", async () => {
  await page.goto(`${app.url}/ui/#/`);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Go to Keys");
  await page.keyboard.press("Enter");
  await expect(rows()).toHaveCount(8);
  await page.keyboard.press("?");
  await expect(dialog().getByText("In Keys")).toBeVisible();
  await expect(dialog().getByText("Go to Keys")).toBeVisible();
  await page.keyboard.press("Escape");
});

for (const [width, height] of [
  [1440, 900],
  [1000, 700],
] as const) {
  for (const [language, theme] of [
    ["en", "light"],
    ["en", "dark"],
    ["ko", "light"],
    ["ko", "dark"],
  ] as const) {
    test(`in ${language}, ${theme}, at ${width}x${height} nothing is cut off or inaccessible`, async () => {
      test.slow(); // the accessibility check reads every node of every screen
      await page.setViewportSize({ width, height });
      await look(`${width}-${language}-${theme}`, language, theme);
      await page.setViewportSize({ width: 1440, height: 900 });
    });
  }
}

async function look(name: string, language: string, theme: string): Promise<void> {
  await page.goto(`${app.url}/ui/#/keys`);
  await page.evaluate(
    ([chosen, shade]) => {
      localStorage.setItem("portico.language", chosen ?? "");
      localStorage.setItem("portico.theme", shade ?? "");
    },
    [language, theme],
  );
  await page.reload();
  await expect(rows()).toHaveCount(8);
  await judge(`keys-${name}`);
  await row("flowise").click();
  const tabs = page.getByRole("tab");
  await expect(page.getByRole("tabpanel").getByRole("row", { name: /^unpriced/ })).toBeVisible();
  await judge(`key-overview-${name}`);
  await tabs.nth(1).click();
  await judge(`key-settings-${name}`);
  await page.getByRole("tabpanel").locator("textarea").scrollIntoViewIfNeeded();
  await page.screenshot({ path: `test-results/screens/key-settings-end-${name}.png` });
  await tabs.nth(2).click();
  await page.getByRole("tabpanel").locator('button[type="submit"]').click();
  await expect(page.getByRole("tabpanel").getByText(/up-model/)).toBeVisible();
  await judge(`key-trial-${name}`);
  await page.goto(`${app.url}/ui/#/keys?view=budgets`);
  await expect(page.getByRole("table")).toBeVisible();
  await judge(`file-budgets-${name}`);
  await page.goto(`${app.url}/ui/#/keys`);
  await expect(rows()).toHaveCount(8);
  await page.keyboard.press("n");
  await expect(dialog()).toBeVisible();
  await judge(`key-create-${name}`);
  await page.keyboard.press("Escape");
  await expect(dialog()).toBeHidden();
}

async function judge(name: string): Promise<void> {
  await page.screenshot({ path: `test-results/screens/${name}.png` });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${name} scrolls sideways`).toBe(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

test("without the gateway the list stays, nothing can be changed, and it comes back by itself", async () => {
  await page.evaluate(() => localStorage.setItem("portico.language", "en"));
  await page.reload();
  await expect(rows()).toHaveCount(8);
  expect(consoleErrors).toEqual([]);
  await app.stop();
  await expect(page.getByRole("alert")).toContainText("The gateway does not answer.");
  await expect(rows()).toHaveCount(8);
  await expect(page.getByRole("button", { name: "New key" })).toBeDisabled();
  await app.restart();
  await expect(page.getByRole("button", { name: "New key" })).toBeEnabled({ timeout: 20_000 });
});

test("a ledger that cannot be written is said, and nothing can be changed", async () => {
  await app.stop();
  const data = join(dirname(app.configFile), "data");
  for (const name of readdirSync(data).filter((file) => file.startsWith("ledger.db"))) rmSync(join(data, name));
  mkdirSync(join(data, "ledger.db"));
  await app.restart();
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("Keys cannot be changed now.");
  await expect(page.getByRole("alert")).toContainText("The ledger is closed");
  await expect(page.getByText("The keys are not known now")).toBeVisible();
  await judge("keys-ledger");
  for (const button of await page.getByRole("button", { name: "New key" }).all()) await expect(button).toBeDisabled();
  await page.keyboard.press("n");
  await expect(dialog()).toBeHidden();
});
