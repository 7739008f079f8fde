/**
 * The panel as its user lives it: logging in, seeing a call while it runs, finding and reading it by keyboard, in both
 * languages and themes, with the gateway gone and back.
 */
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { readFileSync, writeFileSync } from "node:fs";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { startFakeUpstream, type FakeUpstream } from "../gateway/scenarios/fake-upstream.ts";
import { masterKey, startApp, type App } from "./app.ts";
import { consoleErrorsOf } from "./signed-in.ts";

let upstream: FakeUpstream;
let app: App;
let page: Page;
let consoleErrors: string[] = [];

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  upstream = await startFakeUpstream();
  app = await startApp(configText());
  page = await (await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] })).newPage();
  consoleErrors = consoleErrorsOf(page);
});

test.afterAll(async () => {
  await app.dispose();
  await upstream.stop();
});

function configText(extra = ""): string {
  return `
model_list:
  - model_name: qwen-235b
    litellm_params: {model: openrouter/qwen/qwen3-235b-a22b-2507, api_base: "${upstream.url}", api_key: sk-up-secret-1}
  - model_name: claude
    litellm_params: {model: anthropic/claude-x, api_key: os.environ/PORTICO_E2E_UNSET}
  - model_name: demo
    litellm_params: {model: openai/demo, mock_response: "Hello from the demo"}
${extra}
general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
`;
}

const ask = async (content: string, stream = false): Promise<string> =>
  (await app.chat({ model: "qwen-235b", stream, messages: [{ role: "user", content }] })).text();
const grid = () => page.getByRole("grid");
const rows = () =>
  grid()
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell") });
const detail = () => page.getByRole("region", { name: "Request detail" });
const statusBar = () => page.getByRole("contentinfo");

test("a browser without a session is told how to get in, and the master key opens one", async () => {
  await page.goto(`${app.url}/ui/`);
  await expect(page.getByRole("heading", { name: "Open the panel" })).toBeVisible();
  await page.getByLabel(/master key/).fill("sk-wrong");
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByText("That is not the master key of this gateway.")).toBeVisible();
  await page.getByLabel(/master key/).fill(masterKey);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  const cookies = await page.context().cookies();
  expect(cookies.map(({ name, httpOnly, sameSite, path }) => ({ name, httpOnly, sameSite, path }))).toEqual([
    { name: "portico_session", httpOnly: true, sameSite: "Strict", path: "/ui" },
  ]);
  // The refused logins above are the only errors the console may hold.
  expect(consoleErrors.filter((text) => !/status of 401/.test(text))).toEqual([]);
  consoleErrors.length = 0;
});

test("the start link opens a session once, and leaves no token in the address", async ({ browser }) => {
  const other = await (await browser.newContext()).newPage();
  await other.goto(app.link());
  await expect(other.getByRole("heading", { name: "Overview" })).toBeVisible();
  expect(other.url()).not.toContain("token");
  const third = await (await browser.newContext()).newPage();
  await third.goto(app.link());
  await expect(third.getByRole("heading", { name: "Open the panel" })).toBeVisible();
  await other.context().close();
  await third.context().close();
});

