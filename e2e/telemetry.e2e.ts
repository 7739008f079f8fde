/**
 * Traces as the panel's user sees them: asked for without an endpoint, sent as soon as the file names one, a span with all
 * it carries, a test span, a receiver that breaks; by keyboard, in both languages and themes.
 */
import AxeBuilder from "@axe-core/playwright";
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { startFakeUpstream, type FakeUpstream } from "../gateway/scenarios/fake-upstream.ts";
import { startOtlpReceiver, type OtlpReceiver } from "../gateway/scenarios/otlp-receiver/otlp-receiver.ts";
import { startApp, type App } from "./app.ts";
import { consoleErrorsOf, logIn } from "./signed-in.ts";

let upstream: FakeUpstream;
let receiver: OtlpReceiver;
let app: App;
let page: Page;
let consoleErrors: string[] = [];

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  upstream = await startFakeUpstream();
  receiver = await startOtlpReceiver();
  app = await startApp(`
model_list:
  - model_name: main
    litellm_params: {model: openai/up-model, api_base: "${upstream.url}", api_key: sk-up-secret-1}
litellm_settings: {callbacks: [otel], success_callback: [otel]}
environment_variables: {OTEL_BSP_SCHEDULE_DELAY: "20"}
general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
`);
  page = await (await browser.newContext()).newPage();
  consoleErrors = consoleErrorsOf(page);
  await logIn(page, app);
  consoleErrors.length = 0;
});

test.afterAll(async () => {
  await app.dispose();
  await receiver.stop();
  await upstream.stop();
});

const figure = (name: string): Locator =>
  page
    .locator("dl")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("dd")
    .first();
const call = async (): Promise<void> => {
  const body = { model: "main", messages: [{ role: "user", content: "hi" }], metadata: { agent_id: "agent-7" } };
  await (await app.chat(body)).text();
};

async function isClean(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test("otel without an endpoint is said, with the line that mends it", async () => {
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { name: "Telemetry" })).toBeVisible();
  await expect(page.getByText("No endpoint is set, so nothing is sent")).toBeVisible();
  await expect(page.getByText("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Traces are off" })).toBeVisible();
  await isClean();
});

test("the file names one, and the next request's span is shown with what the client sent", async () => {
  const text = readFileSync(app.configFile, "utf8");
  const callback = `callback_settings: {otel: {endpoint: "${receiver.httpUrl}", headers: {authorization: Bearer x1y2z3}}}\n`;
  writeFileSync(app.configFile, text + callback);
  await expect(page.getByText("Traces are sent")).toBeVisible();
  await expect(page.getByText("No span has been exported yet")).toBeVisible();
  await call();
  await expect(figure("Spans exported")).toHaveText("2");
  const attributes = page.getByRole("table", { name: "Attributes" });
  await expect(attributes.getByRole("row", { name: "metadata.agent_id" })).toContainText("agent-7");
  await expect(attributes.getByRole("row", { name: "gen_ai.usage.input_tokens" })).toContainText("11");
  await page.getByRole("searchbox", { name: "Find an attribute" }).fill("agent-7");
  await expect(attributes.getByRole("row", { name: "gen_ai.usage.input_tokens" })).toBeHidden();
  await expect(page.getByText("callback_settings.otel.endpoint")).toBeVisible();
  expect(await page.content()).not.toContain("x1y2z3");
  await isClean();
});

test("a test span arrives, and a receiver that breaks is seen at once", async () => {
  const settings = page.getByRole("heading", { name: "Resource" });
  const before = await settings.boundingBox();
  const button = page.getByRole("button", { name: "Send a test span" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/The receiver took it in/)).toBeVisible();
  expect(receiver.spans.at(-1)?.name).toBe("portico.test");
  receiver.answer = 500;
  await call();
  await expect(figure("Spans lost")).toHaveText("2");
  await expect(page.getByRole("alert")).toContainText("500");
  await button.click();
  await expect(page.getByText(/The receiver did not take it: 500/)).toBeVisible();
  expect(await settings.boundingBox()).toEqual(before);
  await isClean();
  receiver.answer = 200;
  await call();
  await expect(page.getByText("Traces are sent")).toBeVisible();
  await expect(page.getByRole("alert")).toBeHidden();
});

test("it is right in Korean, in the dark, and in a narrow window", async () => {
  await page.evaluate(() => {
    localStorage.setItem("portico.theme", "dark");
    localStorage.setItem("portico.language", "ko");
  });
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.reload();
  await expect(page.getByRole("heading", { name: "텔레메트리" })).toBeVisible();
  await expect(page.getByRole("table", { name: "속성" })).toBeVisible();
  await isClean();
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(isWide).toBe(false);
  expect(consoleErrors).toEqual([]);
});
