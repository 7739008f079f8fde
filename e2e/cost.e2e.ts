/** What a request cost, as the panel's user reads it: with its formula, by the provider's word, unknown, estimated. */
import { expect, test, type Page } from "@playwright/test";
import { startFakeUpstream, type FakeUpstream } from "../gateway/scenarios/fake-upstream.ts";
import { startApp, type App } from "./app.ts";
import { logIn } from "./signed-in.ts";

let upstream: FakeUpstream;
let app: App;
let page: Page;

test.beforeAll(async ({ browser }) => {
  upstream = await startFakeUpstream();
  const entry = (name: string, model: string, more = ""): string =>
    `  - {model_name: ${name}, litellm_params: {model: ${model}, api_base: "${upstream.url}", api_key: sk-up-secret-1${more}}}\n`;
  app = await startApp(
    `model_list:\n${entry("listed", "openai/gpt-4o")}` +
      `${entry("own", "openai/mine", ", input_cost_per_token: 0.000002, output_cost_per_token: 0.000004")}` +
      `${entry("reported", "openrouter/some/model")}${entry("priceless", "hosted_vllm/mine")}` +
      `general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}\n`,
  );
  page = await (await browser.newContext()).newPage();
  await logIn(page, app);
});

test.afterAll(async () => {
  await app.dispose();
  await upstream.stop();
});

let calls = 0;

/** Sends one call and opens its row, the newest. */
async function costOf(model: string, content = "hello", stream = false): Promise<ReturnType<Page["getByRole"]>> {
  await (await app.chat({ model, stream, messages: [{ role: "user", content }] })).text();
  await page.goto(`${app.url}/ui/#/requests`);
  const rows = page
    .getByRole("grid")
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell") });
  await expect(rows).toHaveCount(++calls);
  await rows.first().click();
  return page.getByRole("region", { name: "Request detail" }).getByRole("region", { name: "Cost" });
}

test("a cost is shown with its formula and where its price stands", async () => {
  const listed = await costOf("listed");
  await expect(listed).toContainText("input 7 × $0.0000025 = $0.0000175");
  await expect(listed).toContainText("cached input 4 × $0.00000125 = $0.000005");
  await expect(listed).toContainText(/the price map: gpt-4o \(litellm \d/);
  await expect(listed).toContainText("$0.0000525");
  const own = await costOf("own");
  await expect(own).toContainText("the file (litellm_params)");
  await expect(own).toContainText("$0.000034");
});

test("a provider's own report, an unknown price and an estimate say what they are", async () => {
  await expect(await costOf("reported")).toContainText("the provider's own report");
  const priceless = await costOf("priceless");
  await expect(priceless).toContainText("unknown");
  await expect(priceless).toContainText("input_cost_per_token");
  await expect(priceless).not.toContainText("$0");
  const silent = await costOf("own", "fault:nodone", true);
  await expect(silent).toContainText("≈ $");
  await expect(silent).toContainText("estimate");
});
