/** What a hostile model answers, shown by the panel in a real browser: nothing runs, and nobody is asked for anything. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, type Page } from "@playwright/test";
import { startApp, type App } from "./app.ts";
import { hostileCorpus } from "./hostile-corpus.ts";
import { logIn } from "./signed-in.ts";

let canary: Server;
let upstream: Server;
let app: App;
let page: Page;
let corpus: string[];
const askedFor: string[] = [];
const complaints: string[] = [];
/** What the upstream answers next. */
let answer = "";

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );

test.beforeAll(async ({ browser }) => {
  canary = createServer((request, response) => {
    askedFor.push(request.url ?? "");
    response.end("x");
  });
  upstream = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "text/event-stream" });
    // Cut where a parser is most surprised: in the middle of everything.
    for (const piece of answer.match(/[\s\S]{1,7}/g) ?? [])
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: piece } }] })}\n\n`);
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\n`);
    response.end("data: [DONE]\n\n");
  });
  corpus = hostileCorpus(await listen(canary));
  app = await startApp(
    `model_list:\n  - {model_name: evil, litellm_params: {model: openai/evil, api_base: "${await listen(upstream)}", api_key: sk-up-1}}\n` +
      `general_settings: {master_key: os.environ/LITELLM_MASTER_KEY}\n`,
  );
  page = await (await browser.newContext()).newPage();
  page.on("console", (message) => {
    if (/Refused|Content Security Policy|violat/i.test(message.text())) complaints.push(message.text());
  });
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => complaints.push(`popup: ${popup.url()}`));
  await logIn(page, app);
});

test.afterAll(async () => {
  await app.dispose();
  canary.close();
  upstream.close();
});

async function expectUnharmed(): Promise<void> {
  expect(await page.evaluate(() => (window as unknown as { hit?: number }).hit)).toBeUndefined();
  const foreign = await page.evaluate(() =>
    [
      ...document.querySelectorAll(
        "main script, main iframe, main object, main embed, main link, main style, main form, main video, main a[href]:not([href^='/ui/#/'])",
      ),
    ].map((element) => element.outerHTML),
  );
  expect(foreign).toEqual([]);
  expect(await page.locator("main img:not([src^='data:image/'])").count()).toBe(0);
  expect(complaints).toEqual([]);
  expect(askedFor).toEqual([]);
  expect(page.url()).toContain(app.url);
}

test("the corpus in the messages of the log runs nothing and asks nobody", async () => {
  test.setTimeout(180_000);
  expect(corpus.length).toBeGreaterThanOrEqual(500);
  answer = "ok";
  const perRequest = 30;
  let shown = 0;
  for (let from = 0; from < corpus.length; from += perRequest) {
    const part = corpus.slice(from, from + perRequest);
    const response = await app.chat({
      model: "evil",
      stream: true,
      messages: part.map((content) => ({ role: "user", content })),
    });
    const id = response.headers.get("x-litellm-call-id") ?? "";
    await response.text();
    await page.goto(`${app.url}/ui/#/requests?id=${id}&tab=messages`);
    const detail = page.getByRole("region", { name: "Request detail" });
    await expect(detail.getByRole("listitem").first()).toBeVisible();
    await expect(detail.locator("ol.divide-y > li")).toHaveCount(part.length + 1);
    shown += part.length;
    await expectUnharmed();
  }
  expect(shown).toBe(corpus.length);
});

test("the corpus as a streamed answer in the playground runs nothing and asks nobody", async () => {
  test.setTimeout(180_000);
  await page.goto(`${app.url}/ui/#/playground`);
  const perAnswer = 40;
  let answers = 0;
  for (let from = 0; from < corpus.length; from += perAnswer) {
    answer = corpus.slice(from, from + perAnswer).join("\n\n");
    await page.getByLabel("Message to every column").fill(`part ${from}`);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("article")).toHaveCount(++answers);
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expectUnharmed();
  }
});

test("a link is opened only after its whole address was shown and agreed to", async () => {
  answer = "[your bank](https://evil.example/steal?q=secret)";
  await page.getByRole("button", { name: "New session" }).click();
  await page.getByLabel("Message to every column").fill("a link please");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "your bank (evil.example)" }).click();
  const dialog = page.getByRole("dialog", { name: "Open this address?" });
  await expect(dialog).toContainText("https://evil.example/steal?q=secret");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expectUnharmed();
});
