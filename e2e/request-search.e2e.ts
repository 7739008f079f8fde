/**
 * A log that one likes to look into: yesterday's failure by a Korean word, a brush over time, pins, comments, deletion with a
 * way back, export; rows that grow while they run; all of it by keyboard, in both languages.
 */
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { newRequestId } from "../gateway/base/ids.ts";
import { startFakeUpstream, type FakeUpstream } from "../gateway/scenarios/fake-upstream.ts";
import { intentOf, outcomeOf } from "../gateway/store/__fixtures__/rows.ts";
import { openDatabase } from "../gateway/store/database.ts";
import { Writer } from "../gateway/store/writer.ts";
import { startApp, type App } from "./app.ts";

let upstream: FakeUpstream;
let app: App;
let page: Page;
const hour = 3_600_000;
const midnight = new Date(new Date().getFullYear(), new Date().getMonth(), new Date().getDate()).getTime();
const yesterday = midnight - 10 * hour;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  upstream = await startFakeUpstream();
  app = await startApp(`
model_list:
  - {model_name: qwen-235b, litellm_params: {model: openai/q, api_base: "${upstream.url}", api_key: sk-up-secret-1}}
  - {model_name: demo, litellm_params: {model: openai/demo, mock_response: "Hello from the demo"}}
general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}
`);
  await app.stop();
  writeOldRows(join(dirname(app.configFile), "data", "requests.db"));
  await app.restart();
  const context = await browser.newContext({
    permissions: ["clipboard-read", "clipboard-write"],
    acceptDownloads: true,
  });
  page = await context.newPage();
  await page.goto(app.link());
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
});

test.afterAll(async () => {
  await app.dispose();
  await upstream.stop();
});

/** Three days of requests as an older run left them: their texts are not in the index yet. */
function writeOldRows(file: string): void {
  const { connection } = openDatabase(file);
  const bodies = { enabled: true, maxBytes: 65_536 };
  const writer = new Writer(connection, { file, bodies, retention: { days: 30, maxBytes: 1 << 30 }, secrets: [] });
  const start = midnight - 60 * hour;
  for (let at = 0; at < 300; at++) {
    const startedAt = start + at * 0.2 * hour;
    const id = newRequestId(startedAt);
    const isFailure = Math.abs(startedAt - yesterday) < 0.1 * hour || at === 20;
    const content = isFailure
      ? "결제 시스템의 한도를 요약해 줘"
      : at % 2 === 0
        ? `결제와 상관있는 문서 ${at}`
        : `document ${at}`;
    const {
      requestBody: _request,
      responseBody: _response,
      ...outcome
    } = outcomeOf(id, {
      status: isFailure ? 429 : 200,
      state: isFailure ? "upstream_error" : "ok",
      errorCode: isFailure ? "upstream_rate_limit" : null,
      errorMessage: isFailure ? "=cmd|' /C calc'!A0" : null,
      costUsdNanos: at % 3 === 0 ? null : "1500000",
    });
    const intent = intentOf(id, { startedAt, alias: at % 5 === 0 ? "old-alias" : "qwen-235b", tags: ["team:search"] });
    writer.write([{ intent, outcome }], [Buffer.from(JSON.stringify({ messages: [{ role: "user", content }] })), null]);
  }
  connection.close();
}

const rows = () =>
  page
    .getByRole("grid")
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell") });
const input = () => page.getByRole("combobox", { name: "Filter the requests" });
const detail = () => page.getByRole("region", { name: "Request detail" });
const shown = async (count: number | RegExp): Promise<void> =>
  expect(page.getByText(count instanceof RegExp ? count : new RegExp(`^${count} shown$`))).toBeVisible();

async function filterBy(text: string): Promise<void> {
  await input().fill(text);
  await input().press("Enter");
}

test("yesterday's failure is found by one Korean word, wherever its particle, and opens by keyboard", async () => {
  await page.goto(`${app.url}/ui/#/requests`);
  await page.locator("body").press("/");
  await page.keyboard.type("한도 is:error since:yesterday");
  await page.keyboard.press("Enter");
  await expect(rows()).toHaveCount(1);
  await expect(rows().first()).toContainText("결제 시스템의 한도를 요약해 줘");
  await expect(rows().first().locator("mark")).toHaveText("한도");
  await expect(page).toHaveURL(/text=/);
  await expect(page).toHaveURL(/errors=true/);
  await page.reload();
  await expect(rows()).toHaveCount(1);
  await page.getByRole("grid").press("j");
  await page.keyboard.press("Enter");
  await expect(detail()).toContainText("old-alias");
  await page.keyboard.press("Escape");
  await expect(detail()).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(input()).toHaveValue("");
});

