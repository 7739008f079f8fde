/** The built gateway as a user starts it, with nothing of telemetry in its environment but what is given; and its log. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SpendLogDetail, SpendLogRow } from "../../gateway/contract/spend-log.ts";
import { gatewayFlags } from "../gateway-flags.mjs";

const main = join(import.meta.dirname, "..", "..", "dist", "gateway", "main.js");

export interface StartedGateway {
  readonly url: string;
  readonly child: ChildProcess;
  post(path: string, body: unknown): Promise<Response>;
  /** Every request it logged, none of them still running. */
  log(): Promise<SpendLogDetail[]>;
}

/** @param env  of the `.env` beside the config; `LITELLM_MASTER_KEY` is the key it is called with */
export async function startGateway(
  folder: string,
  config: string,
  env: Readonly<Record<string, string>>,
): Promise<StartedGateway> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "config.yaml"), config);
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, ".env"), lines.join(""));
  const args = [...gatewayFlags, main, "--config", "config.yaml", "--port", "0", "--data", "data"];
  const inherited = Object.entries(process.env).filter(([name]) => !/^(OTEL|LITELLM)_/.test(name));
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: Object.fromEntries(inherited),
  });
  const { origin, link } = await startLine(child);
  const cookie = await openSession(link);
  const headers = { authorization: `Bearer ${env["LITELLM_MASTER_KEY"]}`, "content-type": "application/json" };
  const panel = async (path: string): Promise<unknown> =>
    (await fetch(`${origin}/ui/api${path}`, { headers: { cookie } })).json();
  return {
    url: origin,
    child,
    post: (path, body) => fetch(`${origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) }),
    log: () => readLog(panel),
  };
}

async function startLine(child: ChildProcess): Promise<{ readonly origin: string; readonly link: string }> {
  let said = "";
  return await new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [link, origin] = /(http:\/\/127\.0\.0\.1:\d+)\/ui\/\?token=\S+/.exec(said) ?? [];
      if (link !== undefined && origin !== undefined) resolve({ link, origin });
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => reject(new Error(`the gateway ended with ${String(code)}: ${said}`)));
  });
}

async function openSession(link: string): Promise<string> {
  const { headers } = await fetch(link, { redirect: "manual" });
  return headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
}

async function readLog(panel: (path: string) => Promise<unknown>): Promise<SpendLogDetail[]> {
  const until = Date.now() + 15_000;
  for (;;) {
    const { rows } = (await panel("/requests?limit=500")) as { rows: SpendLogRow[] }; // contract/admin.ts says so
    const details = rows.map(async ({ id }) => (await panel(`/requests/${id}`)) as SpendLogDetail); // likewise
    if (rows.length > 0 && rows.every(({ state }) => state !== "in_flight")) return await Promise.all(details);
    await Promise.allSettled(details);
    if (Date.now() > until) throw new Error("the log still has requests that run");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
