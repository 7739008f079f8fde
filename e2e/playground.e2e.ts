/** The playground as its user lives it: columns side by side, stopping, branching, comparing, coming back, and Korean. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { startApp, type App } from "./app.ts";
import { logIn } from "./signed-in.ts";

let upstream: Server;
let app: App;
let page: Page;
const asked: { readonly model: string; readonly messages: readonly { readonly content: unknown }[] }[] = [];

const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

/** `slow` never ends by itself, `fast` says 300 tokens a second for two seconds, `tool` calls one first, the rest echo. */
function startUpstream(): Server {
  return createServer((request, response) => {
    let text = "";
    request.on("data", (piece: Buffer) => (text += piece.toString()));
    request.on("end", () => {
      const body = JSON.parse(text) as { model: string; messages: { role: string; content: string }[] }; // our own client
      asked.push(body);
      response.writeHead(200, { "content-type": "text/event-stream" });
      const end = (): void => {
        const usage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 };
        response.write(`${chunk({}, "stop")}data: ${JSON.stringify({ choices: [], usage })}\n\n`);
        response.end("data: [DONE]\n\n");
      };
      const last = body.messages.at(-1);
      if (body.model === "slow") return void response.write(chunk({ content: "half a thought" }));
      if (body.model === "fast") return speak(response, end);
      if (body.model === "tool" && last?.role !== "tool") {
        const call = { index: 0, id: "c1", type: "function", function: { name: "now", arguments: "{}" } };
        response.write(chunk({ tool_calls: [call] }, "tool_calls"));
        return void response.end("data: [DONE]\n\n");
      }
      response.write(chunk({ content: `${body.model} heard ${last?.content ?? ""}` }));
      end();
    });
  });
}

/** As models write: some emphasis, some code, a new paragraph now and then. */
const word = (index: number): string =>
  `word${index}${index % 40 === 39 ? "\n\n" : index % 7 === 0 ? " **bold** " : index % 11 === 0 ? " `code` " : " "}`;

function speak(response: { write(text: string): unknown }, end: () => void): void {
  let said = 0;
  const timer = setInterval(() => {
    for (let burst = 0; burst < 6; burst++) response.write(chunk({ content: word(said++) }));
    if (said < 600) return;
    clearInterval(timer);
    end();
  }, 20);
}

test.beforeAll(async ({ browser }) => {
  upstream = startUpstream();
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const entry = (name: string): string =>
    `  - {model_name: ${name}, litellm_params: {model: openai/${name}, api_base: "${base}", api_key: sk-up-1, input_cost_per_token: 0.000001, output_cost_per_token: 0.000002}}\n`;
  app = await startApp(
    `model_list:\n  - {model_name: demo, litellm_params: {model: openai/gpt-4o, mock_response: "**게이트웨이(gateway)**는 여기"}}\n` +
      `${["one", "two", "slow", "fast", "tool"].map(entry).join("")}general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}\n`,
  );
  page = await (await browser.newContext()).newPage();
  await logIn(page, app);
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page.getByRole("heading", { name: "Playground" })).toBeVisible();
});

test.afterAll(async () => {
  await app.dispose();
  upstream.closeAllConnections();
  upstream.close();
});

const composer = () => page.getByLabel("Message to every column");
const column = (number: number) => page.getByRole("region", { name: new RegExp(`^Column ${number}:`) });

async function choose(number: number, alias: string): Promise<void> {
  await column(number).getByRole("combobox", { name: "Alias" }).click();
  await page.getByRole("option", { name: alias, exact: true }).click();
}

async function send(text: string): Promise<void> {
  await composer().fill(text);
  await composer().press("Enter");
}

test("the demo alias answers without any key", async () => {
  await send("안녕");
  await expect(column(1).locator("strong")).toHaveText("게이트웨이(gateway)");
});

test("three aliases answer side by side, each with its figures, and each is a row of the log", async () => {
  await page.getByRole("button", { name: "New session" }).click();
  await choose(1, "one");
  await page.getByRole("button", { name: "Add a column" }).click();
  await choose(2, "two");
  await page.getByRole("button", { name: "Add a column" }).click();
  await choose(3, "demo");
  await send("hello");
  await expect(column(1)).toContainText("one heard hello");
  await expect(column(2)).toContainText("two heard hello");
  await expect(column(1)).toContainText("tokens in/out5/7");
  await expect(column(1)).toContainText("cost$0.000019");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
  await column(2).getByRole("link", { name: "Open in the request log" }).click();
  await expect(page.getByRole("region", { name: "Request detail" })).toContainText("portico-playground");
  await page.goBack();
  await expect(column(1)).toContainText("one heard hello");
});

test("two answers are compared word by word", async () => {
  await page.getByRole("button", { name: "Compare answers" }).click();
  const dialog = page.getByRole("dialog", { name: "Compare answers" });
  await expect(dialog.locator("del")).toHaveText("one");
  await expect(dialog.locator("ins")).toHaveText("two");
  await page.keyboard.press("Escape");
});

