/**
 * The whole shell on the fake Electron: order of the start, single instance, menu and tray, dialogs, quit.
 *
 * The gateway's process is played by the test; its port is a real server, so the health probe is real.
 */
import type { MenuItemConstructorOptions } from "electron";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { GatewayProcessState } from "../gateway/contract/desktop.ts";
import { fakeElectron, FakeEvent, type FakeElectron } from "./fake-electron.ts";
import type { FakeChild } from "./fake-child.ts";
import { channelOf } from "./ipc-reply.ts";
import { startShell, type ShellOptions } from "./shell.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { systemTimers } from "./timers.ts";
import { wordsFor } from "./words.ts";

const folder = temporaryFolder();
const words = wordsFor("en");
const configFile = "/home/me/config.yaml";
let server: Server;
let port = 0;
let users = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/health/liveliness") return void response.end('"I\'m alive!"');
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ url: request.url, token: request.headers["x-portico-panel-token"] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address !== null && typeof address !== "string") port = address.port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const options: ShellOptions = {
  gatewayEntry: "/app/dist/gateway/main.js",
  panelRoot: folder,
  preload: "/app/dist/electron/preload.cjs",
  trayIcon: "/app/tray.png",
  windowIcon: "/app/icon.png",
  platform: "linux",
  argv: ["--port=4100"],
  folder: "/home/me",
  env: { OPENAI_API_KEY: "sk-env", NODE_OPTIONS: "--require /evil.js" },
  timers: systemTimers,
};

async function started(prepare: (electron: FakeElectron) => void = () => {}): Promise<FakeElectron> {
  const electron = fakeElectron(join(folder, `user-${(users += 1)}`));
  prepare(electron);
  await startShell(electron, options);
  return electron;
}

async function running(
  prepare?: (electron: FakeElectron) => void,
): Promise<{ electron: FakeElectron; child: FakeChild }> {
  const electron = await started(prepare);
  const child = await nextChild(electron, 1);
  listen(child);
  await vi.waitFor(async () => expect(await stateOf(electron)).toMatchObject({ state: "running", port }));
  return { electron, child };
}

function listen(child: FakeChild): void {
  child.say({ type: "ready" });
  child.say({ type: "listening", host: "127.0.0.1", port, configFile, masterKey: "sk-master" });
}

async function nextChild(electron: FakeElectron, count: number): Promise<FakeChild> {
  await vi.waitFor(() => expect(electron.children).toHaveLength(count));
  const child = electron.children[count - 1];
  if (child === undefined) throw new Error("no process");
  return child;
}

async function call(electron: FakeElectron, name: string, payload?: unknown): Promise<unknown> {
  const mainFrame = { origin: "app://panel" };
  const reply = await electron.ipc.get(channelOf(name))?.({ senderFrame: mainFrame, sender: { mainFrame } }, payload);
  expect(reply).toMatchObject({ ok: true });
  // The line above has just looked.
  return (reply as { value: unknown }).value;
}

async function stateOf(electron: FakeElectron): Promise<GatewayProcessState> {
  // ipc.ts parsed it by the contract.
  return (await call(electron, "gatewayState")) as GatewayProcessState;
}

function press(items: readonly MenuItemConstructorOptions[], label: string): void {
  const flat = items.flatMap((item) => (Array.isArray(item.submenu) ? [item, ...item.submenu] : [item]));
  const item = flat.find((one) => one.label === label);
  if (item?.click === undefined) throw new Error(`no menu item ${label}`);
  // Our items take no arguments.
  (item.click as () => void)();
}

describe("start", () => {
  test("the sandbox is on and the lock is held before Electron is ready; window and gateway follow", async () => {
    const electron = await started();
    expect(electron.app.calls).toEqual(["lock", "enableSandbox", "ready"]);
    expect(electron.schemes).toHaveLength(1);
    expect(electron.session.defaultSession.onRequest).not.toBeNull();
    expect(electron.windows).toHaveLength(1);
    await nextChild(electron, 1);
  });

  test("a second Portico quits without a window, a gateway or a handler", async () => {
    const electron = await started((fake) => (fake.app.isFirst = false));
    expect(electron.app.calls).toEqual(["lock", "quit"]);
    expect([electron.windows, electron.forks, [...electron.ipc.keys()]]).toEqual([[], [], []]);
  });

  test("starting it a second time shows the first one's window and changes nothing else", async () => {
    const electron = await started();
    await nextChild(electron, 1);
    electron.app.emit("second-instance", {}, ["portico", "--config", "/evil.yaml"], "/evil");
    expect(electron.windows).toHaveLength(1);
    expect(electron.windows[0]?.calls).toContain("focus");
    expect(electron.forks).toHaveLength(1);
  });

  test("the gateway's process starts in the user's own folder, without what could load code into it", async () => {
    const electron = await started();
    const child = await nextChild(electron, 1);
    expect(electron.forks[0]).toMatchObject({
      file: "/app/dist/gateway/main.js",
      args: [],
      options: { cwd: electron.app.userData, env: { OPENAI_API_KEY: "sk-env" } },
    });
    expect(JSON.stringify(electron.forks)).not.toContain("evil");
    child.say({ type: "ready" });
    expect(child.heard[0]).toMatchObject({ type: "start", argv: ["--port", "4100"], secrets: {} });
  });

  test("the program lives on without a window, and comes back when asked", async () => {
    const electron = await started();
    expect(electron.app.listenerCount("window-all-closed")).toBe(1);
    electron.windows[0]?.emit("closed");
    electron.app.emit("window-all-closed");
    expect(electron.app.calls).not.toContain("quit");
    electron.app.emit("activate");
    expect(electron.windows).toHaveLength(2);
  });
});

