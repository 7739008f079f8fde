/**
 * A failure sent again elsewhere and compared; fifty requests run against a candidate, stopped, and their bill read: by
 * keyboard, in both languages.
 */
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { startFakeUpstream, type FakeUpstream } from "../gateway/scenarios/fake-upstream.ts";
import { startApp, type App } from "./app.ts";
import { consoleErrorsOf, logIn } from "./signed-in.ts";

let upstream: FakeUpstream;
let app: App;
let page: Page;
let consoleErrors: string[] = [];

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  upstream = await startFakeUpstream();
  const entry = (alias: string, input: string, output: string): string =>
    `  - model_name: ${alias}\n` +
    `    litellm_params: {model: openai/${alias}, api_base: "${upstream.url}", api_key: sk-up-secret-1, ` +
    `input_cost_per_token: ${input}, output_cost_per_token: ${output}}\n`;
  app = await startApp(
    `model_list:\n${entry("workhorse", "0.000001", "0.000002")}${entry("candidate", "0.000003", "0.000005")}` +
      `router_settings: {num_retries: 0}\n` +
      `general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}\n`,
  );
  // Whatever a message asks for, the workhorse answers; the candidate does what it says.
  upstream.faults.set("workhorse", "as asked");
  page = await (await browser.newContext()).newPage();
  consoleErrors = consoleErrorsOf(page);
  await logIn(page, app);
  consoleErrors.length = 0;
});

test.afterAll(async () => {
  await app.dispose();
  await upstream.stop();
});

async function ask(content: string): Promise<void> {
  await (await app.chat({ model: "workhorse", messages: [{ role: "user", content }] })).text();
}

async function isClean(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

const rows = (list: string): Locator =>
  page
    .getByRole("grid", { name: list })
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell") });
const detail = (): Locator => page.getByRole("region", { name: "Request detail" });
const links = (): Locator => detail().getByRole("list", { name: "Sent again" }).getByRole("listitem");
const dialog = (): Locator => page.getByRole("dialog");
const row = (name: string): Locator => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });

test("a failure is found by a Korean word, sent to another alias and compared with what came of it", async () => {
  upstream.faults.set("workhorse", "fault:500");
  await ask("결제 한도를 요약해 줘");
  upstream.faults.set("workhorse", "as asked");
  const search = `text=${encodeURIComponent("결제")}`;
  // Its words are looked for in the file, where a row comes a moment after its end.
  await expect
    .poll(async () => (await page.request.get(`${app.url}/ui/api/requests?${search}`)).text())
    .toContain('"id"');
  await page.goto(`${app.url}/ui/#/requests?${search}`);
  await expect(rows("Requests, newest first")).toHaveCount(1);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(detail()).toContainText("No provider gave an answer");
  await page.keyboard.press("r");
  await dialog().getByRole("tab", { name: "On other aliases" }).click();
  await isClean();
  await dialog().getByRole("searchbox").fill("cand");
  await dialog().getByLabel("candidate").check();
  await dialog().getByRole("button", { name: "Send to 1 alias" }).click();
  await expect(dialog()).toBeHidden();
  // The row that it became, and the chain it is now of.
  await expect(detail().getByRole("heading", { name: "candidate" })).toBeVisible();
  const chain = links();
  await expect(chain).toHaveCount(2);
  await expect(chain.nth(0)).toContainText(/Failed.*workhorse.*original/);
  await expect(chain.nth(1)).toContainText(/OK.*candidate/);
  await chain.nth(1).getByRole("button", { name: "Compare with the original" }).click();
  await expect(dialog().locator("ins")).toHaveText(/Hello 안녕/);
  await expect(dialog().locator("del")).toContainText("The server had an error");
  await isClean();
  await page.keyboard.press("Escape");
  await expect(dialog()).toBeHidden();
});

test("an edited body is checked before it goes", async () => {
  await page.keyboard.press("r");
  await dialog().getByRole("tab", { name: "Edited" }).click();
  const editor = dialog().getByTestId("json-editor");
  await expect(editor).toContainText("결제 한도를 요약해 줘");
  await editor.locator(".view-lines").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("{nope");
  await expect(dialog().getByText(/This is not a JSON object/)).toBeVisible();
  await expect(dialog().getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText('{"model":"candidate","messages":[{"role":"user","content":"고친 질문"}]}');
  await dialog().getByRole("button", { name: "Send", exact: true }).click();
  await expect(dialog()).toBeHidden();
  await expect(links()).toHaveCount(3);
  await expect(links().nth(2)).toContainText("edited");
  await detail().getByRole("tab", { name: "Messages" }).click();
  await expect(detail()).toContainText("고친 질문");
});

test("fifty requests run against a candidate: the bill beforehand, progress, stop, and the bill after", async () => {
  await page.keyboard.press("Escape");
  // The list is newest first, and so is the run: the last twenty are answered, the others hang.
  for (let at = 0; at < 50; at++) await ask(at < 30 ? "fault:hang" : at === 49 ? "fault:reason" : `question ${at}`);
  await page.goto(`${app.url}/ui/#/requests?alias=workhorse&status=200`);
  await expect(page.getByText("50 shown")).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  for (let at = 1; at < 50; at++) await page.keyboard.press("Shift+J");
  await expect(page.getByText("50 selected")).toBeVisible();
  await page.keyboard.press("r");
  await expect(dialog()).toContainText("Send 50 requests to a candidate");
  await dialog().getByLabel("candidate", { exact: true }).check();
  await expect(dialog()).toContainText("50 of 50");
  // 11 tokens in, 3 out each, at both prices.
  await expect(dialog()).toContainText("$0.00085");
  await expect(dialog()).toContainText("$0.0024");
  await isClean();
  await dialog().getByRole("button", { name: "Start" }).click();
  await expect(page.getByText("Running", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("20 of 50")).toBeVisible();
  await page.keyboard.press("s");
  await expect(page.getByText("Stopped", { exact: true })).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveAttribute("value", "20");
  await expect(row("Cost").getByRole("cell").nth(0)).toHaveText("$0.00034"); // of the 20 that ended: four were cut off
  await expect(row("Cost").getByRole("cell").nth(1)).toHaveText(/^≈ \$0\.000951$/);
  await expect(page.getByRole("button", { name: "Same 19" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Others 30" })).toBeVisible();
  await isClean();
});

test("a run's changed rows are looked through by keyboard, and the run outlives the tab", async () => {
  await page.keyboard.press("c");
  await expect(rows("Rows of the run")).toHaveCount(1);
  await page.keyboard.press("j");
  const pane = page.getByRole("region", { name: "Comparison of a row" });
  await expect(pane.locator("ins").first()).toBeVisible();
  await expect(pane.getByRole("table", { name: "Before and after" })).toContainText("workhorse");
  await isClean();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("table", { name: "Runs" }).getByRole("row")).toHaveCount(2);
  await page.evaluate(() => localStorage.setItem("portico.language", "ko"));
  await page.reload();
  await expect(page.getByRole("table", { name: "실행 목록" }).getByRole("row")).toHaveCount(2);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByText("중지됨", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "같음 19" })).toBeVisible();
  await page.setViewportSize({ width: 1000, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
  await isClean();
  expect(consoleErrors).toEqual([]);
});
