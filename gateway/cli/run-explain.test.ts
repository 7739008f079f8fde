/** `portico explain` as its user runs it: a process with a file, its words and its exit code. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExplainAnswer } from "../contract/explain.ts";

const config = `model_list:
  - model_name: m
    litellm_params: {model: openai/up, api_base: "http://127.0.0.1:9/v1", api_key: sk-a-provider-key-1, order: 1, extra_headers: {x-mine: hush-hush}}
    model_info: {id: first}
  - model_name: m
    litellm_params: {model: openai/other, api_base: "http://127.0.0.1:9/v1", api_key: x, order: 2}
    model_info: {id: second}
  - model_name: spare
    litellm_params: {model: openai/s, mock_response: hi}
router_settings: {fallbacks: [{m: [spare]}]}
general_settings: {master_key: sk-a-long-enough-master-key}
`;
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portico-explain-"));
  writeFileSync(join(folder, "config.yaml"), config);
  writeFileSync(join(folder, "body.json"), JSON.stringify({ messages: [{ role: "user", content: "안녕" }], seed: 7 }));
  writeFileSync(join(folder, "broken.json"), "{");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...flags: string[]): { status: number | null; out: string } {
  const main = join(import.meta.dirname, "..", "main.ts");
  const done = spawnSync(process.execPath, [main, "explain", ...flags], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "" },
  });
  return { status: done.status, out: done.stdout + done.stderr };
}

describe("portico explain", () => {
  it("prints the candidates with their reasons, what stands in, and the call without a key", () => {
    const { status, out } = run("--config", "config.yaml", "--model", "m", "--body", "body.json");
    expect(out).toContain("> first  openai/up  open, weighs 1");
    expect(out).toContain("  second  openai/other  lower_order");
    expect(out).toContain("fallbacks: spare");
    expect(out).toContain("POST http://127.0.0.1:9/v1/chat/completions");
    expect(out).toContain('"seed": 7');
    expect(out).toContain("안녕");
    expect(out).not.toMatch(/sk-a-provider-key-1|hush-hush/);
    expect(status).toBe(0);
  });

  it("gives the same as JSON", () => {
    const { out } = run("--config", "config.yaml", "--model", "spare", "--json");
    const answer = JSON.parse(out) as ExplainAnswer;
    expect(answer).toMatchObject({ upstream: null, error: null, decision: { group: "spare" } });
    expect(answer.note).toContain("mock_response");
  });

  it("exits 1 for a request that would be refused, and 2 for what it cannot read or was not told", () => {
    const refused = run("--config", "config.yaml", "--model", "nope");
    expect([refused.status, refused.out]).toEqual([1, expect.stringContaining("unknown_model")]);
    expect(run("--config", "config.yaml", "--model", "m", "--body", "broken.json").status).toBe(2);
    expect(run("--config", "missing.yaml", "--model", "m").status).toBe(2);
    expect(run("--model", "m").status).toBe(2);
  });
});
