/**
 * The gateway as the desktop shell's child: waits for `start`, says `listening` or `failed`, ends on `stop` or when the
 * shell is gone. The same messages run over Electron's utilityProcess and over child_process.fork.
 */
import { z } from "zod";
import { toGatewaySchema, type FromGateway, type ToGateway } from "../contract/desktop.ts";
import { parseCommand } from "./parse-command.ts";
import { start, StartError, type Started } from "./start.ts";

const drainMs = 30_000;
/** Nobody waits for an answer any more when the shell is gone; the port should be free soon. */
const orphanDrainMs = 5000;

interface ShellPort {
  send(message: FromGateway): void;
  onMessage(listener: (message: unknown) => void): void;
  onGone(listener: () => void): void;
}

export function serveShell(): void {
  const shell = openPort();
  let running: Promise<Started | null> = Promise.resolve(null);
  const stop = (patienceMs: number): void => {
    void running.then(async (started) => {
      await started?.gateway.stop(patienceMs);
      shell.send({ type: "stopped" });
      process.exit(0);
    });
  };
  shell.onMessage((raw) => {
    const message = toGatewaySchema.safeParse(raw);
    if (!message.success) return shell.send({ type: "failed", message: z.prettifyError(message.error) });
    if (message.data.type === "stop") return stop(drainMs);
    running = begin(message.data, shell);
  });
  shell.onGone(() => stop(orphanDrainMs));
  process.on("SIGTERM", () => stop(drainMs));
  process.on("SIGINT", () => {}); // a terminal's Ctrl+C reaches the shell too, which then says stop
  shell.send({ type: "ready" });
}

async function begin(message: Extract<ToGateway, { type: "start" }>, shell: ShellPort): Promise<Started | null> {
  const command = parseCommand(message.argv);
  try {
    if (command.kind !== "serve") throw new StartError("The shell may only start the gateway.");
    const started = await start(command, { secrets: message.secrets, desktopToken: message.panelToken });
    const { host, port, certificate } = started.gateway;
    const { masterKey } = started.catalog.settings;
    shell.send({
      type: "listening",
      host,
      port,
      configFile: started.configFile,
      masterKey,
      certificate: certificate?.pem ?? null,
    });
    certificate?.onChange((pem) => shell.send({ type: "certificate", pem }));
    return started;
  } catch (failure) {
    shell.send({ type: "failed", message: failure instanceof Error ? failure.message : String(failure) });
    return null;
  }
}

/** What Electron's utility process offers: `process.parentPort`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown }) => void): void;
}

function openPort(): ShellPort {
  const parentPort = "parentPort" in process ? (process.parentPort as ParentPort) : null; // Electron's own shape
  if (parentPort !== null) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on("message", ({ data }) => listener(data)),
      onGone: () => {}, // a utility process ends with its parent
    };
  }
  return {
    send: (message) => void (process.connected && process.send?.(message)),
    onMessage: (listener) => void process.on("message", listener),
    onGone: (listener) => void process.once("disconnect", listener),
  };
}
