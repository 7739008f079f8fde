/**
 * The catalog as its user lives it: finding a deployment by filters and keys, trying it, setting two side by side, and
 * adding a model that was found elsewhere, until a client calls it.
 */
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { startAbleUpstream } from "../gateway/scenarios/able-upstream.ts";
import { startListServer, type ListServer } from "../gateway/scenarios/list-server.ts";
import { openrouterPage } from "../gateway/scenarios/listed-models.ts";
import { masterKey, startApp, type App } from "./app.ts";
import { consoleErrorsOf } from "./signed-in.ts";

let upstream: ListServer;
let router: ListServer;
let app: App;
let page: Page;
let consoleErrors: string[] = [];

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  upstream = await startAbleUpstream();
  router = await startListServer(({ path, body }) => {
    if (path === "/api/v1/models") return { body: openrouterPage };
    if (path !== "/api/v1/chat/completions") return undefined;
    const { model } = JSON.parse(body) as { model: string };
    const message = { role: "assistant", content: `Hello from ${model}` };
    const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8, cost: 0.0001 };
    const choices = [{ index: 0, message, finish_reason: "stop" }];
    return { body: { id: "gen-1", object: "chat.completion", created: 1, model, choices, usage } };
  });
  app = await startApp(`
model_list:
  - model_name: smart # the good one
    litellm_params: {model: openai/able, api_base: "${upstream.origin}/v1", api_key: sk-up-secret-1, input_cost_per_token: 0.000001, output_cost_per_token: 0.000002}
    model_info: {id: smart-1, supports_function_calling: true}
  - {model_name: gpt, litellm_params: {model: openai/gpt-4o-mini, api_base: "${upstream.origin}/v1", api_key: sk-up-secret-1}, model_info: {id: gpt-1}}
  - {model_name: plain, litellm_params: {model: openai/plain, api_base: "${upstream.origin}/v1", api_key: sk-up-secret-1}, model_info: {id: plain-1}}
  - {model_name: demo, litellm_params: {model: openai/demo, mock_response: Hello}, model_info: {id: demo-1}}
  - {model_name: lost, litellm_params: {model: anthropic/claude-x, api_key: os.environ/PORTICO_E2E_UNSET}}
general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
`);
  page = await (await browser.newContext()).newPage();
  consoleErrors = consoleErrorsOf(page);
  await page.goto(app.link());
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
});

test.afterAll(async () => {
  await app.dispose();
  await upstream.stop();
  await router.stop();
});

const grid = () => page.getByRole("grid", { name: "Deployments" });
const rows = () =>
  grid()
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell") });
const aliases = (): Promise<string[]> =>
  rows().evaluateAll((all) => all.map((row) => row.children[0]?.textContent ?? ""));
const detail = () => page.getByRole("region", { name: "Deployment" });

test("g and m lead to the catalog, which says why an entry of the file does not work", async () => {
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page.getByRole("heading", { name: "Catalog" })).toBeVisible();
  await expect(rows()).toHaveCount(5);
  await expect(rows().filter({ hasText: "lost" })).toContainText("Disabled");
  await expect(rows().filter({ hasText: "lost" })).toContainText("PORTICO_E2E_UNSET");
  await expect(rows().filter({ hasText: "gpt" })).toContainText("0.15");
});

test("filters and order stand in the address, and an address with them shows the same again", async () => {
  await page.getByRole("combobox", { name: "Ability" }).click();
  await page.getByRole("option", { name: "Tools" }).click();
  await expect.poll(aliases).toEqual(["smart", "gpt"]);
  await page.getByRole("combobox", { name: "Price at most" }).click();
  await page.getByRole("option", { name: "up to $0.5 / M" }).click();
  await expect.poll(aliases).toEqual(["gpt"]);
  expect(page.url()).toContain("ability=tools");
  expect(page.url()).toContain("max=0.5");
  await page.reload();
  await expect.poll(aliases).toEqual(["gpt"]);
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(rows()).toHaveCount(5);
  await grid().getByRole("button", { name: "$ in / M" }).click();
  await expect(grid().getByRole("columnheader", { name: "$ in / M" })).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(async () => (await aliases()).slice(0, 3)).toEqual(["demo", "gpt", "smart"]);
  await page.goto(`${app.url}/ui/#/catalog?sort=inputPrice&down=true&search=openai`);
  await expect.poll(async () => (await aliases()).slice(0, 3)).toEqual(["smart", "gpt", "demo"]);
  await page.goto(`${app.url}/ui/#/catalog?search=no-such-thing`);
  await expect(page.getByText("No deployment matches this filter")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).last().click();
});

