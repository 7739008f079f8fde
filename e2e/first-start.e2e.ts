/** The first start on a machine that has nothing: a config is made, its demo alias answers, and the key is private. */
import { expect, test } from "@playwright/test";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

test("the built gateway starts without any file, and its demo alias answers with the key it made", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portico-first-"));
  const data = join(folder, "data");
  const main = join(import.meta.dirname, "..", "dist", "gateway", "main.js");
  const child = spawn(process.execPath, [main, "--port", "0", "--data", data], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", HOME: folder },
  });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let said = "";
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        const found = /Base URL\s+(\S+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("exit", () => reject(new Error(said)));
    });
    const env = join(data, ".env");
    expect(statSync(env).mode & 0o077).toBe(0);
    const key = /LITELLM_MASTER_KEY=(\S+)/.exec(readFileSync(env, "utf8"))?.[1] ?? "";
    expect(key.length).toBeGreaterThan(22);
    const answer = await fetch(`${url}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "demo", messages: [{ role: "user", content: "Hello" }] }),
    });
    expect(await answer.json()).toMatchObject({ model: "demo", object: "chat.completion" });
    expect((await fetch(`${url}/models`)).status).toBe(401);
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
});
