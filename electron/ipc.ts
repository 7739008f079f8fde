/**
 * The one handler table of the desktop surface: who asks, what is asked, act, check what goes back.
 *
 * Only the panel's own main frame is answered. Payloads and replies both go through the contract's schemas: nothing
 * malformed comes in, nothing beyond the contract (a secret by mistake) goes out. A handler never rejects.
 */
import type { z } from "zod";
import { desktopMethods, type DesktopApi, type DesktopMethodName } from "../gateway/contract/desktop.ts";
import type { InvokeEvent, IpcPort } from "./electron-port.ts";
import { channelOf, type IpcRefusal, type IpcReply } from "./ipc-reply.ts";
import { panelOrigin } from "./panel-origin.ts";

const longestReply = 262_144;

/** @param actions one function per method of the contract; what they throw stays in the main process */
export function handleDesktopCalls(ipc: IpcPort, actions: DesktopApi): void {
  for (const name of desktopMethodNames) {
    ipc.handle(channelOf(name), (event, payload) => answer(name, actions, event, payload));
  }
}

// Object.keys gives strings; the table is a constant without other keys.
export const desktopMethodNames = Object.keys(desktopMethods) as DesktopMethodName[];

async function answer(
  name: DesktopMethodName,
  actions: DesktopApi,
  event: InvokeEvent,
  payload: unknown,
): Promise<IpcReply> {
  if (!isPanel(event)) return refuse("sender_not_allowed", "Only the panel may call this.");
  const method: { readonly request: z.ZodType; readonly response: z.ZodType } = desktopMethods[name];
  const request = method.request.safeParse(payload);
  if (!request.success) return refuse("invalid_payload", `The call of ${name} is not as the contract has it.`);
  try {
    // The schema beside it made this request, so it is the one this action takes.
    const act = actions[name] as (request: unknown) => Promise<unknown>;
    const value = method.response.parse(await act(request.data));
    const isTooLarge = (JSON.stringify(value)?.length ?? 0) > longestReply;
    return isTooLarge ? refuse("reply_too_large", `The answer of ${name} is too large.`) : { ok: true, value };
  } catch {
    return refuse("failed", `${name} did not succeed.`);
  }
}

/** Both checks: a foreign page in the window, and a frame inside our page. */
function isPanel(event: InvokeEvent): boolean {
  try {
    const frame = event.senderFrame;
    return frame !== null && frame === event.sender.mainFrame && frame.origin === panelOrigin;
  } catch {
    // Electron throws when the frame went away while the message travelled.
    return false;
  }
}

function refuse(code: IpcRefusal, message: string): IpcReply {
  return { ok: false, code, message };
}
