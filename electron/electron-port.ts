/**
 * The part of Electron's API that the shell uses, as interfaces: everything but main.ts sees only these.
 *
 * main.ts hands in the real modules, so the compiler checks every member here against electron.d.ts, and the same
 * code runs in tests without the binary.
 */
import type {
  BrowserWindowConstructorOptions,
  CustomScheme,
  ForkOptions,
  Menu,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  OpenDialogOptions,
} from "electron";
import type { GatewayChild } from "./gateway-session.ts";

export interface CancelableEvent {
  preventDefault(): void;
}

export interface FramePort {
  readonly origin: string;
}

export interface WebContentsPort {
  readonly mainFrame: FramePort;
  setWindowOpenHandler(handler: () => { action: "deny" }): void;
  reload(): void;
  on(event: "will-navigate", listener: (event: CancelableEvent) => void): unknown;
  on(event: "will-frame-navigate", listener: (event: CancelableEvent) => void): unknown;
  on(event: "will-redirect", listener: (event: CancelableEvent) => void): unknown;
  on(event: "will-attach-webview", listener: (event: CancelableEvent) => void): unknown;
  on(event: "render-process-gone", listener: (event: unknown, details: { reason: string }) => void): unknown;
}

export interface AppPort {
  readonly isPackaged: boolean;
  enableSandbox(): void;
  requestSingleInstanceLock(): boolean;
  whenReady(): Promise<void>;
  quit(): void;
  getPath(name: "userData"): string;
  getLocale(): string;
  on(event: "second-instance", listener: () => void): unknown;
  on(event: "window-all-closed", listener: () => void): unknown;
  on(event: "activate", listener: () => void): unknown;
  on(event: "before-quit", listener: (event: CancelableEvent) => void): unknown;
  on(event: "web-contents-created", listener: (event: unknown, contents: WebContentsPort) => void): unknown;
}

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPort {
  readonly webContents: WebContentsPort;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  restore(): void;
  maximize(): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  isDestroyed(): boolean;
  getNormalBounds(): Bounds;
  on(event: "close", listener: () => void): unknown;
  on(event: "closed", listener: () => void): unknown;
  on(event: "ready-to-show", listener: () => void): unknown;
}

export type WindowConstructor = new (options: BrowserWindowConstructorOptions) => WindowPort;

export interface DownloadPort {
  getURL(): string;
}

export interface SessionPort {
  setPermissionRequestHandler(
    handler: (
      contents: unknown,
      permission: string,
      answer: (granted: boolean) => void,
      details: { requestingUrl: string },
    ) => void,
  ): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string, origin: string) => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  on(event: "will-download", listener: (event: CancelableEvent, item: DownloadPort) => void): unknown;
  readonly webRequest: {
    onBeforeRequest(
      listener: (details: { url: string }, answer: (response: { cancel: boolean }) => void) => void,
    ): void;
  };
}

export interface InvokeEvent {
  readonly senderFrame: FramePort | null;
  readonly sender: { readonly mainFrame: FramePort };
}

export interface IpcPort {
  handle(channel: string, listener: (event: InvokeEvent, payload: unknown) => Promise<unknown>): void;
}

export interface ProtocolPort {
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void;
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void;
}

export interface SafeStoragePort {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plainText: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>;
  getSelectedStorageBackend(): string;
}

export interface DialogPort {
  showMessageBox(options: MessageBoxOptions): Promise<{ response: number }>;
  showOpenDialog(options: OpenDialogOptions): Promise<{ canceled: boolean; filePaths: string[] }>;
}

export interface TrayPort {
  setToolTip(text: string): void;
  setContextMenu(menu: Menu): void;
  on(event: "click", listener: () => void): unknown;
}

export interface MenuFactoryPort {
  buildFromTemplate(template: MenuItemConstructorOptions[]): Menu;
  setApplicationMenu(menu: Menu): void;
}

export interface ElectronPort {
  readonly app: AppPort;
  readonly BrowserWindow: WindowConstructor;
  readonly Menu: MenuFactoryPort;
  readonly Tray: new (image: string) => TrayPort;
  readonly clipboard: { writeText(text: string): void };
  readonly dialog: DialogPort;
  readonly ipcMain: IpcPort;
  readonly protocol: ProtocolPort;
  readonly safeStorage: SafeStoragePort;
  readonly screen: { getAllDisplays(): { workArea: Bounds }[] };
  readonly session: { readonly defaultSession: SessionPort };
  readonly shell: { openExternal(url: string): Promise<void>; showItemInFolder(file: string): void };
  readonly utilityProcess: {
    fork(file: string, args: string[], options: ForkOptions): GatewayChild;
  };
}
