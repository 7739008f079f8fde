/**
 * The alias graph and form as their user lives them: a real file, changed by hand, by key and by drag, undone across
 * views, saved; and a file of ten thousand aliases that stays quick.
 */
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { startFakeUpstream, type FakeUpstream } from "../gateway/scenarios/fake-upstream.ts";
import { startApp, type App } from "./app.ts";
import { longestTask } from "./longest-task.ts";
import { consoleErrorsOf } from "./signed-in.ts";

let upstream: FakeUpstream;
let app: App;
let page: Page;
let consoleErrors: string[] = [];

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  upstream = await startFakeUpstream();
  app = await startApp(configText());
  page = await (await browser.newContext()).newPage();
  consoleErrors = consoleErrorsOf(page);
  await page.goto(app.link());
  await openAliases();
});

test.afterAll(async () => {
  await app.dispose();
  await upstream.stop();
});

function configText(): string {
  return `# the one file
model_list:
  # first choice
  - model_name: qwen-235b   # used by everyone
    litellm_params:
      model: openrouter/qwen/qwen3-235b-a22b-2507
      api_base: "${upstream.url}"
      api_key: sk-up-secret-1
  - model_name: gpt-4
    litellm_params: {model: openai/gpt-4.1, api_base: "${upstream.url}", api_key: sk-x}
  - model_name: claude
    litellm_params: {model: anthropic/claude-x, api_base: "${upstream.url}", api_key: sk-y}
  - model_name: demo
    litellm_params: {model: openai/demo, mock_response: "Hello from the demo"}

router_settings:
  fallbacks:
    - qwen-235b: [gpt-4, claude]
general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
`;
}

const openAliases = async (alias = ""): Promise<void> => {
  await page.goto(`${app.url}/ui/#/config?view=aliases${alias === "" ? "" : `&alias=${alias}`}`);
  await expect(node(/^Alias demo/)).toBeVisible();
};
const node = (name: RegExp): Locator => page.getByRole("application").getByRole("button", { name });
const form = (alias: string): Locator => page.getByRole("region", { name: `Alias ${alias}` });
const changed = (): Locator => page.getByRole("region", { name: "What changed in the text" }).first();
const fileText = (): string => readFileSync(app.configFile, "utf8");

