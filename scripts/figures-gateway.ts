/** The gateway that the figures are taken of: built, on a data folder with the seeded log. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gatewayFlags } from "./gateway-flags.mjs";

const root = join(import.meta.dirname, "..");
const key = "sk-figures-0123456789";

export interface FiguresGateway {
  readonly url: string;
  /** Of an open session. */
  readonly cookie: { readonly name: string; readonly value: string };
  /** Megabytes; null where the system does not tell. */
  residentMb(): number | null;
  /** A call that is answered at once, and that the log records. */
  chat(): Promise<number>;
  stop(): void;
}

export async function startGateway(folder: string): Promise<FiguresGateway> {
  const config = join(folder, "config.yaml");
  // Nothing of the seeded log may be forgotten meanwhile.
  const log = "{max_mb: 1000000, retention_days: 36500}";
  const demo = "{model_name: demo, litellm_params: {model: openai/demo, mock_response: Hello from the demo}}";
  writeFileSync(config, `model_list: [${demo}]\ngeneral_settings: {master_key: ${key}}\nportico: {log: ${log}}\n`);
  const main = join(root, "dist/gateway/main.js");
  const args = [...gatewayFlags, main, "--config", config, "--port", "0", "--data", folder];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  const link = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/ui\/\?token=\S+/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    child.once("exit", () => reject(new Error(`the gateway ended: ${said}`)));
  });
  const opened = await fetch(link, { redirect: "manual" });
  const [name = "", value = ""] = (opened.headers.get("set-cookie") ?? "").split(";", 1)[0]?.split("=", 2) ?? [];
  const url = new URL(link).origin;
  return {
    url,
    cookie: { name, value },
    residentMb: () => residentMb(child.pid ?? 0),
    chat: () => chat(url),
    stop: () => void child.kill("SIGTERM"),
  };
}

/** @returns milliseconds */
async function chat(url: string): Promise<number> {
  const startedMs = performance.now();
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "demo", messages: [{ role: "user", content: "기록이 화면을 느리게 하나요?" }] }),
  });
  await response.text();
  if (!response.ok) throw new Error(`a call was answered with ${response.status}`);
  return performance.now() - startedMs;
}

/** Linux only. */
function residentMb(pid: number): number | null {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return null;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1] ?? 0) / 1000;
}
