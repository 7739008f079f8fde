/**
 * What was used, as the panel's user sees it: live on the overview, a period broken down and drilled into, taken along as a
 * file, and a provider's bill held against it; by keyboard, in both languages and themes.
 */
import AxeBuilder from "@axe-core/playwright";
import { readFileSync } from "node:fs";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { startFakeUpstream, type FakeUpstream } from "../gateway/scenarios/fake-upstream.ts";
import { masterKey, startApp, type App } from "./app.ts";
import { consoleErrorsOf, logIn } from "./signed-in.ts";

let upstream: FakeUpstream;
let app: App;
let page: Page;
let consoleErrors: string[] = [];
const hello = { messages: [{ role: "user", content: "hi" }] };

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  upstream = await startFakeUpstream();
  const at = `api_base: "${upstream.url}", api_key: sk-up-secret-1`;
  app = await startApp(`
model_list:
  - model_name: priced
    litellm_params: {model: openai/up-model, ${at}, input_cost_per_token: 0.001, output_cost_per_token: 0.002}
  - model_name: unpriced
    litellm_params: {model: hosted_vllm/nobody-knows-this-model, ${at}}
general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
`);
  page = await (await browser.newContext({ acceptDownloads: true })).newPage();
  consoleErrors = consoleErrorsOf(page);
  await logIn(page, app);
  consoleErrors.length = 0;
});

test.afterAll(async () => {
  await app.dispose();
  await upstream.stop();
});

const total = (name: string): Locator =>
  page
    .getByLabel("Totals of the period")
    .locator("div")
    .filter({ has: page.getByText(name, { exact: true }) });
const call = async (model: string, client = "curl/8.5"): Promise<void> => {
  await (await app.chat({ model, ...hello }, { "user-agent": client })).text();
};

async function isClean(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test("an idle gateway says how to begin, and moves nothing when the first calls come in", async () => {
  const connect = page.getByRole("heading", { name: "Connect a client" });
  await expect(page.getByText("since the gateway started")).toBeVisible();
  const before = await connect.boundingBox();
  await page.keyboard.press("g");
  await page.keyboard.press("u");
  await expect(page.getByText("Nothing was used in this period")).toBeVisible();
  await page.getByRole("link", { name: "Connect a client" }).click();
  for (let each = 0; each < 4; each++) await call("priced");
  await call("unpriced", "langflow/1");
  await call("nobody-has-this");
  const now = page.getByRole("region", { name: "Now" });
  await expect(now.getByText("1 of 6")).toBeVisible();
  await expect(now.getByText("+ 1 of unknown price")).toBeVisible();
  expect(await connect.boundingBox()).toEqual(before);
});

test("a period adds up, unknown apart, and each row leads to its requests", async () => {
  await page.goto(`${app.url}/ui/#/usage`);
  await expect(total("Requests")).toContainText("6");
  await expect(total("Requests")).toContainText("1 without a charge");
  await expect(total("Cost")).toContainText("+ 1 of unknown price");
  const spend = (await (
    await fetch(`${app.url}/global/spend`, { headers: { authorization: `Bearer ${masterKey}` } })
  ).json()) as { spend: number };
  await expect(total("Cost").locator("dd").first()).toHaveText(`$${spend.spend}`);
  await isClean();
  const table = page.getByRole("table", { name: "By Alias" });
  await expect(table.getByRole("row")).toHaveCount(4);
  await expect(table.getByRole("row", { name: "unpriced" })).toContainText("not known");
  await expect(page.getByText("The ledger's sums of 5 charges")).toBeVisible();
  // Live: the figures go on while it is looked at.
  await call("priced");
  await expect(total("Requests")).toContainText("7");
  await table.getByRole("link", { name: "Requests of priced" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/requests\?alias=priced&since=\d+&until=\d+/);
  await expect(page.getByRole("heading", { name: "Requests" })).toBeVisible();
  await page.goBack();
});

test("what the chart says is a table too, by any name, and the address keeps it", async () => {
  await page.getByRole("combobox", { name: "By" }).click();
  await page.getByRole("option", { name: "Client" }).click();
  await page.getByRole("button", { name: "7 days" }).click();
  await expect(page).toHaveURL(/by=client/);
  await expect(page).toHaveURL(/period=7d/);
  const clients = page.getByRole("table", { name: "By Client" });
  await expect(clients.getByRole("row", { name: "curl/8.5" })).toContainText("6");
  await clients.getByRole("button", { name: "Requests" }).click();
  await page.reload();
  await expect(clients.getByRole("columnheader", { name: "Requests" })).toHaveAttribute("aria-sort", "descending");
  await page.getByRole("button", { name: "As a table" }).press("Enter");
  await expect(page.getByRole("columnheader", { name: "From" })).toBeVisible();
  await isClean();
});

test("the tables go along as a file with exact amounts", async () => {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^portico-usage-client-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
  const text = readFileSync(await download.path(), "utf8");
  expect(text.split("\r\n")[0]).toContain("name,id,provider,cost_usd,unpriced_requests");
  expect(text).toMatch(/,client,langflow\/1,langflow\/1,,,1,1,1,/); // its cost is not known: an empty cell
});

test("a provider's bill is held against the ledger, and a wrong one refused at its line", async () => {
  await page.getByRole("button", { name: "Compare a bill" }).click();
  await isClean();
  const paste = page.getByRole("textbox", { name: "Drop a CSV file here" });
  await paste.fill('usage_date_utc,model,token_type,cost_usd\n2026-09-28,m,output,"1');
  await expect(page.getByRole("alert")).toContainText("Line 2: a quotation mark is opened and never closed.");
  const day = new Date().toISOString().slice(0, 10);
  const head = "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item";
  const line = (model: string, usd: string): string => `1,2,${day}T00:00:00+00:00,,${usd},usd,"${model}, output"`;
  await page.getByLabel("Choose a file").setInputFiles({
    name: "costs.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([head, line("up-model", "0.5"), line("o3", "2")].join("\n")),
  });
  await expect(page.getByText("OpenAI costs")).toBeVisible();
  const result = page.getByRole("table", { name: "Bill and ledger" });
  await expect(result.getByRole("row", { name: "up-model" })).toContainText("differs");
  await expect(result.getByRole("row", { name: "o3" })).toContainText("only in the bill");
  await page.getByRole("button", { name: /only in the bill 1/ }).click();
  await expect(result.getByRole("row", { name: "up-model" })).toBeHidden();
  await isClean();
  // Of no known kind: the columns are named, with a first guess.
  await page.getByRole("button", { name: "Another file" }).click();
  await paste.fill(`When;Engine model;Spend\n${day};up-model;0.1\n`);
  await page.getByLabel("Day or time").selectOption("When");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(result.getByRole("row", { name: "nobody-knows-this-model" })).toContainText("only in the ledger");
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const text = readFileSync(await (await waiting).path(), "utf8");
  expect(text).toContain(`${day},up-model,differs,`);
});

test("it is right in Korean, in the dark, and in a narrow window", async () => {
  await page.evaluate(() => {
    localStorage.setItem("portico.theme", "dark");
    localStorage.setItem("portico.language", "ko");
  });
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.goto(`${app.url}/ui/#/usage?period=24h`);
  await page.reload();
  await expect(page.getByRole("heading", { name: "사용량" })).toBeVisible();
  await expect(page.getByRole("table", { name: "별칭별" })).toBeVisible();
  await isClean();
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(isWide).toBe(false);
  expect(consoleErrors).toEqual([]);
});
