/**
 * A request from every side: a stream's pieces and its stall by keyboard, every attempt's error body, both sides of the wire,
 * and two requests against one another; in both languages.
 */
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { startFakeUpstream, type FakeUpstream } from "../gateway/scenarios/fake-upstream.ts";
import { startApp, type App } from "./app.ts";
import { consoleErrorsOf, logIn } from "./signed-in.ts";

let upstream: FakeUpstream;
let app: App;
let page: Page;
let errors: string[];

test.describe.configure({ mode: "serial" });

const traceparent = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01";
const said = (content: string): readonly object[] => [{ role: "user", content }];

test.beforeAll(async ({ browser }) => {
  upstream = await startFakeUpstream();
  const deployment = (alias: string, model: string): string =>
    `  - {model_name: ${alias}, litellm_params: {model: openai/${model}, api_base: "${upstream.url}", api_key: provider-secret-1}}`;
  app = await startApp(`model_list:
${deployment("steady", "x")}
${deployment("flaky", "broken")}
${deployment("private", "x")}
general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
router_settings: {num_retries: 0, fallbacks: [{flaky: [steady]}]}
portico: {log: {aliases: {private: {bodies: false}}}}
`);
  upstream.faults.set("broken", "fault:401");
  const ask = async (body: Record<string, unknown>): Promise<unknown> => (await app.chat(body, { traceparent })).text();
  await ask({ model: "steady", messages: said("the first question"), temperature: 0.2 });
  await ask({ temperature: 0.9, model: "steady", messages: said("the second question") });
  await ask({ model: "flaky", messages: said("what now") });
  await ask({ model: "private", messages: said("not for the log") });
  await ask({
    model: "steady",
    stream: true,
    messages: said(`fault:pauses:${[...Array(20).fill(10), 1200, ...Array(9).fill(10)].join(",")}`),
  });
  page = await (await browser.newContext()).newPage();
  errors = consoleErrorsOf(page);
  await logIn(page, app);
  errors.length = 0; // before the session, the panel is refused
  await page.goto(`${app.url}/ui/#/requests`);
  await expect(rows()).toHaveCount(5);
});

test.afterAll(async () => {
  expect(errors).toEqual([]);
  await app.dispose();
  await upstream.stop();
});

const rows = () =>
  page
    .getByRole("grid")
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell") });
const detail = () => page.getByRole("region", { name: "Request detail" });
const tab = (name: string | RegExp) => detail().getByRole("tab", { name });
const panel = () => detail().getByRole("tabpanel");

async function axeIsClean(): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

test("a stream's stall is named with its maker, and each piece is read with its text by keyboard", async () => {
  await rows().first().click();
  await tab("Timeline").click();
  const chart = panel().getByRole("slider", { name: "The stream, piece by piece" });
  await expect(chart).toHaveAttribute("aria-valuemax", /^[23]\d$/);
  await expect(panel()).toContainText("Gaps: 1");
  await expect(panel()).toContainText("the provider sent nothing");
  await panel().getByRole("button", { name: "Show" }).click();
  await expect(panel().getByText(/^1\.2\d s after the one before$/)).toBeVisible();
  await expect(panel().locator("pre")).toContainText("piece 20 한글");
  await chart.focus();
  await page.keyboard.press("Home");
  await expect(panel().locator("pre")).toContainText("piece 0 한글");
  await page.keyboard.press("ArrowRight");
  await expect(chart).toHaveAttribute("aria-valuetext", /^Piece 2 at /);
  await axeIsClean();
  await panel().getByText("Every piece as a table").click();
  await expect(panel().getByRole("row").nth(1)).toContainText("piece 0");
  await axeIsClean();
});

test("a request that was not streamed says so", async () => {
  await rows().nth(2).click();
  await expect(panel()).toContainText("This answer was not streamed.");
});

test("every attempt stands on one clock with its provider's words, and what was sent to it", async () => {
  await tab(/Attempts/).click();
  await expect(panel()).toContainText("Incorrect API key provided");
  await expect(panel().getByText("HTTP 401")).toBeVisible();
  const sent = panel().getByText("What was sent, and what came back").first();
  await sent.click();
  await expect(panel()).toContainText('"model": "broken"');
  await expect(panel()).toContainText(`POST ${upstream.url}/chat/completions`);
  await expect(panel()).not.toContainText("provider-secret-1");
  await axeIsClean();
});

test("the request is shown on both sides of the gateway, with the headers that prove nothing", async () => {
  await tab("Request").click();
  await panel().getByText("Headers").click();
  await expect(panel()).toContainText(traceparent);
  await expect(panel().getByRole("region", { name: "Headers" })).toContainText("not kept");
  await panel().getByRole("combobox", { name: "Side of the gateway" }).click();
  await page.getByRole("option", { name: "To the provider, attempt 2" }).click();
  await expect(panel()).toContainText(`POST ${upstream.url}/chat/completions`);
  await expect(panel()).toContainText('"x"');
  await axeIsClean();
  await tab("Overview").click();
  await expect(panel()).toContainText("0123456789abcdef0123456789abcdef");
});

test("an alias whose bodies stay out of the log has none on any side", async () => {
  await rows().nth(1).click();
  await tab("Request").click();
  await expect(panel()).toContainText("No body is kept.");
  await tab("Response").click();
  await expect(panel()).toContainText("No body is kept.");
  await page.keyboard.press("Escape");
});

test("two rows are chosen and compared by keyboard: facts, request line by line, answer", async () => {
  await page.goto(`${app.url}/ui/#/requests`);
  await expect(rows()).toHaveCount(5);
  await expect(detail()).toBeHidden();
  await page.locator("body").press("Home");
  for (let step = 0; step < 3; step++) await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("d");
  await expect(page.getByRole("heading", { name: "Compare two requests" })).toBeVisible();
  await expect(page).toHaveURL(/#\/requests\/compare\?a=.+&b=/);
  await expect(page.getByRole("row", { name: /differs: Total/ })).toBeVisible();
  await axeIsClean();
  await page.getByRole("tab", { name: "Request" }).click();
  await expect(page.locator("del")).toContainText(["the first question", '"temperature": 0.2']);
  await expect(page.locator("ins")).toContainText(["the second question", '"temperature": 0.9']);
  await axeIsClean();
  await page.getByRole("button", { name: "Swap A and B" }).click();
  await expect(page.locator("del").filter({ hasText: "the second question" })).toBeVisible();
  await page.getByRole("tab", { name: "Answer" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("Both say the same.");
});

test("from a detail one goes to its comparison with another of its alias, and in Korean too", async () => {
  await page.goto(`${app.url}/ui/#/requests`);
  await rows().first().click();
  await detail().getByRole("button", { name: "Compare with…" }).click();
  await page.getByRole("dialog").getByRole("listitem").first().getByRole("button").click();
  await expect(page.getByRole("heading", { name: "Compare two requests" })).toBeVisible();
  await page.evaluate(() => localStorage.setItem("portico.language", "ko"));
  await page.reload();
  await expect(page.getByRole("heading", { name: "두 요청 비교" })).toBeVisible();
  await axeIsClean();
});