describe("running", () => {
  test("the panel's API reaches the gateway with the token that this start was given", async () => {
    const { electron, child } = await running();
    const start = child.heard[0];
    const reply = await electron.served.get("app")?.(new Request("app://panel/ui/api/status"));
    expect(await reply?.json()).toEqual({
      url: "/ui/api/status",
      token: start?.type === "start" ? start.panelToken : "",
    });
  });

  test("a key set in the panel reaches the gateway at its next start, by message only", async () => {
    const { electron, child } = await running();
    expect(await call(electron, "setSecret", { name: "GROQ_API_KEY", value: "gsk-1" })).toEqual({
      stored: true,
      reason: null,
    });
    expect(await call(electron, "secretNames")).toEqual({ names: ["GROQ_API_KEY"] });
    child.once("heard", () => child.end(0));
    await call(electron, "restartGateway");
    const next = await nextChild(electron, 2);
    next.say({ type: "ready" });
    expect(next.heard[0]).toMatchObject({ secrets: { GROQ_API_KEY: "gsk-1" }, argv: ["--port", String(port)] });
    expect(JSON.stringify(electron.forks)).not.toContain("gsk-1");
  });

  test("the master key goes to the clipboard and not to the panel", async () => {
    const { electron } = await running();
    expect(await call(electron, "copyMasterKey")).toEqual({ copied: true });
    expect(electron.copied).toEqual(["sk-master"]);
    expect(JSON.stringify(await stateOf(electron))).not.toContain("sk-master");
  });

  test("without a running gateway there is no master key to copy and no file to show", async () => {
    const electron = await started();
    expect(await call(electron, "copyMasterKey")).toEqual({ copied: false });
    await call(electron, "revealConfig");
    expect([electron.copied, electron.revealed]).toEqual([[], []]);
  });

  test("a link is opened only after the user saw its host and agreed", async () => {
    const { electron } = await running();
    expect(await call(electron, "openLink", { url: "https://example.org/x" })).toEqual({ opened: false });
    electron.answers.box = 0;
    expect(await call(electron, "openLink", { url: "https://example.org/x" })).toEqual({ opened: true });
    expect(electron.openedLinks).toEqual(["https://example.org/x"]);
    expect(electron.boxes[0]?.detail).toMatch(/^example\.org\n/u);
    expect(await call(electron, "openLink", { url: "file:///etc/passwd" })).toEqual({ opened: false });
    expect(electron.boxes).toHaveLength(2);
  });

  test("a config chosen in the panel is used from the next start on, and by the next program too", async () => {
    const { electron, child } = await running((fake) => (fake.answers.files = ["/home/me/other.yaml"]));
    expect(await call(electron, "pickConfig")).toEqual({ file: "/home/me/other.yaml" });
    expect(child.heard).toHaveLength(1);
    child.once("heard", () => child.end(0));
    await call(electron, "restartGateway");
    const next = await nextChild(electron, 2);
    next.say({ type: "ready" });
    expect(next.heard[0]).toMatchObject({ argv: ["--config", "/home/me/other.yaml", "--port", String(port)] });
    const later = fakeElectron(electron.app.userData);
    await startShell(later, options);
    const first = await nextChild(later, 1);
    first.say({ type: "ready" });
    expect(first.heard[0]).toMatchObject({ argv: ["--config", "/home/me/other.yaml", "--port", "4100"] });
  });

  test("a dialog closed without a choice changes nothing", async () => {
    const { electron } = await running();
    expect(await call(electron, "pickConfig")).toEqual({ file: null });
  });
});

