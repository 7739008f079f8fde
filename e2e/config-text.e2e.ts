/**
 * The config as text, as its user lives it: with the built gateway and a real file that other programs write too.
 */
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { startApp, type App } from "./app.ts";

const start = `# 우리 팀의 게이트웨이
model_list:
  - model_name: demo # 기본 모델
    litellm_params:
      model: openai/demo
      mock_response: "Hello from the demo"
  - model_name: claude
    litellm_params: {model: anthropic/claude-x, api_key: os.environ/PORTICO_E2E_LATER_KEY}
router_settings:
  num_retries: 3   # 세 번
general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
`;

let app: App;
let page: Page;
const troubles: string[] = [];

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  app = await startApp(start);
  page = await (await browser.newContext()).newPage();
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.error(`policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  await page.goto(app.link());
  await expect(page.getByRole("table")).toBeVisible();
});

test.afterAll(async () => {
  await app.dispose();
});

const onDisk = (): string => readFileSync(app.configFile, "utf8");
const editor = (): Locator => page.getByTestId("config-editor");
const line = (text: string): Locator => editor().locator(".view-line", { hasText: text }).first();
const dialog = (): Locator => page.getByRole("dialog");
const problems = (): Locator => page.getByRole("region", { name: "Problems" });
const ask = async (model: string): Promise<number> =>
  (await app.chat({ model, messages: [{ role: "user", content: "x" }] })).status;

async function toText(): Promise<void> {
  await page.goto(`${app.url}/ui/#/config`);
  await expect(line("model_list")).toBeVisible();
}

async function endOf(text: string): Promise<void> {
  await line(text).click();
  await page.keyboard.press("End");
}

