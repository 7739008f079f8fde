/**
 * Exposes the contract's desktop methods to the panel as `window.desktop`, and nothing else.
 *
 * The surface is made from the contract's table, so it is written once; ipcRenderer itself never reaches the page.
 */
import { contextBridge, ipcRenderer } from "electron";
import { desktopBridge } from "./desktop-bridge.ts";

contextBridge.exposeInMainWorld("desktop", desktopBridge(ipcRenderer));
