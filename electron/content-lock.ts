/**
 * What web content may do outside its page: nothing. No navigation, window, webview, permission, download or request
 * beyond the panel's own scheme; what the panel made itself (an export of the log) may be saved, and the system asks where. Electron's defaults allow most of these, so each is closed by name.
 */
import type { AppPort, SessionPort, WebContentsPort } from "./electron-port.ts";
import { panelOrigin, panelScheme } from "./panel-origin.ts";

/** The one permission the panel has: writing text to the clipboard after a click. */
const grantedPermission = "clipboard-sanitized-write";
const loadableSchemes = new Set([`${panelScheme}:`, "blob:", "data:", "devtools:"]);

/** Locks every web content as it is created, the panel's and any that should not exist. */
export function lockContents(app: AppPort): void {
  app.on("web-contents-created", (_event, contents) => lockOne(contents));
}

/** Locks what a session would otherwise grant. Call it once Electron is ready, before the first window. */
export function lockSession(session: SessionPort): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isGranted(permission, originOf(details.requestingUrl))),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => isGranted(permission, originOf(origin)));
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event, item) => {
    if (!isOwnFile(item.getURL())) event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isLoadable(details.url) }));
}

function lockOne(contents: WebContentsPort): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-navigate", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => event.preventDefault());
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
}

function isGranted(permission: string, origin: string): boolean {
  return permission === grantedPermission && origin === panelOrigin;
}

/** `URL.origin` is "null" for a scheme Node does not know, so it is put together here. */
function originOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? "" : `${parsed.protocol}//${parsed.host}`;
}

/** A blob of the panel's page: nothing that came over a network. */
function isOwnFile(url: string): boolean {
  return url.startsWith(`blob:${panelOrigin}/`);
}

function isLoadable(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || !loadableSchemes.has(parsed.protocol)) return false;
  return parsed.protocol !== `${panelScheme}:` || originOf(url) === panelOrigin;
}