test("fields and values are offered while one types, and taken by keyboard", async () => {
  await input().focus();
  await page.keyboard.type("al");
  await expect(page.getByRole("option", { name: /^alias/ })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(input()).toHaveValue("alias:");
  await expect(page.getByRole("option", { name: /old-alias/ })).toBeVisible();
  await page.keyboard.type("old");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(input()).toHaveValue("alias:old-alias ");
  await shown(60);
  await page.keyboard.type("cost:much");
  await page.keyboard.press("Space");
  await expect(page.getByText("Not understood: cost:much")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
});

test("a brush over the histogram narrows the list to its time, and so do the arrow keys", async () => {
  await filterBy("alias:qwen-235b");
  await shown(/^200 shown$/);
  const brush = page.getByRole("slider", { name: /Range of time/ });
  await expect(page.getByText(/240 requests/)).toBeVisible();
  const box = await brush.boundingBox();
  if (box === null) throw new Error("no histogram");
  await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, box.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/since=\d+/);
  await expect(input()).toHaveValue(/alias:qwen-235b since:\S+ until:\S+/);
  await expect(page.getByText(/^[4-7]\d shown$/)).toBeVisible();
  await page.getByRole("button", { name: "Whole time" }).click();
  await shown(/^200 shown$/);
  await brush.focus();
  await brush.press("Home");
  await brush.press("Shift+ArrowRight");
  await brush.press("Enter");
  await expect(page).toHaveURL(/since=\d+/);
  await expect(page.getByText(/^[1-9]\d? shown$/)).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
});

test("several are chosen by keyboard and pinned, and stay so", async () => {
  await filterBy("is:error");
  await expect(rows()).toHaveCount(2);
  await page.getByRole("grid").focus();
  for (const key of ["Home", "x", "Shift+J"]) await page.keyboard.press(key);
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.keyboard.press("p");
  await expect(rows().first().getByLabel("Selected")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(rows().first().getByLabel("Pinned")).toBeVisible();
  await filterBy("is:pinned");
  await expect(rows()).toHaveCount(2);
  await page.reload();
  await expect(rows()).toHaveCount(2);
});

test("a comment and a colour are kept, and the comment is read in the detail", async () => {
  await page.getByRole("grid").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "Comment on a request" });
  await dialog.getByLabel("Comment", { exact: true }).fill("한도를 올려야 함");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(rows().first().getByLabel("Comment: 한도를 올려야 함")).toBeVisible();
  await page.getByRole("button", { name: "Colour" }).click();
  await page.getByRole("menuitemradio", { name: "Red" }).click();
  await page.getByRole("grid").focus();
  await page.keyboard.press("Enter");
  await expect(detail()).toContainText("한도를 올려야 함");
  await page.keyboard.press("Escape");
  await filterBy("colour:red");
  await expect(rows()).toHaveCount(1);
});

test("what was found is exported as a table that runs no formula, and what was chosen as lines with bodies", async () => {
  await filterBy("is:error");
  await expect(rows()).toHaveCount(2);
  const save = async (name: string): Promise<string> => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      (async () => {
        await page.getByRole("button", { name: "Export" }).click();
        await page.getByRole("menuitem", { name }).click();
      })(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^portico-requests-[\dT-]+\.(csv|jsonl|har)$/);
    return readFileSync(await download.path(), "utf8");
  };
  const table = await save("All that match as CSV");
  expect(table.trim().split("\r\n")).toHaveLength(3);
  expect(table).toContain(`"'=cmd|' /C calc'!A0"`);
  await page.getByRole("grid").focus();
  for (const key of ["Home", "x"]) await page.keyboard.press(key);
  const lines = (await save("Selected as JSONL, with bodies")).trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { requestBody: string }).requestBody)).toEqual([
    expect.stringContaining("결제 시스템의 한도"),
  ]);
  await page.keyboard.press("Escape");
});

test("a deletion can be taken back; one that is not is gone for good", async () => {
  await filterBy("alias:old-alias");
  await shown(60);
  await page.getByRole("grid").focus();
  for (const key of ["Home", "x", "Shift+J", "Shift+J", "Delete"]) await page.keyboard.press(key);
  await shown(57);
  await page.keyboard.press("u");
  await shown(60);
  for (const key of ["Home", "Delete"]) await page.keyboard.press(key);
  await expect(page.getByText("1 request deleted")).toBeVisible();
  await shown(59);
  await page.goto(`${app.url}/ui/#/`); // leaving does what waits
  await page.goto(`${app.url}/ui/#/requests?alias=old-alias`);
  await page.reload();
  await shown(59);
});

