/**
 * The desktop program itself, in a real Electron: window, preload, app://, gateway process, quit.
 *
 * It needs Electron's binary and a built dist/; without them it is skipped, and says so.
 */
import { _electron, expect, test, type ElectronApplication } from "@playwright/test";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DesktopApi, GatewayProcessState } from "../gateway/contract/desktop.ts";

const root = join(import.meta.dirname, "..");
const missing = reasonToSkip();
if (missing !== null) process.stdout.write(`desktop e2e skipped: ${missing}\n`);

test.skip(missing !== null, missing ?? "");

/** `window.desktop` in the page; the test's own window type does not know it. */
declare global {
  interface Window {
    readonly desktop?: DesktopApi;
  }
}

let program: ElectronApplication;
let userData = "";
let port = 0;

test.beforeAll(async () => {
  userData = mkdtempSync(join(tmpdir(), "portico-e2e-"));
  port = await freePort();
  program = await _electron.launch({
    cwd: userData,
    args: [root, `--user-data-dir=${userData}`, `--port=${port}`, `--data=${join(userData, "data")}`],
  });
});

test.afterAll(async () => {
  await program.close();
  rmSync(userData, { recursive: true, force: true });
});

test("the window loads the panel from app:// with the desktop surface and without Node", async () => {
  const page = await program.firstWindow();
  await expect.poll(() => page.url()).toMatch(/^app:\/\/panel\//u);
  const surface = await page.evaluate(() => ({
    methods: Object.keys(window.desktop ?? {}),
    hasNode: "require" in globalThis || "process" in globalThis,
  }));
  expect(surface.methods).toContain("gatewayState");
  expect(surface.methods).not.toContain("invoke");
  expect(surface.hasNode).toBe(false);
});

test("the gateway runs on the port asked for, and the panel reaches it through app://", async () => {
  const page = await program.firstWindow();
  const state = (): Promise<GatewayProcessState | undefined> => page.evaluate(() => window.desktop?.gatewayState());
  await expect.poll(async () => (await state())?.state, { timeout: 20_000 }).toBe("running");
  expect((await state())?.port).toBe(port);
  expect(await page.evaluate(async () => (await fetch("/ui/api/status")).status)).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/health/liveliness`)).status).toBe(200);
});

test("a page can neither leave, nor open a window, nor reach another origin", async () => {
  const page = await program.firstWindow();
  const before = page.url();
  await page.evaluate(() => {
    window.open("https://example.org/");
    location.href = "https://example.org/";
  });
  const reached = await page.evaluate(
    async (url) =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    `http://127.0.0.1:${port}/v1/models`,
  );
  expect(reached).toBe(false);
  expect(page.url()).toBe(before);
  expect(program.windows()).toHaveLength(1);
});

test("a renderer that crashes does not touch the gateway", async () => {
  await program.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  expect((await fetch(`http://127.0.0.1:${port}/health/liveliness`)).status).toBe(200);
});

function reasonToSkip(): string | null {
  if (!existsSync(join(root, "node_modules", "electron", "path.txt"))) {
    return "Electron's binary is not installed (node_modules/electron/install.js downloads it)";
  }
  return existsSync(join(root, "dist", "electron", "main.js")) ? null : "dist/ is not built";
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