test("Overview says where to connect, copies it, and never holds the key", async () => {
  await page.goto(`${app.url}/ui/`);
  await expect(page.getByText(`${app.url}/v1`, { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Copy: Base URL" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${app.url}/v1`);
  await expect(page.getByRole("img", { name: `ends in ${masterKey.slice(-4)}` })).toBeVisible();
  await page.getByRole("button", { name: /^Copy: curl/ }).click();
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  expect(curl).toContain("Bearer $LITELLM_MASTER_KEY");
  const held = await page.evaluate(
    () => document.documentElement.outerHTML + JSON.stringify(Object.entries(localStorage)),
  );
  expect(held).not.toContain(masterKey);
  expect(held).not.toContain("sk-up-secret-1");
});

test("Overview shows each alias and why one of them does not work, with its line in the file", async () => {
  const table = page.getByRole("table");
  await expect(table.getByRole("row", { name: /qwen-235b/ })).toContainText("Ready");
  await expect(table.getByRole("row", { name: /claude/ })).toContainText("Disabled");
  await expect(page.getByRole("region", { name: "Config" })).toContainText("config.yaml:6:");
});

test("a call is in the list while it runs and completes in place, with no other row moving", async () => {
  await page.goto(`${app.url}/ui/#/requests`);
  await expect(page.getByText("No request yet")).toBeVisible();
  await ask("first");
  await expect(rows()).toHaveCount(1);
  const running = ask("fault:paced:30:100", true);
  await expect(rows().first()).toContainText("Running");
  const before = await rows().nth(1).boundingBox();
  await expect(statusBar()).toContainText("1 running");
  await running;
  await expect(rows().first()).toContainText("OK");
  expect(await rows().nth(1).boundingBox()).toEqual(before);
});

test("a started request is on the screen within a tenth of a second", async () => {
  const delays: number[] = [];
  for (let index = 0; index < 9; index++) {
    const count = await rows().count();
    const seen = page.waitForFunction(
      (known) => document.querySelectorAll('[role="row"][aria-rowindex]').length > known,
      count,
      { polling: "raf" },
    );
    const startedAt = performance.now();
    const answered = ask(`quick ${index}`);
    await seen;
    delays.push(performance.now() - startedAt);
    await answered;
  }
  // From the client's call to the browser's frame and back to this process: more than the feed alone takes.
  expect(delays.toSorted((left, right) => left - right)[4]).toBeLessThan(100);
});

test("the official SDK's calls show up with their tokens and program, streamed and not", async () => {
  const client = new OpenAI({ apiKey: masterKey, baseURL: `${app.url}/v1`, maxRetries: 0 });
  const count = await rows().count();
  await client.chat.completions.create({ model: "qwen-235b", messages: [{ role: "user", content: "one" }] });
  await expect(rows()).toHaveCount(count + 1);
  await expect(rows().first()).toContainText("11 / 3");
  await expect(rows().first()).toContainText("OpenAI/JS");
  const stream = await client.chat.completions.create({
    model: "qwen-235b",
    stream: true,
    messages: [{ role: "user", content: "two" }],
  });
  for await (const chunk of stream) expect(chunk.object).toBe("chat.completion.chunk");
  await expect(rows()).toHaveCount(count + 2);
  await expect(rows().first()).toContainText("11 / 3");
});

test("a request is found, opened and read by keyboard alone", async () => {
  const count = await rows().count();
  await ask("what is the answer?");
  await expect(rows()).toHaveCount(count + 1);
  await expect(rows().first()).toContainText("OK");
  await page.locator("body").press("j");
  await page.locator("body").press("Enter");
  await expect(detail()).toBeVisible();
  await expect(detail().getByText("Timing")).toBeVisible();
  await expect(page).toHaveURL(/[?&]id=[0-9a-z]{26}/);
  await detail().getByRole("tab", { name: "Messages" }).press("Enter");
  await expect(detail()).toContainText("what is the answer?");
  await expect(detail()).toContainText("finish reason stop");
  await detail()
    .getByRole("tab", { name: /Attempts/ })
    .click();
  await expect(detail()).toContainText("qwen/qwen3-235b-a22b-2507");
  await detail().getByRole("tab", { name: "Request", exact: true }).click();
  await expect(detail()).toContainText('"qwen-235b"');
  await detail().getByRole("tab", { name: "Response", exact: true }).click();
  await expect(detail()).toContainText('"chat.completion"');
  await page.getByRole("heading", { name: "Requests" }).click();
  await page.locator("body").press("Escape");
  await expect(detail()).toBeHidden();
});

test("a logged request is copied as a curl line that answers when it is run", async () => {
  await page.locator("body").press("Home");
  await page.locator("body").press("Enter");
  await detail().getByRole("button", { name: "Copy as cURL" }).click();
  const line = await page.evaluate(() => navigator.clipboard.readText());
  const { stdout } = await promisify(execFile)("sh", ["-c", line], {
    env: { ...process.env, LITELLM_MASTER_KEY: masterKey },
    timeout: 10_000,
  });
  expect(JSON.parse(stdout)).toMatchObject({ object: "chat.completion", model: "qwen-235b" });
  await page.locator("body").press("Escape");
});

test("filters live in the address and survive a reload", async () => {
  await app.chat({ model: "nope", messages: [{ role: "user", content: "x" }] });
  await page.locator("body").press("/");
  await page.keyboard.type("nope");
  await expect(rows()).toHaveCount(1);
  await expect(page).toHaveURL(/text=nope/);
  await page.reload();
  await expect(rows()).toHaveCount(1);
  await expect(rows().first()).toContainText("Refused");
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await page.getByRole("button", { name: "Errors only" }).click();
  await expect(page).toHaveURL(/errors=true/);
  await expect(rows()).toHaveCount(1);
  await page.getByRole("combobox", { name: "Filter the requests" }).fill("no such thing");
  await expect(page.getByText("No request matches this filter")).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Clear the filter" }).last().click();
  await expect(rows().nth(2)).toBeVisible();
});

test("scrolled away from the top the list holds still and counts what is new", async () => {
  const shown = page.getByText(/^\d+ shown$/);
  const before = Number.parseInt((await shown.textContent()) ?? "", 10);
  await Promise.all(Array.from({ length: 60 }, (_, index) => ask(`many ${index}`)));
  // All of them: one that comes later would be counted as new.
  await expect(shown).toHaveText(`${before + 60} shown`);
  await grid().evaluate((element) => element.scrollTo({ top: 600 }));
  await page.waitForTimeout(100);
  const first = await rows().first().getAttribute("id");
  await Promise.all(Array.from({ length: 5 }, (_, index) => ask(`later ${index}`)));
  await expect(page.getByRole("button", { name: "5 new" })).toBeVisible();
  expect(await rows().first().getAttribute("id")).toBe(first);
  await page.getByRole("button", { name: "5 new" }).click();
  await expect(page.getByRole("button", { name: /\d new/ })).toBeHidden();
});

test("a burst of 200 requests a second leaves the page's thread free most of the time", async () => {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const busySeconds = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
  };
  const shown = Number.parseInt(await page.getByText(/^\d+ shown$/).innerText(), 10);
  const before = await busySeconds();
  const startedAt = Date.now();
  const calls: Promise<unknown>[] = [];
  while (Date.now() - startedAt < 3000) {
    for (let index = 0; index < 4; index++) {
      calls.push(app.chat({ model: "demo", messages: [{ role: "user", content: "x" }] }).then((r) => r.text()));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await Promise.all(calls);
  await expect(page.getByText(`${shown + calls.length} shown`)).toBeVisible();
  // Thread time, not wall time: the gateway, the upstream and this client share the cores with the browser.
  const perCall = ((await busySeconds()) - before) / calls.length;
  test.info().annotations.push({ type: "busy", description: `${(perCall * 1000).toFixed(2)} ms a request` });
  process.stdout.write(`the page's thread: ${(perCall * 1000).toFixed(2)} ms per request of a burst\n`);
  expect(perCall, "seconds of the page's thread per request").toBeLessThan(0.005);
});

/** A client's own request as its documentation and source have it, for an alias of ours. */
function recorded(path: string): Record<string, unknown> {
  const file = new URL(`../gateway/dialects/${path}`, import.meta.url);
  const content = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>; // a fixture of ours
  const body = (content["body"] ?? content) as Record<string, unknown>; // Claude Code's lie with path and headers
  return { ...body, model: "qwen-235b", stream: true };
}

async function send(path: string, body: Record<string, unknown>, headers: Record<string, string>): Promise<void> {
  const response = await fetch(`${app.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${masterKey}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  expect(response.status, await response.text()).toBe(200);
}

/** Operation -> the address of a request of that kind, for the screenshots below. */
const storyAddresses = new Map<string, string>();

async function openNewest(operation: string): Promise<void> {
  await expect(rows().first()).toContainText(operation);
  await expect(rows().first()).toContainText("OK");
  await rows().first().click();
  await detail().getByRole("tab", { name: "Messages" }).click();
  storyAddresses.set(operation, page.url());
}

test("Claude Code's request appears live, and reads: its tools, thinking, calls and results, the answer", async () => {
  await page.goto(`${app.url}/ui/#/requests`);
  const body = recorded("anthropic-messages/__fixtures__/claude-code/tool-loop.json");
  const sent = send("/v1/messages?beta=true", body, {
    "anthropic-version": "2023-06-01",
    "user-agent": "claude-cli/2.1.69 (external, cli)",
  });
  await openNewest("Messages");
  await sent;
  const shown = detail();
  await expect(shown).toContainText("You are Claude Code");
  await shown.getByText("Tools offered: 3").click();
  await expect(shown).toContainText("Bash, Read, TodoWrite");
  await expect(shown.getByText("I should read both, at once.")).toBeHidden();
  await shown.getByText(/^Reasoning \d+ characters/).press("Enter");
  await expect(shown.getByText("I should read both, at once.")).toBeVisible();
  await expect(shown).toContainText('"file_path": "/home/dev/shop/shot.png"');
  await expect(shown.getByText("Tool failed")).toBeVisible();
  await expect(shown).toContainText("expected 1000, got 999");
  await expect(shown).toContainText("Hello 안녕");
  await expect(shown).toContainText("finish reason end_turn");
  await shown.getByRole("tab", { name: /Attempts/ }).click();
  await expect(shown.getByText("Left out for this provider")).toBeVisible();
  await page.screenshot({ path: "test-results/screens/story-attempts.png" });
});

test("Codex's request appears live, and reads: instructions, commands, patch, outputs, the answer", async () => {
  const body = recorded("openai-responses/__fixtures__/codex/tool-loop.json");
  const sent = send("/v1/responses", body, { "user-agent": "codex_cli_rs/0.162.1" });
  await openNewest("Responses");
  await sent;
  await expect(detail()).toContainText("You are Codex");
  await expect(detail()).toContainText('"command": "ls -la"');
  await expect(detail()).toContainText("*** Update File: index.ts");
  await expect(detail()).toContainText("Success. Updated the following files");
  await expect(detail()).toContainText("finish reason completed");
});

test("an Ollama client is told how to be let in, is let in by a save, and its call reads", async () => {
  await page.goto(`${app.url}/ui/#/`);
  await page.getByRole("tab", { name: "Ollama" }).click();
  await expect(page.getByText("Ollama's own API is off.")).toBeVisible();
  await expect(page.getByRole("region", { name: /^Ollama, In the gateway's config file/ })).toContainText(
    "ollama_api: true",
  );
  writeFileSync(app.configFile, configText("portico: {ollama_api: true}"));
  await expect(page.getByRole("region", { name: /^Ollama, In the shell/ })).toHaveText(`export OLLAMA_HOST=${app.url}`);
  await page.goto(`${app.url}/ui/#/requests`);
  const client = new Ollama({ host: app.url, headers: { authorization: `Bearer ${masterKey}` } });
  const parameters = { type: "object", properties: { city: { type: "string" } } };
  const answer = await client.chat({
    model: "qwen-235b",
    stream: true,
    messages: [{ role: "user", content: "How is the weather?", images: ["iVBORw0KGgo="] }],
    tools: [{ type: "function", function: { name: "get_weather", description: "Tells the weather", parameters } }],
  });
  for await (const line of answer) expect(line.model).toBe("qwen-235b");
  await openNewest("Ollama chat");
  await expect(detail()).toContainText("How is the weather?");
  await expect(detail()).toContainText("Image");
  await expect(detail()).toContainText('"city": "서울"');
});

test("a long past opens folded: the newest messages, long texts by their start, and all of it on demand", async () => {
  const turn = (index: number): object => ({ role: index % 2 === 0 ? "user" : "assistant", content: `turn ${index}` });
  const messages = [
    { role: "system", content: "word ".repeat(2000) },
    ...Array.from({ length: 61 }, (_, at) => turn(at)),
  ];
  await app.chat({ model: "qwen-235b", messages });
  await openNewest("Chat");
  storyAddresses.delete("Chat");
  await expect(detail().getByText("turn 60", { exact: true })).toBeVisible();
  await expect(detail().getByText("turn 3", { exact: true })).toBeHidden();
  await detail().getByRole("button", { name: "Show earlier messages: 21" }).press("Enter");
  await expect(detail().getByText("turn 3", { exact: true })).toBeVisible();
  const more = detail().getByRole("button", { name: "Show all 10,000 characters" });
  await more.press("Enter");
  await expect(detail().getByRole("button", { name: "Show less" })).toHaveAttribute("aria-expanded", "true");
});

test("requests are filtered by their kind, and the address keeps it", async () => {
  await page.goto(`${app.url}/ui/#/requests`);
  await page.getByRole("combobox", { name: "Filter the requests" }).fill("kind:mess");
  await page.getByRole("option", { name: "messages" }).click();
  await expect(page).toHaveURL(/operation=messages/);
  await expect(rows()).toHaveCount(1);
  await page.reload();
  await expect(rows()).toHaveCount(1);
  await expect(rows().first()).toContainText("Messages");
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(rows().nth(2)).toBeVisible();
});

test("each client's settings are chosen by key and copied, and none holds the key", async () => {
  await page.goto(`${app.url}/ui/#/`);
  await page.getByRole("tab", { name: "curl" }).focus();
  for (const [name, wanted] of [
    ["Claude Code", `ANTHROPIC_BASE_URL=${app.url}\n`],
    ["Codex", 'wire_api = "responses"'],
    ["Open WebUI", `OPENAI_API_BASE_URLS=${app.url}/v1`],
    ["LangGraph", `base_url="${app.url}/v1"`],
  ] as const) {
    while (!(await page.getByRole("tab", { name, exact: true }).evaluate((tab) => tab === document.activeElement))) {
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: new RegExp(`^Copy: ${name}`) }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(wanted);
    expect(copied).not.toContain(masterKey);
    await page.getByRole("tab", { name, exact: true }).focus();
  }
});

test("a saved config shows at once; a broken one says its line and the old one goes on", async () => {
  await page.goto(`${app.url}/ui/#/`);
  writeFileSync(
    app.configFile,
    configText(`  - model_name: added\n    litellm_params: {model: openai/x, mock_response: y}`),
  );
  await expect(page.getByRole("table").getByRole("row", { name: /added/ })).toBeVisible();
  writeFileSync(app.configFile, "model_list:\n  - model_name: [\n");
  await expect(statusBar()).toContainText(/Config broken \d+:\d+/);
  await expect(page.getByRole("table").getByRole("row", { name: /added/ })).toBeVisible();
  writeFileSync(app.configFile, configText());
  await expect(statusBar()).not.toContainText("broken");
  await expect(page.getByRole("table").getByRole("row", { name: /added/ })).toBeHidden();
});

for (const [width, height] of [
  [1440, 900],
  [1000, 700],
] as const) {
  for (const language of ["en", "ko"]) {
    for (const theme of ["light", "dark"]) {
      test(`in ${language}, ${theme}, at ${width}x${height} nothing is cut off or inaccessible`, async () => {
        test.slow(); // the accessibility check reads every node of every screen
        await page.setViewportSize({ width, height });
        await look(`${width}-${language}-${theme}`, language, theme);
        await page.setViewportSize({ width: 1440, height: 900 });
        await setLook("en", "light");
      });
    }
  }
}

async function setLook(language: string, theme: string): Promise<void> {
  await page.evaluate(
    ([chosen, shade]) => {
      localStorage.setItem("portico.language", chosen ?? "");
      localStorage.setItem("portico.theme", shade ?? "");
    },
    [language, theme],
  );
  await page.reload();
}

async function look(name: string, language: string, theme: string): Promise<void> {
  await page.goto(`${app.url}/ui/#/`);
  await setLook(language, theme);
  await expect(page.getByRole("table")).toBeVisible();
  expect(await page.locator("html").getAttribute("lang")).toBe(language);
  await judge(`overview-${name}`);
  for (const client of ["Claude Code", "Open WebUI"]) {
    await page.getByRole("tab", { name: client }).click();
    await judgeHalf(`connect-${client.toLowerCase().replace(" ", "-")}-${name}`);
  }
  await page.goto(`${app.url}/ui/#/requests`);
  await expect(rows().first()).toBeVisible();
  await judge(`requests-${name}`);
  await rows().nth(1).click();
  await expect(page.getByRole("tab").first()).toBeVisible();
  const tabs = ["overview", "messages", "attempts", "request", "response"];
  // What the tabs hold differs by theme only in its colours, and one language has them all.
  for (const [index, tab] of (language === "en" ? tabs : tabs.slice(0, 1)).entries()) {
    await page.getByRole("tab").nth(index).click();
    await judge(`detail-${tab}-${name}`);
  }
  for (const [operation, address] of storyAddresses) {
    await page.goto(address);
    await expect(page.getByRole("tabpanel").getByRole("listitem").first()).toBeVisible();
    await judgeHalf(`story-${operation.toLowerCase().replace(" ", "-")}-${name}`);
  }
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await judge(`palette-${name}`);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
}

/** Colours and words are each seen twice with half the looks. */
async function judgeHalf(name: string): Promise<void> {
  if (/en-light|ko-dark/.test(name)) await judge(name);
  else await page.screenshot({ path: `test-results/screens/${name}.png` });
}

async function judge(name: string): Promise<void> {
  await page.screenshot({ path: `test-results/screens/${name}.png` });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${name} scrolls sideways`).toBe(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

test("the palette changes language and theme, and the choice stays", async () => {
  await page.goto(`${app.url}/ui/#/`);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("한국어");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "개요" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "개요" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("English");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
});

test("nothing went wrong in the console until here", () => {
  expect(consoleErrors).toEqual([]);
});

test("without the gateway the panel says so, keeps what it knew, and comes back by itself", async () => {
  await page.goto(`${app.url}/ui/#/requests`);
  await expect(rows().first()).toBeVisible();
  await app.stop();
  await expect(page.getByRole("alert")).toContainText("The gateway does not answer.");
  await expect(statusBar()).toContainText("Offline");
  await expect(rows().first()).toBeVisible();
  const newest = await rows().first().getAttribute("id");
  await app.restart();
  await expect(page.getByRole("alert")).toBeHidden({ timeout: 20_000 });
  await expect(statusBar()).toContainText("Running");
  await ask("after the restart");
  await expect(rows().first()).not.toHaveAttribute("id", newest ?? "");
  await expect(rows().first()).toContainText("OK");
});