describe("menu and tray", () => {
  test("the tray says state and port, copies the base URL, and follows a crash", async () => {
    const { electron, child } = await running();
    const tray = electron.trays[0];
    expect(tray?.tip).toBe(`Portico: ${words.stateRunning(port)}`);
    press(tray?.menu ?? [], words.copyBaseUrl);
    expect(electron.copied).toEqual([`http://127.0.0.1:${port}/v1`]);
    child.end(1);
    await vi.waitFor(() => expect(tray?.tip).toBe(`Portico: ${words.stateRestarting}`));
    expect(tray?.menu.find((item) => item.label === words.copyBaseUrl)?.enabled).toBe(false);
  });

  test("a click on the tray opens the panel", async () => {
    const { electron } = await running();
    electron.windows[0]?.emit("closed");
    electron.trays[0]?.emit("click");
    expect(electron.windows).toHaveLength(2);
  });

  test("restart in the tray drains first", async () => {
    const { electron, child } = await running();
    press(electron.trays[0]?.menu ?? [], words.restartGateway);
    await vi.waitFor(() => expect(child.heard.at(-1)).toEqual({ type: "stop" }));
    child.end(0);
    await nextChild(electron, 2);
  });

  test("choosing a config in the menu restarts the gateway with it", async () => {
    const { electron, child } = await running((fake) => (fake.answers.files = ["/home/me/third.yaml"]));
    child.on("heard", () => child.end(0));
    press(electron.appMenu, words.pickConfig);
    const next = await nextChild(electron, 2);
    next.say({ type: "ready" });
    expect(next.heard[0]).toMatchObject({ argv: ["--config", "/home/me/third.yaml", "--port", String(port)] });
  });

  test("the menu shows the config file and has no developer tools in a release", async () => {
    const { electron } = await running();
    press(electron.appMenu, words.revealConfig);
    expect(electron.revealed).toEqual([configFile]);
    expect(JSON.stringify(electron.appMenu)).not.toContain("toggleDevTools");
    const development = await started((fake) => (fake.app.isPackaged = false));
    expect(JSON.stringify(development.appMenu)).toContain("toggleDevTools");
  });

  test("a Korean system reads Korean", async () => {
    const electron = await started((fake) => (fake.app.locale = "ko-KR"));
    expect(electron.trays[0]?.tip).toMatch(/게이트웨이/u);
    expect(JSON.stringify(electron.appMenu)).toContain(wordsFor("ko").restartGateway);
  });

  test("a desktop without a tray still gets window and gateway", async () => {
    const bare = fakeElectron(join(folder, "no-tray"));
    class NoTray {
      constructor() {
        throw new Error("no status notifier");
      }
      setToolTip(): void {}
      setContextMenu(): void {}
      on(): void {}
    }
    await startShell({ ...bare, Tray: NoTray }, options);
    expect(bare.windows).toHaveLength(1);
    await nextChild(bare, 1);
  });
});

describe("failing", () => {
  test("a taken port is one dialog in the gateway's words, and trying again starts it", async () => {
    const electron = await started((fake) => (fake.answers.box = 0));
    const child = await nextChild(electron, 1);
    child.say({ type: "failed", message: "Port 4100 is taken by pid 77 (node)." });
    child.end(1);
    const next = await nextChild(electron, 2);
    expect(electron.boxes).toMatchObject([
      { message: words.failedTitle, detail: "Port 4100 is taken by pid 77 (node)." },
    ]);
    listen(next);
    await vi.waitFor(async () => expect((await stateOf(electron)).state).toBe("running"));
  });

  test("closing the dialog leaves it failed, for the panel to show", async () => {
    const electron = await started();
    const child = await nextChild(electron, 1);
    child.say({ type: "failed", message: "broken" });
    child.end(1);
    await vi.waitFor(() => expect(electron.boxes).toHaveLength(1));
    expect(await stateOf(electron)).toEqual({ state: "failed", port: null, message: "broken" });
    expect(electron.children).toHaveLength(1);
  });
});

describe("quit", () => {
  test("quitting waits until the gateway drained, however often it is asked", async () => {
    const { electron, child } = await running();
    press(electron.trays[0]?.menu ?? [], words.quit);
    press(electron.appMenu, words.quit);
    await vi.waitFor(() => expect(child.heard.at(-1)).toEqual({ type: "stop" }));
    expect(electron.app.calls.filter((name) => name === "quit")).toEqual([]);
    child.say({ type: "stopped" });
    child.end(0);
    await vi.waitFor(() => expect(electron.app.calls.at(-1)).toBe("quit"));
    expect(electron.app.calls.filter((name) => name === "quit")).toHaveLength(1);
    expect(child.heard.filter((message) => message.type === "stop")).toHaveLength(1);
  });

  test("an operating system that ends the session is asked to wait as well", async () => {
    const { electron, child } = await running();
    const event = new FakeEvent();
    electron.app.emit("before-quit", event);
    expect(event.isPrevented).toBe(true);
    child.end(0);
    await vi.waitFor(() => expect(electron.app.calls.at(-1)).toBe("quit"));
  });
});
