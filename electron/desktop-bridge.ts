/**
 * `window.desktop`, made from the contract's table: one function per method, each taking one plain value.
 */
import { desktopMethods, type DesktopApi } from "../gateway/contract/desktop.ts";
import { channelOf, type IpcReply } from "./ipc-reply.ts";

export interface InvokePort {
  invoke(channel: string, payload: unknown): Promise<unknown>;
}

/** Each function rejects with an Error whose message the main process chose, `code` first. */
export function desktopBridge(ipc: InvokePort): DesktopApi {
  const names = Object.keys(desktopMethods);
  const bridge = Object.fromEntries(names.map((name) => [name, (request: unknown) => call(ipc, name, request)]));
  // Made from the very table DesktopApi is inferred from, name by name.
  return bridge as DesktopApi;
}

async function call(ipc: InvokePort, name: string, request: unknown): Promise<unknown> {
  // Only ipc.ts answers on these channels, always in this envelope.
  const reply = (await ipc.invoke(channelOf(name), request)) as IpcReply;
  if (reply.ok) return reply.value;
  throw new Error(`${reply.code}: ${reply.message}`);
}