test("every column goes on from the winner", async () => {
  await column(2).getByRole("button", { name: "Continue all with this answer" }).click();
  await expect(column(1)).toContainText("two heard hello");
  await send("again");
  await expect(column(1)).toContainText("one heard again");
  expect(asked.at(-2)?.messages.map(({ content }) => content)).toContain("two heard hello");
});

test("a question is asked differently in a branch, and the first session stays", async () => {
  await column(1).getByRole("button", { name: "Ask this differently (in a branch)" }).first().click();
  await expect(composer()).toHaveValue("hello");
  await send("good morning");
  await expect(column(1)).toContainText("one heard good morning");
  await page.getByRole("button", { name: "Sessions" }).click();
  const sessions = page.getByRole("dialog", { name: "Sessions" });
  await expect(sessions.getByRole("listitem")).toHaveCount(3);
  await expect(sessions.getByText("branch", { exact: true })).toHaveCount(1);
  await page.keyboard.press("Escape");
});

test("what runs is stopped and what it said stays", async () => {
  await page.getByRole("button", { name: "New session" }).click();
  await choose(1, "slow");
  await send("think");
  await expect(column(1)).toContainText("half a thought");
  await page.getByRole("button", { name: "Stop all" }).click();
  await expect(column(1)).toContainText("stopped");
  await expect(column(1)).toContainText("half a thought");
});

test("a tool's stub answers and the model goes on", async () => {
  await page.getByRole("button", { name: "New session" }).click();
  await choose(1, "tool");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Add a tool" }).click();
  await page.getByLabel("Name", { exact: true }).fill("now");
  await page.getByLabel("Stub answer").fill("twelve o'clock");
  await send("what time is it");
  await expect(column(1)).toContainText("tool heard twelve o'clock");
});

test("an answer that is not the JSON that was asked for is said so", async () => {
  await page
    .getByRole("textbox", { name: "Answer as JSON of this schema" })
    .fill('{"type":"object","properties":{},"required":[]}');
  await send("json please");
  await expect(column(1)).toContainText("not JSON");
  await page.getByRole("button", { name: "Settings" }).click();
});

test("sessions are there after the window was closed", async () => {
  await page.waitForTimeout(1500);
  await page.reload();
  await page.getByRole("button", { name: "Sessions" }).click();
  await page
    .getByRole("dialog", { name: "Sessions" })
    .getByRole("button", { name: /^think/ })
    .click();
  await expect(column(1)).toContainText("half a thought");
});

test("a row of the log is opened and asked again on another alias", async () => {
  const response = await app.chat({ model: "one", messages: [{ role: "user", content: "from a client" }] });
  const id = response.headers.get("x-litellm-call-id") ?? "";
  await response.text();
  await page.goto(`${app.url}/ui/#/requests?id=${id}`);
  await page.getByRole("link", { name: "Open in the playground" }).click();
  await expect(column(1)).toContainText("from a client");
  await choose(1, "two");
  await composer().fill("and now?");
  await composer().press("Enter");
  await expect(column(1)).toContainText("two heard and now?");
});

test("Enter during a Korean syllable ends the syllable and sends nothing", async () => {
  await page.getByRole("button", { name: "New session" }).click();
  const before = asked.length;
  await composer().focus();
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "하", selectionStart: 1, selectionEnd: 1 });
  await composer().dispatchEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true, bubbles: true });
  await page.waitForTimeout(200);
  expect(asked.length).toBe(before);
  await session.send("Input.insertText", { text: "한" });
  await composer().press("Enter");
  await expect.poll(() => asked.length).toBe(before + 1);
  expect(asked.at(-1)?.messages.at(-1)?.content).toBe("한");
});

test("six columns at 300 tokens a second keep up and shift nothing", async () => {
  await page.setViewportSize({ width: 1920, height: 1000 });
  await page.getByRole("button", { name: "New session" }).click();
  await choose(1, "fast");
  for (let number = 2; number <= 6; number++) {
    await page.getByRole("button", { name: "Add a column" }).click();
    await choose(number, "fast");
  }
  await page.evaluate(() => {
    const seen = { longest: 0, shift: 0, moved: [] as string[] };
    (window as unknown as { seen: typeof seen }).seen = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration);
    }).observe({ entryTypes: ["longtask"] });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as PerformanceEntry & { value: number; sources: { node: Element | null }[] };
        seen.shift += value;
        seen.moved.push(...sources.map(({ node }) => node?.textContent?.slice(0, 40) ?? ""));
      }
    }).observe({ type: "layout-shift", buffered: false });
  });
  const before = await composer().boundingBox();
  await send("go");
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible({ timeout: 30_000 });
  for (let number = 1; number <= 6; number++) await expect(column(number)).toContainText("word599");
  const seen = await page.evaluate(
    () => (window as unknown as { seen: { longest: number; shift: number; moved: string[] } }).seen,
  );
  console.log(`six columns: longest task ${Math.round(seen.longest)} ms, layout shift ${seen.shift.toFixed(4)}`);
  expect(seen.shift, seen.moved.join(", ")).toBeLessThan(0.01);
  expect((await composer().boundingBox())?.width).toBe(before?.width);
});
