/**
 * The desktop surface: who may call it, what it takes, and that nothing a page sends makes it fail.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desktopMethods, type DesktopApi, type DesktopMethodName } from "../gateway/contract/desktop.ts";
import { desktopBridge } from "./desktop-bridge.ts";
import { fakeElectron, type FakeElectron } from "./fake-electron.ts";
import type { InvokeEvent } from "./electron-port.ts";
import { desktopMethodNames, handleDesktopCalls } from "./ipc.ts";
import { channelOf } from "./ipc-reply.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const mainFrame = { origin: "app://panel" };
const fromPanel: InvokeEvent = { senderFrame: mainFrame, sender: { mainFrame } };

const validPayloads: { [Name in DesktopMethodName]: unknown } = {
  gatewayState: undefined,
  restartGateway: undefined,
  openLink: { url: "https://example.org/" },
  revealConfig: undefined,
  pickConfig: undefined,
  copyText: { text: "hello" },
  copyMasterKey: undefined,
  setSecret: { name: "OPENAI_API_KEY", value: "sk-1" },
  secretNames: undefined,
};

function surface(overrides: Partial<DesktopApi> = {}): { electron: FakeElectron; acted: string[] } {
  const electron = fakeElectron(folder);
  const acted: string[] = [];
  const note = <Reply>(name: string, reply: Reply): (() => Promise<Reply>) => {
    return async () => {
      acted.push(name);
      return reply;
    };
  };
  handleDesktopCalls(electron.ipcMain, {
    gatewayState: note("gatewayState", { state: "running", port: 4000, message: null }),
    restartGateway: note("restartGateway", undefined),
    openLink: note("openLink", { opened: true }),
    revealConfig: note("revealConfig", undefined),
    pickConfig: note("pickConfig", { file: null }),
    copyText: note("copyText", undefined),
    copyMasterKey: note("copyMasterKey", { copied: true }),
    setSecret: note("setSecret", { stored: true, reason: null }),
    secretNames: note("secretNames", { names: [] }),
    ...overrides,
  });
  return { electron, acted };
}

async function call(electron: FakeElectron, name: string, payload: unknown, event = fromPanel): Promise<unknown> {
  return electron.ipc.get(channelOf(name))?.(event, payload);
}

describe("ipc", () => {
  test("every method of the contract has a handler, and there is no other channel", () => {
    const { electron } = surface();
    expect([...electron.ipc.keys()].toSorted()).toEqual(Object.keys(desktopMethods).map(channelOf).toSorted());
  });

  test.each(desktopMethodNames)("%s answers the panel's own frame", async (name) => {
    const { electron, acted } = surface();
    expect(await call(electron, name, validPayloads[name])).toMatchObject({ ok: true });
    expect(acted).toEqual([name]);
  });

  const strangers: [string, InvokeEvent][] = [
    ["a page of another origin", { senderFrame: { origin: "https://evil.example" }, sender: { mainFrame } }],
    ["another origin in the main frame", foreignMainFrame("https://evil.example")],
    ["a look-alike origin", foreignMainFrame("app://panel.evil")],
    ["an opaque origin", foreignMainFrame("null")],
    ["a frame inside the panel", { senderFrame: { origin: "app://panel" }, sender: { mainFrame } }],
    ["a frame that is gone", { senderFrame: null, sender: { mainFrame } }],
    ["a frame whose reading throws", throwingFrame()],
  ];
  test.each(strangers)("%s is refused by every method and nothing is done", async (_title, event) => {
    const { electron, acted } = surface();
    for (const name of desktopMethodNames) {
      expect(await call(electron, name, validPayloads[name], event)).toMatchObject({
        ok: false,
        code: "sender_not_allowed",
      });
    }
    expect(acted).toEqual([]);
  });

  test("no random payload makes a handler fail, and only payloads of the contract are acted on", async () => {
    const { electron, acted } = surface();
    const known = fc.constantFrom(...desktopMethodNames);
    const nested = fc.oneof(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), nearMiss());
    await fc.assert(
      fc.asyncProperty(known, nested, async (name, payload) => {
        const before = acted.length;
        const reply = await call(electron, name, payload);
        const isValid = desktopMethods[name].request.safeParse(payload).success;
        expect(reply).toMatchObject(isValid ? { ok: true } : { ok: false, code: "invalid_payload" });
        expect(acted.length - before).toBe(isValid ? 1 : 0);
      }),
      { numRuns: 9000 },
    );
  });

  test.each([
    ["openLink", { url: "x".repeat(2049) }],
    ["openLink", {}],
    ["copyText", { text: "x".repeat(100_001) }],
    ["setSecret", { name: "lower", value: "v" }],
    ["setSecret", { name: "A\nB", value: "v" }],
    ["setSecret", { name: "__proto__", value: "v" }],
    ["setSecret", { name: "A", value: "" }],
    ["gatewayState", { anything: true }],
  ] as const)("%s refuses the malformed %j", async (name, payload) => {
    const { electron, acted } = surface();
    expect(await call(electron, name, payload)).toMatchObject({ ok: false, code: "invalid_payload" });
    expect(acted).toEqual([]);
  });

  test("what an action throws stays in the main process", async () => {
    const { electron } = surface({
      setSecret: async () => {
        throw new Error("sk-secret in /home/me/secrets.json");
      },
    });
    const reply = await call(electron, "setSecret", validPayloads.setSecret);
    expect(reply).toMatchObject({ ok: false, code: "failed" });
    expect(JSON.stringify(reply)).not.toMatch(/sk-secret|home/u);
  });

  test("a field beyond the contract does not go back, and a reply of another shape is refused", async () => {
    const leaking: object = { state: "running", port: 1, message: null, masterKey: "sk-master" };
    // A leak is exactly what the type would forbid.
    const { electron } = surface({
      gatewayState: async () => leaking as never,
      secretNames: async () => ({ names: 7 }) as never,
    });
    expect(JSON.stringify(await call(electron, "gatewayState", undefined))).not.toContain("sk-master");
    expect(await call(electron, "secretNames", undefined)).toMatchObject({ ok: false, code: "failed" });
  });

  test("an answer beyond 256 KiB is refused instead of sent", async () => {
    const { electron } = surface({
      secretNames: async () => ({ names: Array.from({ length: 300 }, () => "N".repeat(1000)) }),
    });
    expect(await call(electron, "secretNames", undefined)).toMatchObject({ ok: false, code: "reply_too_large" });
  });
});

describe("window.desktop", () => {
  test("it has exactly the contract's methods, each a function, and no way to name a channel", () => {
    const bridge = desktopBridge({ invoke: async () => ({ ok: true, value: undefined }) });
    expect(Object.keys(bridge)).toEqual(Object.keys(desktopMethods));
    for (const method of Object.values(bridge)) expect(method).toBeTypeOf("function");
  });

  test("value and refusal arrive through the real handlers", async () => {
    const { electron } = surface();
    const bridge = desktopBridge({
      invoke: async (channel, payload) => electron.ipc.get(channel)?.(fromPanel, payload),
    });
    expect(await bridge.gatewayState()).toEqual({ state: "running", port: 4000, message: null });
    expect(await bridge.openLink({ url: "https://example.org/" })).toEqual({ opened: true });
    await expect(bridge.setSecret({ name: "bad name", value: "v" })).rejects.toThrow(/^invalid_payload: /u);
  });
});

function foreignMainFrame(origin: string): InvokeEvent {
  const frame = { origin };
  return { senderFrame: frame, sender: { mainFrame: frame } };
}

function throwingFrame(): InvokeEvent {
  return {
    get senderFrame(): never {
      throw new Error("frame was disposed");
    },
    sender: { mainFrame },
  };
}

/** Payloads close to valid ones: right keys, odd values. */
function nearMiss(): fc.Arbitrary<unknown> {
  return fc.record(
    { url: fc.anything(), text: fc.anything(), name: fc.anything(), value: fc.anything(), __proto__: fc.anything() },
    { requiredKeys: [] },
  );
}
