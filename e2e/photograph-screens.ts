/**
 * Photographs the panel's screens for docs/screens, small: each in both languages and themes, from a real gateway with a
 * config like a team's. `npm run screens`, after a build.
 */
import { createServer, type Server } from "node:http";
import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { masterKey, startApp, type App } from "./app.ts";

const folder = join(import.meta.dirname, "..", "docs", "screens");

const screens = [
  { name: "config-text", address: "config" },
  { name: "config-aliases", address: "config?view=aliases&alias=qwen-235b" },
  { name: "config-history", address: "config?view=history" },
  { name: "catalog", address: "catalog" },
  { name: "discover", address: "catalog/discover" },
  { name: "keys", address: "keys" },
] as const;

function startProvider(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    const message = { role: "assistant", content: "안녕하세요! Hello!" };
    const usage = { prompt_tokens: 12, completion_tokens: 9, total_tokens: 21 };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: "stop" }], usage }));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function configOf(base: string): string {
  return `# The team's aliases
model_list:
  - model_name: qwen-235b # the workhorse
    litellm_params:
      model: openai/qwen3-235b
      api_base: ${base}
      api_key: os.environ/QWEN_KEY
      weight: 9
      input_cost_per_token: 0.0000002
      output_cost_per_token: 0.0000006
  - model_name: qwen-235b
    litellm_params: { model: openai/qwen3-next, api_base: "${base}", api_key: os.environ/QWEN_KEY, weight: 1 }
  - model_name: gpt-4
    litellm_params: { model: openai/gpt-4o, api_base: "${base}", api_key: os.environ/OPENAI_API_KEY }
  - model_name: demo
    litellm_params: { model: openai/gpt-4o, mock_response: "Hello!" }

router_settings:
  fallbacks: [{ qwen-235b: [gpt-4] }, { gpt-4: [demo] }]

general_settings:
  master_key: os.environ/LITELLM_MASTER_KEY
`;
}

async function logIn(page: Page, { url }: App): Promise<void> {
  await page.goto(`${url}/ui/`);
  await page.getByLabel(/master key|마스터 키/).fill(masterKey);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation").waitFor();
}

async function photograph(page: Page, app: App, language: string, theme: string): Promise<void> {
  await page.evaluate(
    ([lang, look]) => {
      localStorage.setItem("portico.language", lang ?? "");
      localStorage.setItem("portico.theme", look ?? "");
    },
    [language, theme],
  );
  await page.reload();
  for (const { name, address } of screens) {
    await page.goto(`${app.url}/ui/#/${address}`);
    await page.waitForTimeout(2500); // no event says that a chart or an editor has settled
    await page.screenshot({ path: join(folder, `${name}-${language}-${theme}.jpg`), type: "jpeg", quality: 45 });
  }
}

mkdirSync(folder, { recursive: true });
const provider = await startProvider();
Object.assign(process.env, { QWEN_KEY: "sk-shown-nowhere-1", OPENAI_API_KEY: "sk-shown-nowhere-2" });
const app = await startApp(configOf(`http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1`));
for (const model of ["qwen-235b", "gpt-4", "demo", "qwen-235b"])
  await (await app.chat({ model, messages: [{ role: "user", content: "hi" }] })).text();
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 760 } });
await logIn(page, app);
for (const language of ["en", "ko"])
  for (const theme of ["light", "dark"]) await photograph(page, app, language, theme);
await browser.close();
await app.dispose();
provider.close();
