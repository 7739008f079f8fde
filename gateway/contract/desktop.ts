/**
 * What the desktop shell offers the panel: the IPC surface, written once.
 *
 * preload exposes it as `window.desktop`; in a browser there is none and the panel does without.
 * No method returns a secret.
 */
import { z } from "zod";

export const gatewayProcessStateSchema = z.object({
  state: z.enum(["starting", "running", "restarting", "stopped", "failed"]),
  port: z.number().int().nullable(),
  /** Why it failed, in words for the user. */
  message: z.string().nullable(),
});

export const desktopMethods = {
  gatewayState: { request: z.void(), response: gatewayProcessStateSchema },
  restartGateway: { request: z.void(), response: z.void() },
  /** https: and mailto: only; anything else is refused. */
  openLink: { request: z.object({ url: z.string().max(2048) }), response: z.object({ opened: z.boolean() }) },
  revealConfig: { request: z.void(), response: z.void() },
  /** The chosen file is used from the next start of the gateway on: call `restartGateway` to use it now. */
  pickConfig: { request: z.void(), response: z.object({ file: z.string().nullable() }) },
  copyText: { request: z.object({ text: z.string().max(100_000) }), response: z.void() },
  /** Copies `Authorization` material without showing it to the renderer. */
  copyMasterKey: { request: z.void(), response: z.object({ copied: z.boolean() }) },
  /** Reaches the gateway at its next start; `reason` says why a key was not stored. */
  setSecret: {
    request: z.object({ name: z.string().regex(/^[A-Z][A-Z0-9_]{0,127}$/), value: z.string().min(1).max(8192) }),
    response: z.object({ stored: z.boolean(), reason: z.string().nullable() }),
  },
  secretNames: { request: z.void(), response: z.object({ names: z.array(z.string()) }) },
} as const;

export type DesktopMethodName = keyof typeof desktopMethods;
export type GatewayProcessState = z.infer<typeof gatewayProcessStateSchema>;

/** `window.desktop` in the renderer. */
export type DesktopApi = {
  [Name in DesktopMethodName]: (
    request: z.infer<(typeof desktopMethods)[Name]["request"]>,
  ) => Promise<z.infer<(typeof desktopMethods)[Name]["response"]>>;
};

/** Messages between the shell and the gateway's process; the same over `utilityProcess` and `child_process.fork`. */
export const toGatewaySchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("start"),
    argv: z.array(z.string()),
    /** Provider keys from the OS secret store: never in argv or the environment. */
    secrets: z.record(z.string(), z.string()),
    /** The shell's own token for `/ui/api`. */
    panelToken: z.string(),
  }),
  z.object({ type: z.literal("stop") }),
]);

export const fromGatewaySchema = z.discriminatedUnion("type", [
  /** `ready` once the gateway's entry listens for `start`. */
  z.object({ type: z.literal("ready") }),
  z.object({
    type: z.literal("listening"),
    host: z.string(),
    port: z.number().int(),
    configFile: z.string(),
    /** Kept in the main process for `copyMasterKey`; never sent on to the renderer. */
    masterKey: z.string().nullable(),
    /** What the gateway shows by HTTPS (PEM): the shell trusts this one and no other. null = plain HTTP. */
    certificate: z.string().nullable().default(null),
  }),
  /** The gateway shows another certificate from now on. */
  z.object({ type: z.literal("certificate"), pem: z.string() }),
  z.object({ type: z.literal("failed"), message: z.string() }),
  z.object({ type: z.literal("stopped") }),
]);

export type ToGateway = z.infer<typeof toGatewaySchema>;
export type FromGateway = z.input<typeof fromGatewaySchema>;