/** Opens the difference by key, and saves by Enter. */
async function save(): Promise<void> {
  await page.keyboard.press("Control+s");
  await expect(dialog().getByRole("button", { name: /^Save/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog()).toBeHidden();
}

test("the config opens by `g c`, with its text, outline and problems, within the policy", async () => {
  const startedAt = Date.now();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(line("model_list")).toBeVisible();
  process.stdout.write(`the config view opened in ${Date.now() - startedAt} ms\n`);
  await expect(page.getByRole("heading", { name: "Config" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Outline" }).getByRole("button", { name: "claude" })).toBeVisible();
  await expect(problems()).toContainText("PORTICO_E2E_LATER_KEY is not set");
});

test("the outline jumps by keyboard, filtered by what is typed", async () => {
  await page.getByRole("searchbox", { name: "Filter the outline" }).fill("retr");
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await page.keyboard.type("!");
  await expect(line("num_retries")).toContainText("!");
  await page.keyboard.press("Control+z");
  await expect(line("num_retries")).not.toContainText("!");
  await page.getByRole("searchbox", { name: "Filter the outline" }).fill("");
});

test("a key is completed with what is said of it, seen in the difference, saved by Enter, and runs", async () => {
  await endOf("mock_response");
  await page.keyboard.press("Enter");
  await page.keyboard.type("max_par");
  const suggestions = page.locator(".suggest-widget");
  await expect(suggestions.getByRole("option", { name: /max_parallel_requests/ })).toBeVisible();
  await expect(page.locator(".suggest-details")).toContainText("How many calls may run at once");
  await page.keyboard.press("Enter");
  await page.keyboard.type("4");
  await expect(page.getByText("Unsaved changes").first()).toBeVisible();
  await page.keyboard.press("Control+s");
  await expect(dialog().getByTestId("text-diff")).toContainText("max_parallel_requests");
  await page.keyboard.press("Escape");
  await expect(dialog()).toBeHidden();
  await save();
  await expect(page.getByText("config.yaml is saved.")).toBeVisible();
  const line = `      mock_response: "Hello from the demo"\n`;
  expect(onDisk()).toBe(start.replace(line, `${line}      max_parallel_requests: 4\n`));
  expect(await ask("demo")).toBe(200);
});

test("a key that is already there is not suggested again", async () => {
  await endOf("max_parallel_requests");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Space");
  const options = page.locator(".suggest-widget").getByRole("option");
  await expect(options.first()).toBeVisible();
  await expect(options.filter({ hasText: /^rpm/ })).toHaveCount(1);
  await expect(options.filter({ hasText: /^model$/ })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
});

test("hovering says what a key does, its default, and that it counts", async () => {
  await line("num_retries").locator("span", { hasText: "num_retries" }).last().hover();
  const hover = page.locator(".monaco-hover").first();
  await expect(hover).toContainText("How often a failed call is tried again");
  await expect(hover).toContainText("Portico honours it.");
  await page.mouse.move(0, 0);
});

test("a variable that is not set is added to .env from its problem, by keyboard, and its value is never shown", async () => {
  await line("num_retries").click();
  await page.keyboard.press("F8");
  await expect(problems().locator('[aria-current="true"]')).toContainText("PORTICO_E2E_LATER_KEY");
  await page.keyboard.press("Control+.");
  await expect(page.locator(".action-widget").first()).toContainText("Add PORTICO_E2E_LATER_KEY");
  await page.keyboard.press("Enter");
  await expect(dialog().getByRole("textbox", { name: "Value" })).toBeFocused();
  await page.keyboard.type("sk-ant-CANARY-of-the-editor");
  await page.keyboard.press("Enter");
  await expect(dialog()).toBeHidden();
  await expect(problems()).not.toContainText("PORTICO_E2E_LATER_KEY");
  const env = join(dirname(app.configFile), ".env");
  expect(existsSync(env) && readFileSync(env, "utf8")).toContain("PORTICO_E2E_LATER_KEY=");
  expect(await page.content()).not.toContain("CANARY-of-the-editor");
});

test("a broken text is marked at its line, may be saved, and never becomes what runs; undo brings the good one back", async () => {
  const good = onDisk();
  await endOf("num_retries");
  await page.keyboard.press("Enter");
  await page.keyboard.type("broken: }");
  await expect(problems()).toContainText("Error");
  await page.keyboard.press("Control+s");
  await expect(dialog()).toContainText("The gateway would refuse this text");
  await page.keyboard.press("Enter");
  await expect(dialog()).toBeHidden();
  expect(onDisk()).toContain("broken: }");
  await expect(page.getByRole("contentinfo")).toContainText(/Config broken \d+:\d+/);
  expect(await ask("demo")).toBe(200);
  await line("num_retries").click();
  for (let steps = 0; steps < 20 && onDisk() !== good; steps++) {
    await page.keyboard.press("Control+z");
    if ((await line("broken").count()) === 0) break;
  }
  await save();
  expect(onDisk()).toBe(good);
  await expect(page.getByRole("contentinfo")).not.toContainText("broken");
});

test("a key that was misspelt is mended by the one that was meant", async () => {
  await endOf("num_retries");
  await page.keyboard.press("Enter");
  await page.keyboard.type("timeot: 30");
  await page.keyboard.press("Escape");
  await problems().getByRole("button", { name: "Write “timeout” instead" }).click();
  await expect(line("timeout: 30")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(line("timeot: 30")).toBeVisible();
  await page.getByRole("button", { name: "Discard" }).click();
  await dialog().getByRole("button", { name: "Discard" }).click();
  await expect(line("timeot: 30")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Save…" })).toBeDisabled();
});

test("what another program saves is shown at once while nothing is drafted", async () => {
  writeFileSync(app.configFile, onDisk().replace("num_retries: 3", "num_retries: 5"));
  await expect(line("num_retries: 5")).toBeVisible();
  await expect(page.getByText("config.yaml was changed by another program and read again.")).toBeVisible();
});

test("what another program saves under a draft is merged by choice, by keyboard, and nothing is lost", async () => {
  await line("num_retries").dblclick();
  await endOf("num_retries: 5");
  for (const _ of "   # 세 번") await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("7");
  await expect(line("num_retries: 7")).toBeVisible();
  writeFileSync(
    app.configFile,
    onDisk().replace("num_retries: 5", "num_retries: 9").replace("demo # 기본", "demo # 주"),
  );
  const bar = page.getByRole("alert").filter({ hasText: "was changed by another program while you were editing it" });
  await bar.getByRole("button", { name: "Merge…" }).click();
  await expect(dialog()).toContainText("1 left to choose");
  await expect(dialog().getByRole("button", { name: "Use the result" })).toBeDisabled();
  await expect(dialog().getByRole("radio", { name: "Mine" })).toBeFocused();
  await page.keyboard.press("Alt+2");
  await expect(dialog().getByTestId("merge-result")).toContainText("num_retries: 9");
  await page.keyboard.press("Alt+1");
  await expect(dialog().getByTestId("merge-result")).toContainText("num_retries: 7");
  await dialog().getByRole("button", { name: "Use the result" }).press("Enter");
  await expect(dialog().getByRole("button", { name: "Save", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog()).toBeHidden();
  expect(onDisk()).toContain("num_retries: 7\n");
  expect(onDisk()).toContain("demo # 주 모델");
});

test("a save that another program was faster than writes nothing, and opens the merge", async () => {
  await endOf("num_retries: 7");
  await page.keyboard.type("0");
  await page.keyboard.press("Control+s");
  await expect(dialog().getByRole("button", { name: "Save", exact: true })).toBeFocused();
  const theirs = onDisk().replace("num_retries: 7", "num_retries: 1");
  writeFileSync(app.configFile, theirs);
  await page.keyboard.press("Enter");
  await expect(dialog()).toContainText("Merge config.yaml");
  await expect(dialog().getByRole("radio", { name: "Mine" })).toBeFocused();
  expect(onDisk()).toBe(theirs);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Take the file's" }).click();
  await expect(line("num_retries: 1")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save…" })).toBeDisabled();
});

test("an alias that clients used is guarded: its users are named, and its old name is kept by one button", async () => {
  for (let calls = 0; calls < 3; calls++) expect(await ask("demo")).toBe(200);
  await line("model_name: demo").locator("span", { hasText: "demo" }).last().dblclick();
  await page.keyboard.type("demo-next");
  await page.keyboard.press("Control+s");
  await expect(dialog()).toContainText("“demo” becomes “demo-next”");
  await expect(dialog()).toContainText(/\d+ requests in 30 days/);
  await dialog().getByRole("button", { name: "Keep the old name as an alias" }).click();
  await expect(dialog()).toContainText("Nothing changes for clients");
  await dialog().getByRole("button", { name: "Save", exact: true }).press("Enter");
  await expect(dialog()).toBeHidden();
  expect(onDisk()).toContain("model_group_alias");
  expect(await ask("demo")).toBe(200);
  expect(await ask("demo-next")).toBe(200);
});

test("an alias that is taken out is guarded too: its name goes on for whom the user chooses", async () => {
  const before = onDisk();
  await line("model_name: claude").click();
  await page.keyboard.press("Control+Shift+k");
  await page.keyboard.press("Control+Shift+k");
  await page.keyboard.press("Control+s");
  await expect(dialog()).toContainText("“claude” goes away");
  await expect(dialog().getByRole("combobox", { name: /claude/ })).toContainText("demo");
  await dialog().getByRole("button", { name: "Keep the old name as an alias" }).click();
  await expect(dialog()).not.toContainText("“claude” goes away");
  await dialog().getByRole("button", { name: "Save", exact: true }).press("Enter");
  await expect(dialog()).toBeHidden();
  expect(onDisk()).not.toContain("model_name: claude");
  expect(await ask("claude")).toBe(200);
  writeFileSync(app.configFile, before);
  await expect(line("model_name: claude")).toBeVisible();
});

test("each entry says how it does, and a test call shows its answer there", async () => {
  await toText();
  await page.waitForResponse(/\/ui\/api\/catalog$/); // of the config that runs since the save
  const lens = editor().locator(".codelens-decoration").filter({ hasText: "built-in answer" });
  await expect(lens).toContainText("calls today");
  await expect(async () => {
    await lens.getByRole("button", { name: "Test" }).click({ timeout: 1000 });
    await expect(lens).toContainText("Hello from the demo", { timeout: 3000 });
  }).toPass();
});

test("a draft survives leaving the view, and the alias graph shows it", async () => {
  await endOf("num_retries: 1");
  await page.keyboard.type("2");
  await page.getByRole("link", { name: "Requests" }).click();
  await expect(editor()).toHaveCount(0);
  await page.getByRole("link", { name: "Config", exact: true }).click();
  await expect(line("num_retries: 12")).toBeVisible();
  const asked = page.waitForEvent("dialog");
  const reload = page.evaluate(() => location.reload()).catch(() => undefined);
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await reload;
  await expect(line("num_retries: 12")).toBeVisible();
  await page.getByRole("navigation", { name: "Views of the config" }).getByRole("link", { name: "Aliases" }).click();
  await expect(page.getByText("demo-next").first()).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Save…" })).toBeDisabled();
});

test("the first version is compared, brought back as a draft, seen, and saved", async () => {
  await page.getByRole("navigation", { name: "Views of the config" }).getByRole("link", { name: "History" }).click();
  const versions = page.getByRole("navigation", { name: "Versions" }).getByRole("button");
  await expect(versions.nth(3)).toBeVisible();
  await versions.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(versions.nth(1)).toHaveAttribute("aria-current", "true");
  await versions.last().click();
  await expect(page.getByTestId("text-diff")).toContainText("num_retries");
  await page.getByRole("button", { name: "Restore this version" }).click();
  await expect(dialog().getByTestId("text-diff")).toBeVisible();
  await expect(dialog().getByRole("button", { name: /^Save/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog()).toBeHidden();
  expect(onDisk()).toBe(start);
});

test("formatting takes spaces from the ends of lines and leaves every other byte", async () => {
  await toText();
  writeFileSync(app.configFile, start.replace("num_retries: 3   # 세 번\n", "num_retries: 3   # 세 번  \n"));
  await expect(page.getByText("config.yaml was changed by another program and read again.")).toBeVisible();
  await line("model_list").click();
  await page.keyboard.press("Shift+Alt+f");
  await expect(page.getByText("Unsaved changes").first()).toBeVisible();
  await save();
  expect(onDisk()).toBe(start);
});

for (const [width, height] of [
  [1440, 900],
  [1000, 700],
] as const) {
  for (const language of ["en", "ko"] as const) {
    for (const theme of ["light", "dark"] as const) {
      test(`in ${language}, ${theme}, at ${width}x${height} text, save and history are readable and accessible`, async () => {
        test.slow(); // the accessibility check reads every node of every screen
        await page.setViewportSize({ width, height });
        await page.goto(`${app.url}/ui/#/config`);
        await page.evaluate(
          ([chosen, shade]) => {
            localStorage.setItem("portico.language", chosen ?? "");
            localStorage.setItem("portico.theme", shade ?? "");
          },
          [language, theme],
        );
        await page.reload();
        await expect(line("model_list")).toBeVisible();
        await judge(`config-text-${width}-${language}-${theme}`);
        await endOf("num_retries");
        await page.keyboard.type(" 2");
        await page.keyboard.press("Control+s");
        await expect(dialog().getByTestId("text-diff")).toContainText("num_retries");
        await expect(dialog().locator("output")).toHaveCount(0);
        await judge(`config-save-${width}-${language}-${theme}`);
        await page.keyboard.press("Escape");
        await expect(dialog()).toBeHidden();
        await page.goto(`${app.url}/ui/#/config?view=history`);
        await expect(
          page
            .getByTestId("text-diff")
            .or(page.getByText(/text now|지금 텍스트/))
            .first(),
        ).toBeVisible();
        await judge(`config-history-${width}-${language}-${theme}`);
        await discard();
      });
    }
  }
}

async function discard(): Promise<void> {
  await page.getByRole("button", { name: /^(Discard|변경 버리기)$/ }).click();
  await dialog()
    .getByRole("button", { name: /^(Discard|변경 버리기)$/ })
    .click();
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

test("nothing went wrong in the console, and nothing was outside the policy", () => {
  expect(troubles).toEqual([]);
});
