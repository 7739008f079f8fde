/**
 * Electron for tests: the same port, with everything that was asked of it kept for the test to read.
 *
 * It has no behaviour of its own beyond events and answers a test sets, so a test proves what the shell asks for,
 * not what Electron does with it.
 */
import { EventEmitter } from "node:events";
import type { BrowserWindowConstructorOptions, CustomScheme, Menu, MenuItemConstructorOptions } from "electron";
import type { Bounds, CancelableEvent, DialogPort, ElectronPort, InvokeEvent } from "./electron-port.ts";
import { FakeChild } from "./fake-child.ts";
import { FakeSafeStorage } from "./fake-safe-storage.ts";

export class FakeEvent implements CancelableEvent {
  isPrevented = false;
  preventDefault(): void {
    this.isPrevented = true;
  }
}

export class FakeContents extends EventEmitter {
  readonly mainFrame = { origin: "app://panel" };
  windowOpenHandler: (() => { action: "deny" }) | null = null;
  reloads = 0;

  setWindowOpenHandler(handler: () => { action: "deny" }): void {
    this.windowOpenHandler = handler;
  }

  reload(): void {
    this.reloads += 1;
  }
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: BrowserWindowConstructorOptions;
  readonly calls: string[] = [];
  bounds: Bounds = { x: 10, y: 20, width: 900, height: 700 };
  isMax = false;
  isMin = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }

  async loadURL(url: string): Promise<void> {
    this.calls.push(`load ${url}`);
  }
  show(): void {
    this.calls.push("show");
  }
  focus(): void {
    this.calls.push("focus");
  }
  restore(): void {
    this.calls.push("restore");
  }
  maximize(): void {
    this.calls.push("maximize");
  }
  isMinimized(): boolean {
    return this.isMin;
  }
  isMaximized(): boolean {
    return this.isMax;
  }
  isDestroyed(): boolean {
    return false;
  }
  getNormalBounds(): Bounds {
    return this.bounds;
  }
}

class FakeApp extends EventEmitter {
  isPackaged = true;
  isFirst = true;
  locale = "en-US";
  readonly calls: string[] = [];
  readonly userData: string;

  constructor(userData: string) {
    super();
    this.userData = userData;
  }

  enableSandbox(): void {
    this.calls.push("enableSandbox");
  }
  requestSingleInstanceLock(): boolean {
    this.calls.push("lock");
    return this.isFirst;
  }
  async whenReady(): Promise<void> {
    this.calls.push("ready");
  }
  /** As Electron: before-quit first, and nothing when somebody prevented it. */
  quit(): void {
    const event = new FakeEvent();
    this.emit("before-quit", event);
    this.calls.push(event.isPrevented ? "quit prevented" : "quit");
  }
  getPath(): string {
    return this.userData;
  }
  getLocale(): string {
    return this.locale;
  }
}

export class FakeSession extends EventEmitter {
  onRequest: Parameters<ElectronPort["session"]["defaultSession"]["setPermissionRequestHandler"]>[0] | null = null;
  onCheck: ((contents: unknown, permission: string, origin: string) => boolean) | null = null;
  onDevice: (() => boolean) | null = null;
  onLoad: ((details: { url: string }, answer: (response: { cancel: boolean }) => void) => void) | null = null;
  readonly webRequest = {
    onBeforeRequest: (listener: NonNullable<FakeSession["onLoad"]>): void => {
      this.onLoad = listener;
    },
  };

  setPermissionRequestHandler(handler: NonNullable<FakeSession["onRequest"]>): void {
    this.onRequest = handler;
  }
  setPermissionCheckHandler(handler: NonNullable<FakeSession["onCheck"]>): void {
    this.onCheck = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.onDevice = handler;
  }
}

export class FakeTray extends EventEmitter {
  tip = "";
  menu: MenuItemConstructorOptions[] = [];
  setToolTip(text: string): void {
    this.tip = text;
  }
  setContextMenu(menu: Menu): void {
    this.menu = templateOf(menu);
  }
}

/** The fake "menu" is its template. */
export function templateOf(menu: Menu): MenuItemConstructorOptions[] {
  // buildFromTemplate below is the only maker of these.
  return menu as unknown as MenuItemConstructorOptions[];
}

export interface FakeElectron extends ElectronPort {
  readonly app: FakeApp;
  readonly session: { readonly defaultSession: FakeSession };
  readonly safeStorage: FakeSafeStorage;
  readonly windows: FakeWindow[];
  readonly trays: FakeTray[];
  readonly children: FakeChild[];
  readonly forks: { file: string; args: string[]; options: object }[];
  readonly schemes: CustomScheme[];
  readonly served: Map<string, (request: Request) => Promise<Response>>;
  readonly ipc: Map<string, (event: InvokeEvent, payload: unknown) => Promise<unknown>>;
  readonly copied: string[];
  readonly openedLinks: string[];
  readonly revealed: string[];
  readonly boxes: { message: string; detail?: string }[];
  /** Index of the button a message box answers with. */
  answers: { box: number; files: string[] };
  appMenu: MenuItemConstructorOptions[];
}

export function fakeElectron(userData: string): FakeElectron {
  const windows: FakeWindow[] = [];
  const trays: FakeTray[] = [];
  const fake: FakeElectron = {
    app: new FakeApp(userData),
    BrowserWindow: class extends FakeWindow {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options);
        windows.push(this);
      }
    },
    Tray: class extends FakeTray {
      constructor(_image: string) {
        super();
        trays.push(this);
      }
    },
    Menu: {
      // Read back by templateOf alone.
      buildFromTemplate: (template) => template as unknown as Menu,
      setApplicationMenu: (menu) => (fake.appMenu = templateOf(menu)),
    },
    clipboard: { writeText: (text) => void fake.copied.push(text) },
    dialog: fakeDialog(() => fake),
    ipcMain: { handle: (channel, listener) => void fake.ipc.set(channel, listener) },
    protocol: {
      registerSchemesAsPrivileged: (schemes) => void fake.schemes.push(...schemes),
      handle: (scheme, handler) => void fake.served.set(scheme, handler),
    },
    safeStorage: new FakeSafeStorage(),
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: { defaultSession: new FakeSession() },
    shell: {
      openExternal: async (url) => void fake.openedLinks.push(url),
      showItemInFolder: (file) => void fake.revealed.push(file),
    },
    utilityProcess: {
      fork: (file, args, options) => {
        fake.forks.push({ file, args, options });
        const child = new FakeChild(2_000_000_000 + fake.children.length);
        fake.children.push(child);
        return child;
      },
    },
    windows,
    trays,
    children: [],
    forks: [],
    schemes: [],
    served: new Map(),
    ipc: new Map(),
    copied: [],
    openedLinks: [],
    revealed: [],
    boxes: [],
    answers: { box: 1, files: [] },
    appMenu: [],
  };
  return fake;
}

function fakeDialog(fake: () => FakeElectron): DialogPort {
  return {
    showMessageBox: async (options) => {
      fake().boxes.push(options);
      return { response: fake().answers.box };
    },
    showOpenDialog: async () => {
      const { files } = fake().answers;
      return { canceled: files.length === 0, filePaths: files };
    },
  };
}
