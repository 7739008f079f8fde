/**
 * Electron's defaults allow navigation, windows, permissions and downloads: each must be refused by name.
 */
import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { lockContents, lockSession } from "./content-lock.ts";
import { FakeContents, FakeEvent, fakeElectron, FakeSession } from "./fake-electron.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

function lockedSession(): FakeSession {
  const session = new FakeSession();
  lockSession(session);
  return session;
}

function isAsked(session: FakeSession, permission: string, requestingUrl: string): boolean {
  let granted = true;
  session.onRequest?.(new EventEmitter(), permission, (answer) => (granted = answer), { requestingUrl });
  return granted;
}

function isCancelled(session: FakeSession, url: string): boolean {
  let cancelled = false;
  session.onLoad?.({ url }, (answer) => (cancelled = answer.cancel));
  return cancelled;
}

describe("content lock", () => {
  test.each(["will-navigate", "will-frame-navigate", "will-redirect", "will-attach-webview"])(
    "%s is prevented in every web content that is ever created",
    (name) => {
      const { app } = fakeElectron(folder);
      lockContents(app);
      for (const contents of [new FakeContents(), new FakeContents()]) {
        app.emit("web-contents-created", {}, contents);
        const event = new FakeEvent();
        contents.emit(name, event);
        expect(event.isPrevented).toBe(true);
      }
    },
  );

  test("no page opens a window", () => {
    const { app } = fakeElectron(folder);
    lockContents(app);
    const contents = new FakeContents();
    app.emit("web-contents-created", {}, contents);
    expect(contents.windowOpenHandler?.()).toEqual({ action: "deny" });
  });

  test.each([
    "media",
    "geolocation",
    "notifications",
    "openExternal",
    "clipboard-read",
    "hid",
    "fileSystem",
    "unknown",
  ])("the permission %s is denied, asked or checked, even to the panel", (permission) => {
    const session = lockedSession();
    expect(isAsked(session, permission, "app://panel/")).toBe(false);
    expect(session.onCheck?.(null, permission, "app://panel/")).toBe(false);
  });

  test("only the panel may write text to the clipboard", () => {
    const session = lockedSession();
    expect(isAsked(session, "clipboard-sanitized-write", "app://panel/")).toBe(true);
    expect(session.onCheck?.(null, "clipboard-sanitized-write", "app://panel")).toBe(true);
    for (const foreign of ["https://evil.example/", "app://panel.evil/", "app://other/", "", "about:blank"]) {
      expect(isAsked(session, "clipboard-sanitized-write", foreign)).toBe(false);
      expect(session.onCheck?.(null, "clipboard-sanitized-write", foreign)).toBe(false);
    }
  });

  test("no device is ever handed out", () => {
    expect(lockedSession().onDevice?.()).toBe(false);
  });

  test.each([
    ["https://evil.example/a.exe", true],
    ["app://panel/index.html", true],
    ["blob:https://evil.example/1", true],
    ["blob:app://panel.evil/1", true],
    ["data:text/html,x", true],
    ["blob:app://panel/5f0c", false], // the panel's own export
  ])("a download of %s is cancelled: %s", (url, isCancelled) => {
    const session = lockedSession();
    const event = new FakeEvent();
    session.emit("will-download", event, { getURL: () => url });
    expect(event.isPrevented).toBe(isCancelled);
  });

  test.each([
    "https://evil.example/a.js",
    "http://127.0.0.1:4000/ui/",
    "file:///etc/passwd",
    "ws://127.0.0.1/",
    "app://other/",
    "x",
  ])("a page cannot load %s", (url) => expect(isCancelled(lockedSession(), url)).toBe(true));

  test.each(["app://panel/assets/a.js", "blob:app://panel/1", "data:image/png;base64,AA=="])(
    "a page can load %s",
    (url) => expect(isCancelled(lockedSession(), url)).toBe(false),
  );
});