async function save(): Promise<void> {
  await page.getByRole("button", { name: "Save…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Save/ }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

async function drag(from: Locator, to: Locator, offset = 0): Promise<void> {
  const [start, end] = [await middleOf(from), await middleOf(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 12, start.y + 8, { steps: 4 });
  await page.mouse.move(end.x, end.y + offset, { steps: 10 });
  await page.mouse.up();
}

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("it is not on the page");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test("a call is on the graph while it runs: its client, its line, its count", async () => {
  const running = app.chat(
    { model: "qwen-235b", stream: true, messages: [{ role: "user", content: "fault:paced:30:100" }] },
    { "user-agent": "graph-test/1.0" },
  );
  await expect(node(/^Client graph-test, .*Calls qwen-235b/)).toBeVisible();
  await expect(node(/^Alias qwen-235b.* 1 running/)).toBeVisible();
  await expect(page.locator('[data-line^="call:graph-test"]')).toHaveAttribute("data-moving", "true");
  const before = await node(/^Alias demo/).boundingBox();
  await (await running).text();
  await expect(node(/^Alias qwen-235b.* 0 running/)).toBeVisible();
  expect(await node(/^Alias demo/).boundingBox()).toEqual(before);
});

test("a field is written when it is left, refused with its reason, and shows what it changed in the text", async () => {
  await node(/^Alias gpt-4/).click();
  const rpm = form("gpt-4").getByLabel("Requests per minute");
  await expect(rpm).toHaveAttribute("title", "model_list[1].litellm_params.rpm");
  await rpm.fill("many");
  await rpm.press("Enter");
  await expect(form("gpt-4").getByText("A whole number above 0.")).toBeVisible();
  await rpm.press("Escape");
  await expect(rpm).toHaveValue("");
  await rpm.fill("60");
  await rpm.press("Enter");
  await expect(changed()).toContainText("rpm: 60");
  await form("gpt-4").getByLabel("Input, $ per million").fill("0.15");
  await form("gpt-4").getByLabel("Output, $ per million").focus();
  await expect(changed()).toContainText("input_cost_per_token");
  await expect(form("gpt-4").getByLabel("Input, $ per million")).toHaveValue("0.15");
  await changed().getByRole("button", { name: "Undo" }).click();
  await expect(form("gpt-4").getByLabel("Input, $ per million")).toHaveValue("");
  await expect(rpm).toHaveValue("60");
});

test("a change is undone in the text view, and comes back by redo", async () => {
  await page.getByRole("link", { name: "Text" }).click();
  await expect(page.locator(".view-lines")).toContainText("rpm");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.locator(".view-lines")).not.toContainText("rpm");
  await page.getByRole("link", { name: "Aliases" }).click();
  await node(/^Alias gpt-4/).click();
  await expect(form("gpt-4").getByLabel("Requests per minute")).toHaveValue("");
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await expect(form("gpt-4").getByLabel("Requests per minute")).toHaveValue("60");
  expect(fileText()).not.toContain("rpm");
});

test("an alias is renamed everywhere, the old name stays for its clients, and comments stay where they were", async () => {
  await node(/^Alias qwen-235b/).click();
  await form("qwen-235b").getByRole("button", { name: "Rename…" }).click();
  const dialog = page.getByRole("dialog", { name: "Rename qwen-235b" });
  await expect(dialog.getByText(/^Called 1 times in the last day by graph-test/)).toBeVisible();
  await expect(dialog.getByLabel("New name")).toBeFocused();
  await dialog.getByLabel("New name").fill("gpt-4");
  await expect(dialog.getByText("There is an alias of that name.")).toBeVisible();
  await dialog.getByLabel("New name").fill("qwen");
  await expect(dialog.getByRole("checkbox")).toBeChecked();
  await dialog.getByLabel("New name").press("Enter");
  await expect(form("qwen")).toBeVisible();
  await expect(node(/^qwen-235b is another name for qwen/)).toBeVisible();
  await save();
  expect(fileText()).toContain("  # first choice\n  - model_name: qwen   # used by everyone\n");
  expect(fileText()).toMatch(/- qwen: \[gpt-4, claude\]/);
  expect(fileText()).toMatch(/model_group_alias:\s*\n?\s*\{?qwen-235b: qwen/);
  const answer = await app.chat({ model: "qwen-235b", messages: [{ role: "user", content: "hi" }] });
  expect(answer.status).toBe(200);
});

test("a canary of 10 % adds the entry and the weights of all, in the file", async () => {
  await openAliases("qwen");
  const canary = form("qwen").getByRole("form", { name: "Canary" });
  await canary.getByLabel("Percent").fill("0");
  await expect(canary.getByText("A whole number from 1 to 99.")).toBeVisible();
  await canary.getByLabel("Percent").fill("10");
  await canary.getByLabel("Model of the canary").fill("openrouter/qwen/qwen3-next");
  await canary.getByRole("button", { name: "Send 10 %" }).click();
  await expect(form("qwen").getByText("Share of the requests · by weight")).toBeVisible();
  await expect(node(/^Deployment of qwen: .*qwen3-next.* 10 percent/)).toBeVisible();
  await save();
  const weights = [...fileText().matchAll(/weight: (\d+)/g)].map(([, weight]) => Number(weight));
  expect(weights.sort((left, right) => left - right)).toEqual([10, 90]);
  expect(fileText()).toContain("sk-up-secret-1");
  expect(fileText()).not.toContain("•");
});

test("a weight is moved by key and its share follows", async () => {
  const slider = form("qwen").getByRole("slider").last();
  await slider.focus();
  await slider.press("ArrowRight");
  await expect(slider).toHaveValue("11");
  await expect(changed()).toContainText("weight: 11");
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await expect(slider).toHaveValue("10");
});

test("fallbacks are ordered, removed and added by keys alone", async () => {
  await openAliases();
  await node(/^Alias qwen\./).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(node(/^Fallback 1 of 2 of qwen, General: gpt-4/)).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(node(/^Fallback 2 of 2 of qwen, General: gpt-4/)).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(node(/^Fallback 1 of 1 of qwen, General: claude/)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(node(/^Alias claude/)).toBeFocused();
  await page.keyboard.press("f");
  const dialog = page.getByRole("dialog", { name: "Fallback for claude" });
  await dialog.getByRole("radio", { name: /^Context window/ }).press(" ");
  await dialog.getByRole("combobox").fill("demo");
  await dialog.getByRole("combobox").press("Enter");
  await expect(node(/^Fallback 1 of 1 of claude, Context window: demo/)).toBeVisible();
  await save();
  expect(fileText()).toMatch(/- qwen: \[claude\]/);
  expect(fileText()).toMatch(/context_window_fallbacks:\s*\n?\s*\[?-?\s*\{?claude: \[demo\]/);
});

test("a line drawn from alias to alias is a fallback, and a deployment dropped on another alias is copied to it", async () => {
  await drag(node(/^Alias gpt-4/), node(/^Alias demo/));
  await page.getByRole("menuitem", { name: /^Content policy/ }).click();
  await expect(node(/^Fallback 1 of 1 of gpt-4, Content policy: demo/)).toBeVisible();
  await drag(node(/^Deployment of gpt-4/), node(/^Alias claude/));
  await page.getByRole("menuitem", { name: "Copy to claude" }).click();
  await expect(node(/^Deployment of claude: gpt-4\.1/)).toBeVisible();
  await drag(node(/^Alias qwen\./), node(/^Alias gpt-4/));
  await page.getByRole("menuitem", { name: /^General/ }).click();
  await expect(node(/^Fallback 2 of 2 of qwen, General: gpt-4/)).toBeVisible();
  await drag(node(/^Fallback 2 of 2 of qwen/), node(/^Fallback 1 of 2 of qwen/), -8);
  await expect(node(/^Fallback 1 of 2 of qwen, General: gpt-4/)).toBeVisible();
  await save();
  expect(fileText()).toMatch(/- qwen: \[gpt-4, claude\]/);
  expect(fileText().match(/model_name: claude/g)).toHaveLength(2);
  expect(fileText().match(/sk-x/g)).toHaveLength(2);
});

test("an alias is removed only after a question, with every mention of it, and the list shows the same facts", async () => {
  await page.getByRole("button", { name: "List" }).click();
  const tree = page.getByRole("treegrid");
  await expect(tree.getByRole("row", { name: /^claude deployments: 2/ })).toBeVisible();
  await expect(tree.getByRole("row", { name: /^demo fallback 1 · Content policy/ })).toBeVisible();
  await tree.focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < 40; step++) {
    const name = await tree.evaluate(
      (grid) => document.getElementById(grid.ariaActiveDescendantElement?.id ?? "")?.textContent,
    );
    if (name?.startsWith("claude") === true && name.includes("deployments")) break;
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Delete");
  const question = page.getByRole("dialog", { name: "Remove claude?" });
  await page.keyboard.press("Control+z");
  await question.getByRole("button", { name: "Remove" }).click();
  // While the question is open nothing beneath it is in the accessibility tree, and no row is there to be counted.
  await expect(question).toBeHidden();
  await expect(tree.getByRole("row", { name: /^claude/ })).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(tree.getByRole("row", { name: /^claude deployments: 2/ })).toBeVisible();
  await page.getByRole("button", { name: "Graph" }).click();
});

test("the palette opens an alias, renames one and begins a new one", async () => {
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder(/command/).fill("claude");
  await page.getByRole("option", { name: "Open alias claude" }).click();
  await expect(form("claude")).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "New alias…" }).click();
  const dialog = page.getByRole("dialog", { name: "New alias…" });
  await dialog.getByLabel("Name").fill("fresh");
  await dialog.getByLabel("Model").fill("openai/gpt-new");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(form("fresh")).toBeVisible();
  await expect(page).toHaveURL(/alias=fresh/);
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await expect(form("fresh")).toHaveCount(0);
});

for (const theme of ["light", "dark"] as const) {
  for (const language of ["en", "ko"] as const) {
    test(`in ${language}, ${theme}, nothing of the graph, the list and the form is inaccessible`, async () => {
      await page.evaluate(
        ([name, words]) => {
          localStorage.setItem("portico.theme", name);
          localStorage.setItem("portico.language", words);
        },
        [theme, language] as const,
      );
      for (const shape of ["graph", "list"]) {
        await page.evaluate((name) => localStorage.setItem("portico.aliases.shown-as", name), shape);
        await page.goto(`${app.url}/ui/#/config?view=aliases&alias=qwen`);
        await page.reload();
        await expect(page.getByRole(shape === "graph" ? "application" : "treegrid")).toBeVisible();
        await expect(page.getByRole("slider").first()).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      }
    });
  }
}

test("a file that cannot be written can be looked at and not be changed", async () => {
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  // Root may write everything, so the answer says what the file's rights would.
  await page.route("**/ui/api/config", async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { files: { isWritable: boolean }[] };
    await route.fulfill({
      response,
      json: { ...body, files: body.files.map((file) => ({ ...file, isWritable: false })) },
    });
  });
  await openAliases("gpt-4");
  await page.reload();
  await expect(page.getByText("This file cannot be written; aliases can be looked at, not changed.")).toBeVisible();
  await expect(form("gpt-4").getByLabel("Requests per minute")).toHaveAttribute("readonly");
  await expect(page.getByRole("button", { name: "New alias…" })).toHaveCount(0);
  await node(/^Alias gpt-4/).focus();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.unroute("**/ui/api/config");
});

test("nothing went wrong in the console", () => {
  expect(consoleErrors).toEqual([]);
});

test("a config without an alias leads to a new one and to the catalog", async ({ browser }) => {
  const bare = await startApp("model_list: []\ngeneral_settings: {master_key: os.environ/LITELLM_MASTER_KEY}\n");
  const other = await (await browser.newContext()).newPage();
  await other.goto(bare.link());
  await other.goto(`${bare.url}/ui/#/config?view=aliases`);
  await expect(other.getByText("The config has no alias yet")).toBeVisible();
  await expect(other.getByRole("link", { name: "Discover models in the catalog" })).toBeVisible();
  await other.getByRole("button", { name: "New alias…" }).click();
  await other.getByLabel("Name").fill("first");
  await other.getByLabel("Model").fill("openai/gpt-4o");
  await other.getByRole("button", { name: "Create" }).click();
  await expect(other.getByRole("region", { name: "Alias first" })).toBeVisible();
  await other.context().close();
  await bare.dispose();
});

test("ten thousand aliases are filtered and changed without holding up a key for a tenth of a second", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const entries = Array.from(
    { length: 10_000 },
    (_one, at) =>
      `  - model_name: alias-${at}\n    litellm_params: {model: openai/model-${at}, api_base: "${upstream.url}", api_key: sk-z, rpm: 10}\n`,
  );
  const large = await startApp(
    `model_list:\n${entries.join("")}general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}\n`,
  );
  const other = await (await browser.newContext()).newPage();
  await other.goto(large.link());
  await other.goto(`${large.url}/ui/#/config?view=aliases`);
  await expect(other.getByText("10,000 aliases")).toBeVisible({ timeout: 60_000 });
  await other.waitForTimeout(2000);
  const filtering = await longestTask(other, async () => {
    await other.getByRole("searchbox").pressSequentially("alias-512", { delay: 60 });
    await expect(other.getByText("11 of 10,000 aliases")).toBeVisible();
  });
  await other.getByRole("option", { name: /^alias-5123/ }).click();
  const rpm = other.getByLabel("Requests per minute");
  await rpm.fill("60");
  const committing = await longestTask(other, async () => {
    await rpm.press("Enter");
    await expect(other.getByRole("region", { name: "What changed in the text" }).first()).toContainText("rpm: 60");
    await expect(other.getByText("Unsaved changes")).toBeVisible();
    await other.waitForTimeout(3000);
  });
  process.stdout.write(`10,000 aliases, longest tasks: ${JSON.stringify({ filtering, committing })}\n`);
  expect(filtering.cpuMs).toBeLessThan(100);
  expect(committing.cpuMs).toBeLessThan(100);
  await other.context().close();
  await large.dispose();
});
