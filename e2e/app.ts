/** Starts the built gateway as a user would: its own process, a config file, a data folder; and stops it again. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const masterKey = "sk-e2e-master-key-of-the-panel-tests";

export interface App {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly configFile: string;
  /** The link of the running process; it opens one session. */
  link(): string;
  /** Ends the process and starts it again on the same port and data. */
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** One chat call as a client makes it. */
  chat(body: Record<string, unknown>, headers?: Record<string, string>): Promise<Response>;
  dispose(): Promise<void>;
}

const root = join(import.meta.dirname, "..");

export async function startApp(config: string): Promise<App> {
  const directory = mkdtempSync(join(tmpdir(), "portico-panel-"));
  const configFile = join(directory, "config.yaml");
  writeFileSync(configFile, config);
  let running = await launch(directory, configFile, 0);
  const { port } = running;
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => end(running.child);
  return {
    url,
    configFile,
    link: () => running.link,
    stop,
    restart: async () => {
      running = await launch(directory, configFile, port);
    },
    chat: (body, headers = {}) =>
      fetch(`${url}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${masterKey}`, "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
    dispose: async () => {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly link: string;
  readonly port: number;
}

async function launch(directory: string, configFile: string, port: number): Promise<Running> {
  const main = join(root, "dist", "gateway", "main.js");
  const child = spawn(
    process.execPath,
    [main, "--config", configFile, "--port", String(port), "--data", join(directory, "data")],
    { cwd: directory, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, LITELLM_MASTER_KEY: masterKey } },
  );
  let said = "";
  return await new Promise<Running>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:(\d+)\/ui\/\?token=\S+/.exec(said);
      if (found !== null) resolve({ child, link: found[0], port: Number(found[1]) });
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", (code) => reject(new Error(`the gateway ended with ${String(code)}: ${said}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(patience);
}