test("a running row grows as it streams, in its place", async () => {
  await page.goto(`${app.url}/ui/#/requests`);
  await expect(rows().first()).toBeVisible();
  const asked = app.chat({
    model: "qwen-235b",
    stream: true,
    messages: [{ role: "user", content: "fault:paced:40:100" }],
  });
  await expect(rows().first()).toContainText("Running");
  const place = await rows().first().boundingBox();
  await expect(rows().first()).toContainText(/≈ \d+/);
  const first = Number(/≈ (\d+)/.exec(await rows().first().innerText())?.[1]);
  await expect
    .poll(async () => Number(/≈ (\d+)/.exec(await rows().first().innerText())?.[1] ?? 0))
    .toBeGreaterThan(first);
  expect(await rows().first().boundingBox()).toEqual(place);
  await (await asked).text();
  await expect(rows().first()).toContainText("OK");
});

test("an id, ours or the client's, opens its request", async () => {
  const callId = "3f2b8c0e-51a7-4a0d-9b57-0a1d2c3e4f50";
  const answer = await app.chat(
    { model: "demo", messages: [{ role: "user", content: "x" }] },
    { "x-litellm-call-id": callId },
  );
  await answer.text();
  const ours = answer.headers.get("x-request-id") ?? "";
  await expect(rows().first()).toContainText("demo");
  for (const id of [ours, callId]) {
    await input().fill(id);
    await expect(detail()).toContainText("demo");
    await expect(page).toHaveURL(new RegExp(`id=${id}`));
    await page.getByRole("heading", { name: "Requests" }).click();
    await page.locator("body").press("Escape");
    await expect(detail()).toBeHidden();
  }
});

test("a request is copied as Python and TypeScript", async () => {
  await rows().first().click();
  for (const [name, text] of [
    ["Copy as Python", "client.chat.completions.create(**body)"],
    ["Copy as TypeScript", 'import OpenAI from "openai";'],
  ] as const) {
    await detail().getByRole("button", { name: "Copy in another language" }).click();
    await page.getByRole("menuitem", { name }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(text);
  }
  await page.getByRole("heading", { name: "Requests" }).click();
  await page.locator("body").press("Escape");
});

test("columns are chosen, and stay chosen", async () => {
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Tags" }).click();
  await page.keyboard.press("Escape");
  await filterBy("tag:team:search");
  await expect(rows().first()).toContainText("team:search");
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Tags" })).toBeVisible();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "As at first" }).click();
  await expect(page.getByRole("columnheader", { name: "Tags" })).toBeHidden();
  await page.getByRole("button", { name: "Clear the filter" }).click();
});

test("two hundred requests a second never hold the page up", async () => {
  await page.goto(`${app.url}/ui/#/requests`);
  await expect(rows().first()).toBeVisible();
  await page.evaluate(() => {
    const long: number[] = [];
    Object.assign(window, { long });
    new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
    });
  });
  const startedAt = Date.now();
  const calls: Promise<unknown>[] = [];
  while (Date.now() - startedAt < 3000) {
    for (let index = 0; index < 4; index++) {
      calls.push(app.chat({ model: "demo", messages: [{ role: "user", content: "x" }] }).then((r) => r.text()));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await Promise.all(calls);
  const long = await page.evaluate(() => (window as unknown as { long: number[] }).long); // put there above
  process.stdout.write(`${calls.length} requests: tasks over 50 ms: ${long.map(Math.round).join(", ") || "none"}\n`);
  // The gateway and this client share the cores with the browser, so that a task may be held up by them.
  expect(long.filter((duration) => duration > 300)).toEqual([]);
  expect(long.length).toBeLessThan(calls.length / 20);
});

for (const [language, theme] of [
  ["en", "light"],
  ["ko", "dark"],
] as const) {
  test(`the list, its offers, a selection and its menus have no accessibility fault (${language}, ${theme})`, async () => {
    await page.evaluate(
      ([words, colours]) => {
        localStorage.setItem("portico.language", words);
        localStorage.setItem("portico.theme", colours);
      },
      [language, theme] as const,
    );
    await page.goto(`${app.url}/ui/#/requests?text=${encodeURIComponent("결제")}`);
    await page.reload();
    await expect(rows().first()).toBeVisible();
    await page.getByRole("grid").focus();
    for (const key of ["Home", "x"]) await page.keyboard.press(key);
    const scan = async (): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    };
    await scan();
    await page.locator("body").press("/");
    await page.keyboard.press("End");
    await page.keyboard.type(" st");
    await expect(page.getByRole("listbox")).toBeVisible();
    await scan();
  });
}