test("the keyboard finds, opens and closes a deployment", async () => {
  await page.goto(`${app.url}/ui/#/catalog`);
  await expect(rows()).toHaveCount(5);
  await page.keyboard.press("/");
  await page.keyboard.type("smart");
  await expect.poll(aliases).toEqual(["smart"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(rows()).toHaveCount(5);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(detail().getByRole("heading", { name: "gpt" })).toBeVisible();
  await page.keyboard.press("k");
  await expect(detail().getByRole("heading", { name: "smart" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(detail()).toHaveCount(0);
  await page.goto(`${app.url}/ui/#/catalog?id=gpt-1`);
  await detail().getByRole("link", { name: "config.yaml:6" }).click();
  await expect(page.getByRole("heading", { name: "Config", exact: true })).toBeVisible();
  await expect(page.locator(".monaco-editor .view-lines")).toContainText("gpt-4o-mini");
});

test("a test and a probe call that very deployment, say what they cost, and leave what they saw", async () => {
  await page.goto(`${app.url}/ui/#/catalog?id=smart-1`);
  await detail().getByRole("button", { name: "Test", exact: true }).click();
  await expect(detail()).toContainText("It answered");
  await expect(detail()).toContainText("$0.000016");
  await detail().getByRole("button", { name: "Probe abilities" }).click();
  await expect(detail()).toContainText("Tried 5 abilities");
  await expect(detail()).toContainText("$0.000168");
  await expect(detail()).toContainText("It called get_weather");
  await expect(detail().getByRole("listitem").filter({ hasText: "Vision" })).toContainText("yes");
  await detail().getByRole("button", { name: "Test", exact: true }).click();
  await detail().getByRole("link", { name: "Open in the log" }).click();
  await expect(page.getByRole("region", { name: "Request detail" })).toContainText("portico:probe");
});

test("two deployments stand side by side, by keyboard too, and the address keeps both", async () => {
  await page.goto(`${app.url}/ui/#/catalog?id=smart-1`);
  await detail().getByRole("button", { name: "Compare" }).click();
  await expect(page.getByText(/Choose the deployment to compare with/)).toBeVisible();
  await page.locator("body").click({ position: { x: 700, y: 20 } });
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const comparison = page.getByRole("region", { name: "Comparison" });
  await expect(comparison.getByRole("row", { name: /^Input/ })).toContainText("1.00");
  await expect(comparison.getByRole("row", { name: /^Input/ })).toContainText("0.15");
  await expect(comparison.getByRole("row", { name: /^Provider/ })).not.toContainText("differs");
  await expect(comparison.getByRole("rowheader", { name: /Model ?, differs/ })).toBeVisible();
  expect(page.url()).toContain("with=gpt-1");
  await page.reload();
  await expect(comparison).toBeVisible();
  await comparison.getByRole("button", { name: "Swap sides" }).click();
  await expect(comparison.getByRole("columnheader").nth(1)).toHaveText("gpt");
  await page.keyboard.press("Escape");
  await expect(detail().getByRole("heading", { name: "gpt" })).toBeVisible();
});

test("columns are chosen and remembered", async () => {
  await page.goto(`${app.url}/ui/#/catalog`);
  await page.getByRole("button", { name: "Choose columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "In the file" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Provider" }).click();
  await page.keyboard.press("Escape");
  await expect(grid().getByRole("columnheader", { name: "In the file" })).toBeVisible();
  await expect(rows().first()).toContainText("config.yaml:3");
  await page.reload();
  await expect(grid().getByRole("columnheader", { name: "In the file" })).toBeVisible();
  await expect(grid().getByRole("columnheader", { name: "Provider" })).toHaveCount(0);
  await page.evaluate(() => localStorage.removeItem("portico.catalog.columns"));
  await page.reload();
});

test("a server that is not there, and one that lists nothing, are said plainly", async () => {
  await page.goto(`${app.url}/ui/#/catalog/discover`);
  await page.getByLabel("Any base URL").fill("http://127.0.0.1:9/v1");
  await page.getByRole("button", { name: "List models" }).click();
  await expect(page.getByText(/ECONNREFUSED/)).toBeVisible();
  await page.getByLabel("Any base URL").fill(`${upstream.origin}/v1`);
  await page.getByRole("button", { name: "List models" }).click();
  await expect(page.getByText(/not with a list of models/)).toBeVisible();
});

test("a model that was found elsewhere is added with its key asked for once, shown before it is saved, and called", async () => {
  await page.goto(`${app.url}/ui/#/catalog/discover`);
  await page.getByLabel("Any base URL").fill(`${router.origin}/api/v1`);
  await page.getByLabel("Variable with its key").fill("E2E_ROUTER_KEY");
  await expect(page.getByText(`E2E_ROUTER_KEY is sent to ${router.host}, and nowhere else.`)).toBeVisible();
  await page.getByRole("button", { name: "List models" }).click();
  await expect(page.getByText("The variable E2E_ROUTER_KEY is not set.")).toBeVisible();
  await page.getByLabel(/^Key ·/).fill("sk-router-secret-9");
  await page.getByRole("button", { name: "Save the key and list models" }).click();
  const models = page.getByRole("region", { name: "Models found" });
  await expect(models.getByRole("checkbox")).toHaveCount(3);
  await models.getByRole("checkbox", { name: /gemini-2.5-flash/ }).check();
  await models.getByRole("searchbox", { name: "Filter by name" }).fill("qwen instruct");
  await expect(models.getByRole("checkbox")).toHaveCount(1);
  await models.getByRole("checkbox", { name: /qwen3-235b/ }).check();
  await expect(models).toContainText("2 chosen");
  await models.getByRole("button", { name: "Review and add" }).click();
  const review = page.getByRole("region", { name: "Add to the config" });
  await review.getByLabel("Alias of openrouter/qwen/qwen3-235b-a22b-2507").fill("plain");
  await expect(review).toContainText("joins an alias that exists");
  await review.getByLabel("Alias of openrouter/qwen/qwen3-235b-a22b-2507").fill("my-qwen");
  const preview = review.getByRole("region", { name: /What will be added to config.yaml/ });
  await expect(preview).toContainText("model_name: my-qwen");
  await expect(preview).toContainText("os.environ/E2E_ROUTER_KEY");
  await expect(preview).toContainText("max_input_tokens: 262144");
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  const before = readFileSync(app.configFile, "utf8");
  await review.getByRole("button", { name: "Add to the draft" }).click();
  await expect(page.getByText("Added to the draft of config.yaml.")).toBeVisible();
  expect(readFileSync(app.configFile, "utf8")).toBe(before);
  await page.getByRole("link", { name: "Review and save" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const after = readFileSync(app.configFile, "utf8");
  expect(after).toContain("# the good one");
  expect(after).not.toContain("sk-router-secret-9");
  // In the style of the entries around it, one line each; every other line is as it was.
  expect(after.split("\n").filter((line) => !line.includes(router.host))).toEqual(before.split("\n"));
  await expect
    .poll(async () => (await app.chat({ model: "my-qwen", messages: [{ role: "user", content: "hi" }] })).status)
    .toBe(200);
  const answer = await (await app.chat({ model: "my-qwen", messages: [{ role: "user", content: "hi" }] })).text();
  expect(answer).toContain("Hello from qwen/qwen3-235b-a22b-2507");
  expect(router.asked.at(-1)?.headers.authorization).toBe("Bearer sk-router-secret-9");
  await page.goto(`${app.url}/ui/#/catalog?alias=my-qwen`);
  await expect(rows()).toHaveCount(1);
  await expect(rows().first()).toContainText("262K");
  await expect(rows().first()).toContainText("0.078");
  await page.goto(
    `${app.url}/ui/#/catalog/discover?base=${encodeURIComponent(`${router.origin}/api/v1`)}&key=E2E_ROUTER_KEY`,
  );
  await expect(models.getByRole("listitem").filter({ hasText: "qwen3-235b" })).toContainText("my-qwen");
});

test("nothing on the way is an obstacle to a screen reader", async () => {
  for (const address of [
    "/catalog",
    "/catalog?id=smart-1",
    "/catalog?id=smart-1&with=gpt-1",
    "/catalog/discover",
    "/catalog/discover?source=groq",
    `/catalog/discover?base=${encodeURIComponent(`${router.origin}/api/v1`)}`,
  ]) {
    for (const theme of ["light", "dark"]) {
      await page.evaluate((value) => localStorage.setItem("portico.theme", value), theme);
      await page.goto(`${app.url}/ui/#${address}`);
      await page.reload();
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.waitForLoadState("networkidle").catch(() => {});
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [address, theme, id, nodes[0]?.html])).toEqual([]);
    }
  }
  await page.evaluate(() => localStorage.removeItem("portico.theme"));
});

test("the catalog speaks Korean", async () => {
  await page.evaluate(() => localStorage.setItem("portico.language", "ko"));
  await page.goto(`${app.url}/ui/#/catalog`);
  await page.reload();
  await expect(page.getByRole("heading", { name: "카탈로그" })).toBeVisible();
  await expect(page.getByRole("link", { name: "모델 찾기" })).toBeVisible();
  await page.evaluate(() => localStorage.removeItem("portico.language"));
  await page.reload();
});

test("the panel holds no key, and its console is clean", async () => {
  const held = await page.evaluate(
    () => document.documentElement.outerHTML + JSON.stringify(Object.entries(localStorage)),
  );
  expect(held).not.toContain(masterKey);
  expect(held).not.toContain("sk-up-secret-1");
  expect(held).not.toContain("sk-router-secret-9");
  // What could not be listed above was answered with a 422, the key that was not set with a 400.
  expect(consoleErrors.filter((text) => !/status of 4(22|00)/.test(text))).toEqual([]);
});
